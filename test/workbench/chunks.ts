import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { OnResolveArgs, OnResolveResult, Plugin } from "esbuild";

/** A part of the host code that is loaded on first use: its own bundle beside the main one. */
export interface Chunk {
  readonly source: string;
  /** File name in `dist`. */
  readonly file: string;
}

/** The chunk for a source file; flat and unique, because it is made of the path below `src`. */
export function chunkOf(source: string, sourceRoot: string): Chunk {
  const parts = path.relative(sourceRoot, source).split(path.sep);
  return { source, file: `${parts.join("-").replace(/\.ts$/, "")}.cjs` };
}

/**
 * Turns each `import("./x.ts")` of the host sources into a `require` of a chunk, and reports the chunk so that it gets
 * built. esbuild alone would put `x.ts` into the same file, where VS Code reads and compiles it on every start; its own
 * code splitting works for ES modules only, and the extension host wants CommonJS.
 */
export function chunkPlugin(sourceRoot: string, onChunk: (chunk: Chunk) => void): Plugin {
  const resolve = (args: OnResolveArgs): OnResolveResult | undefined => {
    const isOurs = args.kind === "dynamic-import" && !path.relative(sourceRoot, args.importer).startsWith("..");
    if (!isOurs || args.path.startsWith("node:") || args.path === "vscode") return undefined;
    if (!args.path.startsWith(".")) {
      return {
        errors: [{ text: `Import a file of src that imports "${args.path}": only our own files become chunks` }],
      };
    }
    const source = path.resolve(args.resolveDir, args.path);
    if (!existsSync(source)) return { errors: [{ text: `There is no file ${args.path}` }] };
    const chunk = chunkOf(source, sourceRoot);
    onChunk(chunk);
    return { path: `./${chunk.file}`, external: true };
  };
  return { name: "chunks", setup: (build) => build.onResolve({ filter: /^/ }, resolve) };
}

const OWN_REQUIRE =
  'const { createRequire } = await import("module");\n      var require = createRequire(getCurrentScriptUrl());';

/**
 * tree-sitter makes itself a `require` out of an `import`, for the case that it is an ES module. In a bundle both become
 * the one `require` that its own variable hides, so that line goes.
 */
export const treeSitterPlugin: Plugin = {
  name: "tree-sitter",
  setup: (build) =>
    build.onLoad({ filter: /tree-sitter-wasm[\\/]wasm[\\/]tree-sitter\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      if (!text.includes(OWN_REQUIRE)) return { errors: [{ text: "tree-sitter.js has changed; see chunks.ts" }] };
      return { contents: text.replace(OWN_REQUIRE, ""), loader: "js" };
    }),
};
