import { spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { codeOf, SetupError } from "./cache.mjs";
import { exitWithParent } from "./cleanup.ts";
import { cleanEnv } from "./env.mjs";
import { startServer, temporaryFolder, workbenchUrl } from "./host.ts";
import { localModels, modelsFromEnv } from "./startModels.ts";
import { root } from "./toolchain.mjs";
import { packageExtension } from "./vsix.ts";

// npm start [-- --no-open --port N --local]
// A VS Code in the browser with the packaged extension and the sample project, until Ctrl+C.

interface StartOptions {
  readonly shouldOpen: boolean;
  /** 0: any free port. */
  readonly port: number;
  /** Take the models of a server on this computer. */
  readonly isLocal: boolean;
}

function readOptions(): StartOptions {
  const values = readArguments();
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SetupError(`"${values.port}" is not a port. Give a number up to 65535, as in: npm start -- --port 8765`);
  }
  return { shouldOpen: values["no-open"] !== true, port, isLocal: values.local === true };
}

function readArguments(): { readonly "no-open"?: boolean; readonly port: string; readonly local?: boolean } {
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({ options: { "no-open": flag, port: { type: "string", default: "0" }, local: flag } }).values;
  } catch {
    throw new SetupError("npm start has no option like that. It knows: npm start -- --no-open --port N --local");
  }
}

/** Tells before the long work starts that the port cannot be had. */
async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  }).catch((error: unknown) => {
    const why = codeOf(error) === "EADDRINUSE" ? "is taken" : "cannot be used";
    throw new SetupError(`Port ${port} ${why}. Choose another one with "npm start -- --port N", or leave it out.`);
  });
}

async function start({ shouldOpen, port, isLocal }: StartOptions): Promise<void> {
  await checkPort(port);
  const models = isLocal ? await localModels() : await modelsFromEnv(process.env);
  console.log("Packaging the extension ...");
  const vsix = packageExtension();
  const folder = temporaryFolder("sample");
  const workspace = path.join(folder.path, "sample");
  cpSync(path.join(root, "test/fixtures/sample"), workspace, { recursive: true });
  const server = await startServer({ vsix, port, machineSettings: models.settings });
  const url = workbenchUrl(server, workspace);
  console.log(`\nVS Code with Upshift: ${url}\n\nModels: ${models.description}. Ctrl+C ends everything.`);
  if (shouldOpen) openBrowser(url);
  const why = await new Promise<string>((resolve) => {
    server.process.on("exit", (code, signal) =>
      resolve(`The VS Code server ended (${signal ?? code}).\n${server.log().slice(-2_000)}`),
    );
  });
  throw new Error(why);
}

/** Without a desktop, or without the program that opens pages, the printed address has to do. */
function openBrowser(url: string): void {
  if (process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"]) return;
  const [command = "", ...args] =
    process.platform === "win32"
      ? ["rundll32", "url.dll,FileProtocolHandler", url]
      : [process.platform === "darwin" ? "open" : "xdg-open", url];
  const child = spawn(command, args, { detached: true, stdio: "ignore", env: cleanEnv() });
  child.on("error", () => undefined);
  child.unref();
}

exitWithParent();
try {
  await start(readOptions());
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}
