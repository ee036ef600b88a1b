import { spawnSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "./cache.mjs";
import { cleanEnv } from "./env.mjs";
import { root } from "./toolchain.mjs";
import { zipNames } from "./zip.ts";

export const vsixFile = path.join(root, "out/upshift.vsix");

/** Every file of the package must match one of these. vsce adds the first two lines and renames the documents. */
const ALLOWED = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|package\.nls(\.[a-z-]+)?\.json|readme\.md|LICENSE\.txt|NOTICE)$/i,
  /^extension\/dist\/[A-Za-z0-9-]+\.cjs$/,
  /^extension\/dist\/wasm\/tree-sitter(?:-[a-z]+)?\.wasm$/,
  /^extension\/dist\/webview\/(chat|cost)\.(js|css)$/,
  /^extension\/dist\/webview\/codicon\.(css|ttf)$/,
  /^extension\/media\/(?!screenshots\/)[A-Za-z0-9/-]+\.(svg|png|css|md)$/,
  /^extension\/l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
];

/** What the package cannot do without. */
const NEEDED = [
  "extension/package.json",
  "extension/package.nls.json",
  "extension/LICENSE.txt",
  "extension/NOTICE",
  "extension/dist/extension.cjs",
  "extension/dist/webview/chat.js",
  "extension/dist/webview/cost.js",
  "extension/dist/webview/codicon.css",
  "extension/dist/webview/codicon.ttf",
];

/** What is wrong with the contents of a package; nothing when they are as they should be. */
export function vsixFaults(names: readonly string[]): readonly string[] {
  const strangers = names.filter((name) => !ALLOWED.some((pattern) => pattern.test(name)));
  const missing = NEEDED.filter((name) => !names.includes(name));
  return [
    ...strangers.map((name) => `${name} does not belong into the package`),
    ...missing.map((name) => `${name} is missing from the package`),
  ];
}

/** Packages a folder; vsce runs the folder's own production build first. */
export function runVsce(folder: string, vsix: string): void {
  mkdirSync(path.dirname(vsix), { recursive: true });
  const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
  // Packages are bundled, and there is no public repository that links and pictures could be read from.
  const args = ["package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  const env = { ...cleanEnv(), PATH: path.dirname(process.execPath) + path.delimiter + (process.env["PATH"] ?? "") };
  const result = spawnSync(process.execPath, [vsce, ...args, "--out", vsix], { cwd: folder, env, encoding: "utf8" });
  if (result.status !== 0)
    throw new SetupError(`vsce could not package the extension.\n${result.stdout}${result.stderr}`);
}

/** Builds for production, packages, and checks what the package holds. */
export function packageExtension(): string {
  runVsce(root, vsixFile);
  const names = zipNames(vsixFile);
  const faults = vsixFaults(names);
  if (faults.length > 0) throw new SetupError(faults.join("\n"));
  const kilobytes = Math.round(statSync(vsixFile).size / 1000);
  console.log(`${path.relative(root, vsixFile)}: ${names.length} files, ${kilobytes} KB`);
  return vsixFile;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    packageExtension();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}
