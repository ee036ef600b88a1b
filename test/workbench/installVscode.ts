import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { SetupError } from "./cache.mjs";
import { cleanEnv } from "./env.mjs";
import { packageExtension } from "./vsix.ts";

// npm run install:vscode [-- --code PROGRAM]
// Packages the extension and installs it into the user's own VS Code.

/** The system that `code` is looked for on, as facts, so that every system can be tested on any. */
export interface CodePlace {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly exists: (file: string) => boolean;
}

/**
 * VS Code's command line: `code` or `code-insiders` on the PATH, else where its installer puts it. Undefined where there
 * is none.
 */
export function findCode({ platform, env, exists }: CodePlace): string | undefined {
  const isWindows = platform === "win32";
  const paths = isWindows ? path.win32 : path.posix;
  const folders = (env["PATH"] ?? env["Path"] ?? "").split(isWindows ? ";" : ":").filter((folder) => folder !== "");
  const names = ["code", "code-insiders"].map((name) => (isWindows ? `${name}.cmd` : name));
  const onPath = names.flatMap((name) => folders.map((folder) => paths.join(folder, name)));
  const apps = ["Visual Studio Code", "Visual Studio Code - Insiders"].map((app, index) =>
    ["/Applications", paths.join(env["HOME"] ?? "/", "Applications")].map((folder) =>
      paths.join(folder, `${app}.app/Contents/Resources/app/bin`, names[index] ?? "code"),
    ),
  );
  const programs = [env["LOCALAPPDATA"] && paths.join(env["LOCALAPPDATA"], "Programs"), env["PROGRAMFILES"]].flatMap(
    (folder) => (folder ? [paths.join(folder, "Microsoft VS Code", "bin", "code.cmd")] : []),
  );
  const more = platform === "darwin" ? apps.flat() : isWindows ? programs : [];
  return [...onPath, ...more].find(exists);
}

const NO_CODE =
  'VS Code\'s "code" command was not found. In VS Code run "Shell Command: Install \'code\' command in PATH", or name it: ' +
  "npm run install:vscode -- --code PATH. The package can also be installed by hand: Extensions, ..., Install from VSIX.";

function install(named: string | undefined): void {
  const code = named ?? findCode({ platform: process.platform, env: process.env, exists: existsSync });
  if (code === undefined) throw new SetupError(NO_CODE);
  const vsix = packageExtension();
  // A .cmd file runs in a shell only; both paths are quoted for it.
  const shell = process.platform === "win32";
  const [program, file] = shell ? [`"${code}"`, `"${vsix}"`] : [code, vsix];
  const result = spawnSync(program, ["--install-extension", file, "--force"], {
    env: cleanEnv(),
    encoding: "utf8",
    shell,
  });
  if (result.error || result.status !== 0)
    throw new SetupError(
      `${code} did not install ${vsix}.\n${result.error?.message ?? ""}${result.stdout}${result.stderr}`,
    );
  console.log("Upshift is installed. Reload the windows of VS Code that are open.");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    install(parseArgs({ options: { code: { type: "string" } } }).values.code);
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}
