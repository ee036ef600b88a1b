import assert from "node:assert/strict";
import { cycles, layerFaults } from "./layerRules.ts";
import { filesOf, importGraph, namedImports, read } from "./sources.ts";

const MAX_LINES = 300;

describe("architecture", function () {
  this.timeout(60_000);

  it("imports only what a layer may import", async () => {
    assert.deepEqual(layerFaults(await importGraph()), []);
  });

  // Also one of the bugs that cost users of others: what is spent beside the ledger.
  it("asks a model nowhere but in the providers", async () => {
    const asking = (await importGraph()).filter(({ imports }) =>
      imports.some(({ path }) => path === "openai" || path.startsWith("openai/")),
    );
    assert.ok(asking.length > 0);
    assert.deepEqual(
      asking.filter(({ from }) => !from.startsWith("src/providers/")),
      [],
    );
  });

  it("has no import cycles, of types neither", async () => {
    assert.deepEqual(cycles(await importGraph()), []);
    assert.deepEqual(cycles(namedImports()), []);
  });

  it(`keeps every file within ${MAX_LINES} lines`, () => {
    const files = [...filesOf("src/**/*.ts", "test/**/*.{ts,mjs,cjs}")];
    const long = files
      .filter((file) => !file.startsWith("test/fixtures/"))
      .map((file) => ({ file, lines: read(file).trimEnd().split("\n").length }))
      .filter(({ lines }) => lines > MAX_LINES);
    assert.deepEqual(long, []);
  });

  it("keeps clocks and chance out of unit tests", () => {
    const outside = /\b(?:performance\.now|Date\.now|Math\.random|setTimeout)\(/;
    const files = [...filesOf("test/unit/**/*.ts")].filter((file) => outside.test(read(file)));
    assert.deepEqual(files, []);
  });
});

describe("the guard of the layers", () => {
  const graph = (from: string, path: string, external = false) => [{ from, imports: [{ path, external }] }];
  const wrong = [
    ["src/core/a.ts", "src/providers/b.ts", false],
    ["src/core/a.ts", "src/protocol/b.ts", false],
    ["src/webview/a.ts", "src/core/b.ts", false],
    ["src/webview/a.ts", "src/extension/b.ts", false],
    ["src/util/a.ts", "src/core/b.ts", false],
    ["src/core/a.ts", "node:fs", true],
    ["src/providers/a.ts", "fs", true],
    ["src/providers/a.ts", "vscode", true],
    ["src/core/a.ts", "openai", true],
    ["src/core/a.ts", "zod", true],
    ["src/extension/a.ts", "zod", true],
    ["src/webview/a.ts", "zod/mini", true],
    ["src/webview/a.ts", "lit-element", true],
  ] as const;
  for (const [from, to, external] of wrong) {
    it(`refuses ${from} -> ${to}`, () => {
      assert.deepEqual(layerFaults(graph(from, to, external)), [`${from} must not import ${to}`]);
    });
  }

  it("lets through what goes down", () => {
    assert.deepEqual(layerFaults(graph("src/extension/a.ts", "src/core/b.ts")), []);
    assert.deepEqual(layerFaults(graph("src/core/a.ts", "src/core/b.ts")), []);
    assert.deepEqual(layerFaults(graph("src/core/a.ts", "zod/mini", true)), []);
    assert.deepEqual(layerFaults(graph("src/webview/a.ts", "lit/directives/repeat.js", true)), []);
  });

  it("knows every folder of src", () => {
    assert.deepEqual(layerFaults(graph("src/stray/a.ts", "src/util/b.ts")), ["src/stray/a.ts is in no layer"]);
  });

  it("sees a cycle", () => {
    const circle = [...graph("a", "b"), ...graph("b", "c"), ...graph("c", "b")];
    assert.deepEqual(cycles(circle), ["b -> c -> b"]);
  });
});
