// Runs npm quietly: progress in our words, failures as one sentence, no addresses of registries. Plain JavaScript.
import { spawn } from "node:child_process";
import path from "node:path";
import { SetupError } from "./cache.mjs";
import { npmEnv } from "./env.mjs";

const NETWORK =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENOTCACHED)\b/;
const QUIET = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--loglevel=error"];
const PATIENCE = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
const TELL_EVERY_MS = 10_000;

/**
 * Runs npm with the arguments; throws a SetupError that names `what` when it fails.
 * @param {readonly string[]} args
 * @param {{ cwd: string, what: string, path?: string }} options `path` is put in front of PATH
 * @returns {Promise<void>}
 */
export async function npm(args, { cwd, what, path: first }) {
  const env = npmEnv();
  if (first) env["PATH"] = first + path.delimiter + (env["PATH"] ?? "");
  const started = Date.now();
  const timer = setInterval(
    () => console.log(`  ... ${what}: ${Math.round((Date.now() - started) / 1000)} s`),
    TELL_EVERY_MS,
  );
  try {
    const { code, output } = await runNpm([...args, ...QUIET, ...PATIENCE], cwd, env);
    if (code !== 0) throw new SetupError(explainNpm(output, what));
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} env
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function runNpm(args, cwd, env) {
  // Inside an npm script npm says where it lies; that spares the search for npm.cmd on Windows.
  const own = process.env["npm_execpath"];
  const useOwn = own !== undefined && path.basename(own) === "npm-cli.js";
  const command = useOwn ? process.execPath : "npm";
  const shell = !useOwn && process.platform === "win32";
  return new Promise((resolve, reject) => {
    const child = spawn(command, useOwn ? [own, ...args] : [...args], {
      cwd,
      env,
      shell,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (/** @type {Buffer} */ data) => {
        output = (output + data.toString()).slice(-20_000);
      });
    }
    child.on("error", () =>
      reject(new SetupError("npm was not found. Install Node.js together with npm and run the command again.")),
    );
    child.on("close", (code) => resolve({ code, output }));
  });
}

/**
 * npm's error output as one sentence and a next step. Its text names registries and folders, so only its code is kept.
 * @param {string} output
 * @param {string} what
 * @returns {string}
 */
export function explainNpm(output, what) {
  const code = NETWORK.exec(output)?.[1] ?? /\bcode (E[A-Z0-9]+)/.exec(output)?.[1] ?? "unknown error";
  if (NETWORK.test(output)) {
    return `Could not reach the npm registry to install ${what} (${code}). Check the network and npm's proxy settings, then run the command again.`;
  }
  if (code === "ENOSPC")
    return `The disk is full, so ${what} could not be installed. Free some space and run the command again.`;
  if (code === "EUSAGE") {
    return `package.json and package-lock.json disagree, so ${what} could not be installed. Run "npm install" and then the command again.`;
  }
  return `npm could not install ${what} (${code}). Run the command again; npm's newest log ("npm config get cache", folder _logs) says more.`;
}
