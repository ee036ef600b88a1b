import { copyFileSync, globSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build, context, type BuildOptions, type BuildResult, type Plugin } from "esbuild";
import { chunkOf, chunkPlugin, treeSitterPlugin, type Chunk } from "./chunks.ts";
import { root } from "./toolchain.mjs";

/** What a bundle is built for: `production` goes into the VSIX. */
export type Mode = "development" | "production";

/** A finished bundle, whether it was written or only measured. */
export interface Bundle {
  readonly file: string;
  readonly result: BuildResult<{ metafile: true }>;
}

const sourceRoot = path.join(root, "src");
const hostEntry: Chunk = { source: path.join(sourceRoot, "extension/extension.ts"), file: "extension.cjs" };
/** Code of threads, started by its file. */
const workers = ["engines/tokens/worker.ts", "engines/types/worker.ts"].map((file) =>
  chunkOf(path.join(sourceRoot, file), sourceRoot),
);
const webviews = ["chat", "cost"].map((name) => ({
  source: path.join(sourceRoot, `webview/${name}/main.ts`),
  file: `webview/${name}.js`,
}));

function common(mode: Mode): BuildOptions & { metafile: true } {
  return {
    absWorkingDir: root,
    bundle: true,
    metafile: true,
    logLevel: "warning",
    legalComments: "none",
    minify: mode === "production",
    sourcemap: mode === "production" ? false : "linked",
  };
}

function nodeOptions(mode: Mode): BuildOptions & { metafile: true } {
  return {
    ...common(mode),
    platform: "node",
    format: "cjs",
    target: "node22",
    mainFields: ["module", "main"],
    external: ["vscode"],
  };
}

/** One file of host code; `onChunk` hears of every chunk that it loads. */
export function hostOptions(
  chunk: Chunk,
  mode: Mode,
  onChunk: (chunk: Chunk) => void,
): BuildOptions & { metafile: true } {
  return {
    ...nodeOptions(mode),
    entryPoints: [chunk.source],
    outfile: path.join(root, "dist", chunk.file),
    // A chunk is CommonJS: `require` finds it beside the bundle, and keeps the named exports and VS Code's own module.
    supported: { "dynamic-import": false },
    plugins: [chunkPlugin(sourceRoot, onChunk), treeSitterPlugin],
  };
}

function webviewOptions({ source, file }: Chunk, mode: Mode): BuildOptions & { metafile: true } {
  return {
    ...common(mode),
    platform: "browser",
    format: "iife",
    target: "chrome130",
    entryPoints: [source],
    outfile: path.join(root, "dist", file),
  };
}

/** The host bundle, all chunks that are reached from it, and the threads. */
export async function buildHost(mode: Mode, write: boolean): Promise<readonly Bundle[]> {
  const found = new Map([hostEntry, ...workers].map((chunk) => [chunk.file, chunk]));
  const bundles: Bundle[] = [];
  // A Map hands out entries that are added while it is walked, so chunks of chunks are built too.
  for (const chunk of found.values()) {
    const options = hostOptions(chunk, mode, (next) => found.set(next.file, next));
    bundles.push({ file: chunk.file, result: await build({ ...options, write }) });
  }
  return bundles;
}

export async function buildWebviews(mode: Mode, write: boolean): Promise<readonly Bundle[]> {
  return Promise.all(
    webviews.map(async (view) => ({
      file: view.file,
      result: await build({ ...webviewOptions(view, mode), write }),
    })),
  );
}

/** Another extension beside ours, for tests in a window that has no tests inside it. */
export async function buildClient(): Promise<void> {
  await build({ ...hostTestOptions(), entryPoints: ["test/host/lmClient/extension.ts"] });
}

/** The tests that run inside the extension host, one file each, so that a broken one does not take others along. */
export function hostTestOptions(): BuildOptions {
  const tests = globSync("test/host/**/*.test.ts", { cwd: root });
  const client = "test/host/lmClient/extension.ts";
  return {
    ...nodeOptions("development"),
    external: ["vscode", "mocha"],
    entryPoints: ["test/host/index.ts", client, ...tests],
    outbase: "test/host",
    outdir: "out/host",
    outExtension: { ".js": ".cjs" },
    sourcemap: "inline",
  };
}

/** Everything that `dist` and `out/host` hold. */
export async function buildAll(mode: Mode): Promise<void> {
  rmSync(path.join(root, "dist"), { recursive: true, force: true });
  await Promise.all([buildHost(mode, true), buildWebviews(mode, true)]);
  copyCodicons();
  copyGrammars();
  if (mode === "production") return;
  rmSync(path.join(root, "out/host"), { recursive: true, force: true });
  await build(hostTestOptions());
}

/** Grammars that are shipped; the names are those of `engines/syntax`. */
const GRAMMARS = ["css", "go", "java", "javascript", "php", "python", "rust", "tsx", "typescript"];

function copyGrammars(): void {
  const target = path.join(root, "dist/wasm");
  mkdirSync(target, { recursive: true });
  for (const name of ["tree-sitter", ...GRAMMARS.map((grammar) => `tree-sitter-${grammar}`)]) {
    const file = `${name}.wasm`;
    copyFileSync(path.join(root, "node_modules/@vscode/tree-sitter-wasm/wasm", file), path.join(target, file));
  }
}

function copyCodicons(): void {
  const target = path.join(root, "dist/webview");
  mkdirSync(target, { recursive: true });
  for (const file of ["codicon.css", "codicon.ttf"]) {
    copyFileSync(path.join(root, "node_modules/@vscode/codicons/dist", file), path.join(target, file));
  }
}

/** Builds on every change until the process ends; the two printed lines are what `.vscode/tasks.json` waits for. */
export async function watchAll(): Promise<void> {
  copyCodicons();
  copyGrammars();
  const watched = new Set<string>();
  const watch = async (chunk: Chunk): Promise<void> => {
    if (watched.has(chunk.file)) return;
    watched.add(chunk.file);
    await start(hostOptions(chunk, "development", (next) => void watch(next)));
  };
  for (const chunk of [hostEntry, ...workers]) await watch(chunk);
  for (const view of webviews) {
    await start(webviewOptions(view, "development"));
  }
}

/** How many builds are under way; the lines below frame all of them together. */
let underWay = 0;

async function start(options: BuildOptions): Promise<void> {
  const report: Plugin = {
    name: "report",
    setup(bundler) {
      bundler.onStart(() => {
        if (underWay++ === 0) console.log("[watch] build started");
      });
      bundler.onEnd(() => {
        if (--underWay === 0) console.log("[watch] build finished");
      });
    },
  };
  const watching = await context({ ...options, plugins: [...(options.plugins ?? []), report] });
  await watching.watch();
}
