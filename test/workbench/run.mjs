// The one entry: installs what a command needs and is missing, then runs the command under Node 24.
// Plain JavaScript with nothing but Node's own modules, because it runs first on a fresh machine, on any Node from 18 on.
import { spawn } from "node:child_process";
import path from "node:path";
import { cacheDir, SetupError } from "./cache.mjs";
import { commandEnv } from "./env.mjs";
import {
  ensureChromium,
  ensureFloor,
  ensureNode,
  ensurePackages,
  ensureRunners,
  ensureVSCode,
  root,
} from "./toolchain.mjs";

/** What each command needs beyond Node 24 and the project's packages. @type {Record<string, readonly string[]>} */
const NEEDS = {
  setup: ["vscode", "chromium", "runners"],
  test: ["vscode", "chromium", "runners"],
  host: ["vscode", "chromium"],
  ui: ["vscode", "chromium"],
  screenshots: ["vscode", "chromium"],
  bench: ["vscode", "chromium"],
  eval: ["vscode"],
  loopback: ["vscode", "runners"],
  start: ["vscode"],
  floor: ["floor", "chromium"],
};
const MINIMUM_NODE = 18;

async function main() {
  const [what = "", ...rest] = process.argv.slice(2);
  if (Number(process.versions.node.split(".")[0]) < MINIMUM_NODE) {
    throw new SetupError(
      `Node ${process.versions.node} is too old. Install Node ${MINIMUM_NODE} or newer and run the command again.`,
    );
  }
  const node24 = await ensureNode();
  await ensurePackages();
  const needs = NEEDS[what] ?? [];
  if (needs.includes("vscode")) await ensureVSCode(node24);
  if (needs.includes("floor")) await ensureFloor();
  if (needs.includes("chromium")) await ensureChromium();
  if (needs.includes("runners")) await ensureRunners();
  process.exitCode = await run(node24, ["test/workbench/main.ts", what, ...rest], childEnv(what, node24));
}

/**
 * Only what asks an endpoint may read its address and a key; everything else gets the clean environment.
 * @param {string} what
 * @param {string} node24
 * @returns {NodeJS.ProcessEnv}
 */
function childEnv(what, node24) {
  const env = commandEnv(what);
  const paths = [path.dirname(node24), path.join(root, "node_modules", ".bin"), env["PATH"] ?? ""];
  // Node keeps what it made of our TypeScript and of the tools there, which shortens every later start.
  const compileCache = path.join(root, "out", "compile-cache");
  return { ...env, UPSHIFT_CACHE: cacheDir(), NODE_COMPILE_CACHE: compileCache, PATH: paths.join(path.delimiter) };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function run(command, args, env) {
  const child = spawn(command, [...args], { cwd: root, env, stdio: "inherit" });
  // The command cleans up after itself; this process must outlive it, whichever of the two was told to stop.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

main().catch((/** @type {unknown} */ error) => {
  console.error(error instanceof SetupError ? error.message : error);
  // Whoever reads the count gets one in any case.
  if (process.argv[2] === "test") console.log("\n0 passed, 1 failed");
  process.exitCode = 1;
});
