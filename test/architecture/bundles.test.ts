import assert from "node:assert/strict";
import { buildHost, buildWebviews, type Bundle } from "../workbench/bundles.ts";
import { packagesOf, read } from "./sources.ts";

const MAX_WEBVIEW_BYTES = 400_000;
/** It is copied into the package, not bundled. */
const COPIED = ["@vscode/codicons"];

describe("the bundles", function () {
  this.timeout(60_000);
  let host: readonly Bundle[] = [];
  let webviews: readonly Bundle[] = [];
  before(async () => {
    [host, webviews] = await Promise.all([buildHost("production", false), buildWebviews("production", false)]);
  });

  it("of the webviews hold neither validation nor a client", () => {
    for (const { file, result } of webviews) {
      const found = [...packagesOf(result.metafile)].filter((name) => name === "zod" || name === "openai");
      assert.deepEqual(found, [], file);
    }
  });

  it(`of the webviews stay below ${MAX_WEBVIEW_BYTES / 1000} KB`, () => {
    for (const { file, result } of webviews) {
      const bytes = result.outputFiles?.[0]?.contents.length ?? 0;
      assert.ok(bytes > 0 && bytes < MAX_WEBVIEW_BYTES, `${file} has ${bytes} bytes`);
    }
  });

  it("of the activation path hold no client", () => {
    const main = host.find(({ file }) => file === "extension.cjs");
    assert.ok(main, "there is no extension.cjs");
    assert.ok(!packagesOf(main.result.metafile).has("openai"));
  });

  it("are all named in NOTICE, and nothing else is", () => {
    const bundled = [...host, ...webviews].flatMap(({ result }) => [...packagesOf(result.metafile)]);
    const named = [...read("NOTICE").matchAll(/^(\S+) \S+ \([^)]+\)$/gm)].map(([, name = ""]) => name);
    assert.deepEqual(named.toSorted(), [...new Set([...bundled, ...COPIED])].toSorted());
  });
});
