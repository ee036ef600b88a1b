// Gets Node 24, the project's packages, a real VS Code, a headless Chromium and test runners from npm alone. Plain JavaScript.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { cacheDir, installOnce, SetupError, withLock } from "./cache.mjs";
import { npm } from "./npm.mjs";

export const root = path.resolve(fileURLToPath(import.meta.url), "../../..");

/** A new recipe (what is done to the package after the download) wants a new number, as a new version does. */
const PINS = {
  node: "24.21.0",
  codeServer: "4.139.1",
  codeServerRecipe: 1,
  chromium: "153.0.0",
  // The oldest VS Code that the manifest allows, and the Node that it was made for.
  floor: "4.106.3",
  floorRecipe: 1,
  floorNode: "22.23.3",
  floorWatcher: "2.5.6",
  // Test runners whose tests the product runs and reads; Mocha is the project's own.
  vitest: "5.1.1",
  jest: "30.5.2",
  mocha: "12.0.3",
};
const NODE_MAJOR = 24;
const isWindows = process.platform === "win32";

const nodePackage = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
const nodeFile = `node_modules/${nodePackage}/bin/node${isWindows ? ".exe" : ""}`;

/**
 * A Node 24 to run everything with: the one that runs now, or a binary that npm carries as a plain package.
 * @returns {Promise<string>}
 */
export async function ensureNode() {
  if (Number(process.versions.node.split(".")[0]) === NODE_MAJOR) return process.execPath;
  return await ensureNodeOf(PINS.node);
}

/**
 * @param {string} version
 * @returns {Promise<string>}
 */
async function ensureNodeOf(version) {
  const dir = await installOnce({
    name: `${nodePackage}-${version}`,
    probe: nodeFile,
    make: (temporary) =>
      stage(`Node ${version}`, async () => {
        await install(temporary, { [nodePackage]: version }, `Node ${version}`);
        const file = path.join(temporary, nodeFile);
        fs.chmodSync(file, 0o755);
        if (spawnSync(file, ["--version"]).status !== 0) {
          throw new SetupError(
            `The Node ${version} from npm does not run on this system. Install Node ${version.split(".")[0]} and run the command again.`,
          );
        }
      }),
  });
  return path.join(dir, nodeFile);
}

/** The packages of package-lock.json; installed again only when they are not the ones that lie in node_modules. */
export async function ensurePackages() {
  if (hasPackages()) return;
  const out = path.join(root, "out");
  fs.mkdirSync(out, { recursive: true });
  await withLock(path.join(out, ".packages.lock"), async () => {
    if (hasPackages()) return;
    const what = "the project's packages";
    // Not "npm ci": that refuses a lock file without the optional packages of other platforms, and a registry that
    // does not carry those leaves them out of it. "--no-save" keeps the lock file as it is.
    await stage(what, () => npm(["install", "--no-save", "--prefer-offline"], { cwd: root, what }));
  });
}

/** npm writes what it has installed into a lock file of its own, as its last act: it is the proof of a finished install. */
function hasPackages() {
  const installed = lockedPackages("node_modules/.package-lock.json");
  const wanted = lockedPackages("package-lock.json");
  const isSame = (/** @type {string} */ name) => installed[name]?.version === wanted[name]?.version;
  const isNeeded = (/** @type {string} */ name) => name !== "" && !wanted[name]?.optional && !wanted[name]?.devOptional;
  return Object.keys(wanted)
    .filter((name) => isNeeded(name) || installed[name] !== undefined)
    .every(isSame);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
function lockedPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return {};
  }
}

const codeServerName = `code-server-${PINS.codeServer}-${PINS.codeServerRecipe}`;
const floorName = `code-server-${PINS.floor}-${PINS.floorRecipe}`;
const vscodePath = "node_modules/code-server/lib/vscode";
const serverFile = `${vscodePath}/out/server-main.js`;

/**
 * An installed VS Code server: its script, and the Node that runs it.
 * @typedef {{ node: string, main: string }} VSCodeServer
 */

/** @returns {VSCodeServer} */
export const currentServer = () => ({
  node: process.execPath,
  main: path.join(cacheDir(), codeServerName, serverFile),
});

/**
 * The oldest one that the manifest allows.
 * @returns {VSCodeServer}
 */
export const floorServer = () => ({
  node: path.join(cacheDir(), `${nodePackage}-${PINS.floorNode}`, nodeFile),
  main: path.join(cacheDir(), floorName, serverFile),
});

/** The TypeScript that VS Code brings, with the API of version 6. */
export const bundledTypeScript = () =>
  path.join(path.dirname(path.dirname(currentServer().main)), "extensions/node_modules/typescript/lib/typescript.js");

/**
 * VS Code's server and web workbench out of the npm package `code-server`.
 * @param {string} node24
 */
export async function ensureVSCode(node24) {
  await installServer({ name: codeServerName, version: PINS.codeServer, node: node24, what: "VS Code" });
}

/** VS Code 1.106, with the Node 22 that its modules are made for. */
export async function ensureFloor() {
  const node = await ensureNodeOf(PINS.floorNode);
  await installServer({ name: floorName, version: PINS.floor, node, what: "VS Code 1.106", adapt: loosenWatcher });
}

/**
 * Its watcher is pinned to a commit of a repository, which a registry does not carry: the release with that commit does.
 * @param {string} vscode
 */
function loosenWatcher(vscode) {
  const file = path.join(vscode, "package.json");
  const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
  manifest.dependencies["@parcel/watcher"] = PINS.floorWatcher;
  fs.writeFileSync(file, JSON.stringify(manifest, null, 2));
  fs.rmSync(path.join(vscode, "npm-shrinkwrap.json"));
}

/** @param {{ name: string, version: string, node: string, what: string, adapt?: (vscode: string) => void }} options */
async function installServer({ name, version, node, what, adapt }) {
  await installOnce({
    name,
    probe: serverFile,
    make: (temporary) =>
      stage(`${what} (about a minute, once)`, async () => {
        const vscode = path.join(temporary, vscodePath);
        const options = { what, path: path.dirname(node) };
        await install(temporary, { "code-server": version }, what, options.path);
        adapt?.(vscode);
        await npm(["install", "--omit=dev", "--prefer-offline"], { ...options, cwd: vscode });
        // TypeScript for the built-in language features.
        await npm(["install", "--omit=dev", "--prefer-offline"], { ...options, cwd: path.join(vscode, "extensions") });
        // The native logger needs a compiler; the stand-in keeps log files and output channels working without one.
        fs.copyFileSync(
          path.join(root, "test/workbench/spdlog.cjs"),
          path.join(vscode, "node_modules/@vscode/spdlog/index.js"),
        );
      }),
  });
}

const runnersName = `runners-${PINS.vitest}-${PINS.jest}-${PINS.mocha}`;

/** The `node_modules` of a project that is tested with Vitest, Jest or Mocha. */
export const runnersModules = () => path.join(cacheDir(), runnersName, "node_modules");

export async function ensureRunners() {
  const { vitest, jest, mocha } = PINS;
  const what = "test runners to be tested with";
  await installOnce({
    name: runnersName,
    probe: "node_modules/vitest/package.json",
    make: (temporary) => stage(what, () => install(temporary, { vitest, jest, mocha }, what)),
  });
}

const chromiumName = `chromium-${PINS.chromium}`;

/** A Chromium or Chrome for the tests: the system's own where there is one, else one carried by an npm package. */
export async function ensureChromium() {
  if (systemChromium()) return;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new SetupError(
      "No Chrome or Chromium was found for the browser tests. Install one, or set CHROMIUM_PATH to its program.",
    );
  }
  await installOnce({
    name: chromiumName,
    probe: "chromium",
    make: (temporary, final) => stage("Chromium", () => unpackChromium(temporary, final)),
  });
}

/**
 * @param {string} temporary
 * @param {string} final
 */
async function unpackChromium(temporary, final) {
  const name = "@sparticuz/chromium";
  await install(temporary, { [name]: PINS.chromium }, "Chromium");
  const bin = path.join(temporary, "node_modules", name, "bin");
  for (const part of ["al2023", "fonts"]) {
    const input = zlib.brotliDecompressSync(fs.readFileSync(path.join(bin, `${part}.tar.br`)));
    if (spawnSync("tar", ["-x", "-C", temporary], { input }).status !== 0) {
      throw new SetupError('Chromium could not be unpacked. Install the program "tar" and run the command again.');
    }
  }
  fs.writeFileSync(
    path.join(temporary, "chromium"),
    zlib.brotliDecompressSync(fs.readFileSync(path.join(bin, "chromium.br"))),
    { mode: 0o755 },
  );
  const dirs = [path.join(final, "fonts"), "/usr/share/fonts"].map((dir) => `<dir>${dir}</dir>`).join("");
  const cache = `<cachedir>${path.join(final, "font-cache")}</cachedir>`;
  fs.writeFileSync(path.join(temporary, "fonts.conf"), `<?xml version="1.0"?><fontconfig>${dirs}${cache}</fontconfig>`);
  fs.rmSync(path.join(temporary, "node_modules"), { recursive: true, force: true });
}

/**
 * The browser's program, and the variables that the npm one needs to find its libraries and fonts.
 * @returns {{ executablePath: string, env: Record<string, string> }}
 */
export function chromium() {
  const system = systemChromium();
  if (system) return { executablePath: system, env: {} };
  const dir = path.join(cacheDir(), chromiumName);
  const env = { LD_LIBRARY_PATH: path.join(dir, "lib"), FONTCONFIG_FILE: path.join(dir, "fonts.conf") };
  return { executablePath: path.join(dir, "chromium"), env };
}

/** @returns {string | undefined} */
function systemChromium() {
  const named = process.env["CHROMIUM_PATH"];
  if (named) return named;
  const onPath = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].flatMap((name) =>
    (process.env["PATH"] ?? "").split(path.delimiter).map((dir) => path.join(dir, name)),
  );
  const apps = ["Google Chrome", "Chromium", "Microsoft Edge"].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  );
  const programs = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) =>
    ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"].map((exe) =>
      path.join(process.env[name] ?? "", exe),
    ),
  );
  const places = isWindows ? programs : process.platform === "darwin" ? apps : onPath;
  return places.find((file) => path.isAbsolute(file) && fs.existsSync(file));
}

/**
 * @param {string} dir
 * @param {Record<string, string>} dependencies
 * @param {string} what
 * @param {string} [first]
 */
async function install(dir, dependencies, what, first) {
  fs.writeFileSync(path.join(dir, "package.json"), JSON.stringify({ private: true, dependencies }, null, 2));
  const options = first ? { cwd: dir, what, path: first } : { cwd: dir, what };
  await npm(["install", "--no-package-lock", "--omit=dev", "--prefer-offline"], options);
}

/**
 * @param {string} what
 * @param {() => Promise<void>} work
 */
async function stage(what, work) {
  const started = Date.now();
  console.log(`Installing ${what} ...`);
  await work();
  console.log(`Installed ${what.replace(/ \(.*/, "")} in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
