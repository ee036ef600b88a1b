import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { chunkOf, chunkPlugin, type Chunk } from "./chunks.ts";

describe("lazy chunks", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "upshift-chunks-test-"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** Bundles src/main.ts and its chunks as the product's build does; returns what each of them holds. */
  async function bundle(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, string>> {
    const root = path.join(dir, "src");
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
      writeFileSync(path.join(root, name), text);
    }
    const found = new Map<string, Chunk>([["main.cjs", { source: path.join(root, "main.ts"), file: "main.cjs" }]]);
    const texts = new Map<string, string>();
    for (const chunk of found.values()) {
      const plugin = chunkPlugin(root, (next) => found.set(next.file, next));
      const outfile = path.join(dir, chunk.file);
      const options = { bundle: true, format: "cjs", platform: "node", logLevel: "silent" } as const;
      const supported = { "dynamic-import": false };
      const { outputFiles } = await build({
        ...options,
        supported,
        entryPoints: [chunk.source],
        outfile,
        plugins: [plugin],
        write: false,
      });
      texts.set(chunk.file, outputFiles[0]?.text ?? "");
      writeFileSync(outfile, outputFiles[0]?.text ?? "");
    }
    return texts;
  }

  it("are files of their own that keep named exports, chunks of chunks too", async () => {
    const texts = await bundle({
      "main.ts": 'export async function main() { const { outer } = await import("./lazy/outer.ts"); return outer(); }',
      "lazy/outer.ts": 'export async function outer() { return `outer ${(await import("../inner.ts")).inner}`; }',
      "inner.ts": 'export const inner: string = "inner";',
    });
    assert.deepEqual([...texts.keys()], ["main.cjs", "lazy-outer.cjs", "inner.cjs"]);
    assert.doesNotMatch(texts.get("main.cjs") ?? "", /outer \$/);
    const bundled = createRequire(import.meta.url)(path.join(dir, "main.cjs")) as { main(): Promise<string> };
    assert.equal(await bundled.main(), "outer inner");
  });

  it("refuse a package and a file that is not there", async () => {
    await assert.rejects(bundle({ "main.ts": 'export const x = () => import("esbuild");' }), /only our own files/);
    await assert.rejects(bundle({ "main.ts": 'export const x = () => import("./gone.ts");' }), /no file .\/gone.ts/);
  });

  it("have names that tell where they come from", () => {
    assert.equal(chunkOf(path.join("src", "providers", "sdk.ts"), "src").file, "providers-sdk.cjs");
  });
});
