import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium as playwright, type Browser } from "playwright-core";
import { SetupError } from "./cache.mjs";
import { onExit } from "./cleanup.ts";
import { cleanEnv } from "./env.mjs";
import { chromium, currentServer } from "./toolchain.mjs";

type VSCodeServer = ReturnType<typeof currentServer>;
type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** User settings beside the quiet ones. */
  readonly settings?: Settings;
  /** Settings of the machine that the server runs on: the only place where machine-scoped settings count. */
  readonly machineSettings?: Settings;
  /** A packaged extension to install. */
  readonly vsix?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Allows `dev` and `tests` in the URL: an extension from its folder, and tests inside the extension host. */
  readonly driver?: boolean;
  /** Folders of unpacked extensions that are there from the start. */
  readonly extensions?: readonly string[];
  /** Keeps Workspace Trust, so that folders open restricted until the user trusts them. Off unless asked for. */
  readonly trust?: boolean;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Another VS Code than the current one, with the Node that runs it. */
  readonly vscode?: VSCodeServer;
  /** A data folder to use and keep, instead of a throw-away one. */
  readonly dir?: string;
}

/** A VS Code server on loopback that only opens to those who know its token. */
export interface Server {
  readonly port: number;
  readonly token: string;
  readonly dir: string;
  readonly process: ChildProcess;
  /** What the server has printed so far. */
  log(): string;
  /** Ends the server with all its children and removes its data. */
  stop(): Promise<void>;
}

/** No telemetry, no updates, no look-ups on the network, no pages that nobody asked for. */
const QUIET: Settings = {
  "telemetry.telemetryLevel": "off",
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "git.enabled": false,
  "js/ts.tsserver.automaticTypeAcquisition.enabled": false,
  "typescript.disableAutomaticTypeAcquisition": true,
  "npm.fetchOnlinePackageInfo": false,
  "json.schemaDownload.enable": false,
  "remote.autoForwardPorts": false,
  // The web workbench saves by itself otherwise.
  "files.autoSave": "off",
};

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 3_000;

/** A folder below the system's temporary one; removed when the process ends. */
export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), `upshift-${name}-`));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const forget = onExit(remove);
  return {
    path: folder,
    remove: () => {
      remove();
      forget();
    },
  };
}

/** Starts a VS Code server and waits until it answers. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const folder = options.dir === undefined ? temporaryFolder("server") : undefined;
  const dir = options.dir ?? folder?.path ?? "";
  const token = randomBytes(24).toString("base64url");
  writeProfile(dir, token, options);
  const env = serverEnv(dir, options.env);
  for (const extension of options.extensions ?? [])
    cpSync(extension, path.join(dir, "extensions", `${path.basename(extension)}-0.0.1`), { recursive: true });
  if (options.vsix !== undefined) installExtension(dir, options.vsix);
  const { node, main } = options.vscode ?? currentServer();
  const child = spawn(node, [main, ...serverArgs(dir, options)], {
    env,
    // A process group of its own, so that its children can be ended together with it.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const forget = onExit(() => killTree(child, "SIGKILL"));
  const log = collectOutput(child);
  const stop = async (): Promise<void> => {
    await stopTree(child);
    forget();
    folder?.remove();
  };
  try {
    const port = await listeningPort(child, log);
    return { port, token, dir, process: child, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function writeProfile(dir: string, token: string, { settings, machineSettings }: ServerOptions): void {
  const write = (name: string, content: Settings): void => {
    const file = path.join(dir, "data", name, "settings.json");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(content, null, 2));
  };
  write("User", { ...QUIET, ...settings });
  write("Machine", { ...machineSettings });
  // A file, because the arguments of a process can be read by everybody on the machine.
  writeFileSync(path.join(dir, "token"), token, { mode: 0o600 });
}

/** Also keeps sockets and caches of the server inside its own folder, where they vanish with it. */
function serverEnv(dir: string, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const temporary = path.join(dir, "tmp");
  mkdirSync(temporary, { recursive: true });
  const own = process.platform === "linux" ? { TMPDIR: temporary, XDG_CACHE_HOME: path.join(dir, "cache") } : {};
  const env: Record<string, string> = { ...cleanEnv(), EXTENSIONS_GALLERY: "{}", ...own, ...extra };
  // A host that loads extensions out of our cache would start faster than a user's.
  delete env["NODE_COMPILE_CACHE"];
  return env;
}

function serverArgs(dir: string, { port = 0, trust = false, driver = false }: ServerOptions): string[] {
  const args = ["--host", "127.0.0.1", "--port", String(port), "--connection-token-file", path.join(dir, "token")];
  args.push("--server-data-dir", dir, "--accept-server-license-terms", "--telemetry-level", "off");
  if (!trust) args.push("--disable-workspace-trust");
  if (driver) args.push("--enable-smoke-test-driver");
  return args;
}

/** Installs a packaged extension into a data folder. */
export function installExtension(dir: string, vsix: string): void {
  const args = ["--server-data-dir", dir, "--accept-server-license-terms", "--install-extension", vsix, "--force"];
  const { node, main } = currentServer();
  const result = spawnSync(node, [main, ...args], { env: serverEnv(dir), encoding: "utf8" });
  if (!/successfully installed/.test(result.stdout)) {
    throw new Error(`VS Code did not install ${path.basename(vsix)}.\n${result.stdout}${result.stderr}`);
  }
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
    });
  }
  return () => output;
}

async function listeningPort(child: ChildProcess, log: () => string): Promise<number> {
  for (const end = Date.now() + START_LIMIT_MS; ;) {
    const port = /agent listening on (\d+)/.exec(log())?.[1];
    if (port !== undefined) return Number(port);
    if (/EADDRINUSE/.test(log()))
      throw new SetupError("The port is taken. Choose another one, or leave it out for a free one.");
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
      throw new Error(`The VS Code server did not start.\n${log()}`);
    }
    await sleep(25);
  }
}

async function stopTree(child: ChildProcess): Promise<void> {
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  killTree(child, "SIGTERM");
  for (const end = Date.now() + STOP_LIMIT_MS; !hasEnded() && Date.now() < end;) await sleep(25);
  // The server may be gone before its children are.
  killTree(child, "SIGKILL");
  while (!hasEnded()) await sleep(25);
}

function killTree({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

/**
 * The workbench's address, with `folder` open; `dev` and `tests` as VS Code's development host knows them. With
 * `proposedApi` extensions may use what of VS Code's API is not settled yet, if their manifest asks for it.
 */
export function workbenchUrl(
  { port, token }: Pick<Server, "port" | "token">,
  folder?: string,
  {
    dev,
    tests,
    proposedApi = false,
  }: { readonly dev?: string; readonly tests?: string; readonly proposedApi?: boolean } = {},
): string {
  const uriPath = (file: string): string => `/${file.replaceAll("\\", "/").replace(/^\//, "")}`;
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${uriPath(file)}`;
  const payload = [["skipWelcome", "true"]];
  if (proposedApi) payload.push(["enableProposedApi", "true"]);
  if (dev !== undefined) payload.push(["extensionDevelopmentPath", remote(dev)]);
  if (tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  const query = new URLSearchParams({
    tkn: token,
    ...(folder === undefined ? {} : { folder: uriPath(folder) }),
    payload: JSON.stringify(payload),
  });
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

/** A headless browser that can reach nothing but loopback. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = chromium();
  const args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"];
  args.push("--disable-component-update", "--disable-sync", "--no-first-run");
  args.push("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost");
  return playwright.launch({ headless: true, executablePath, args, env: { ...cleanEnv(), ...env } });
}

/** Copies the logs out of the server's folder before it is removed. */
export function saveLogs(server: Server, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(path.join(server.dir, "data/logs"), to, { recursive: true });
  writeFileSync(path.join(to, "server.txt"), server.log());
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
