import { statSync } from "node:fs";
import path from "node:path";

/** Checkers with Pyright's options and report; the first one that is found is taken. */
const NAMES = ["basedpyright", "pyright"] as const;
const ENVIRONMENTS = [".venv", "venv"] as const;

export interface Surroundings {
  readonly path: string;
  readonly platform: NodeJS.Platform;
  readonly isFile: (file: string) => boolean;
}

function here(): Surroundings {
  const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  return { path: process.env["PATH"] ?? "", platform: process.platform, isFile };
}

/**
 * The Pyright of a workspace: of its virtual environment, of its packages, or of the PATH. On Windows only a program that
 * needs no shell counts, so that no file name is ever read as a command.
 */
export function findPyright(
  root: string,
  { path: search, platform, isFile }: Surroundings = here(),
): string | undefined {
  const { binaries, suffix, delimiter, join, isAbsolute } = systemOf(platform);
  const folders = [
    ...ENVIRONMENTS.map((name) => join(root, name, binaries)),
    ...(platform === "win32" ? [] : [join(root, "node_modules/.bin")]),
    // A relative entry would be looked up in whatever folder this process stands in.
    ...search.split(delimiter).filter((folder) => isAbsolute(folder)),
  ];
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name + suffix))).find(isFile);
}

/** The interpreter of the workspace's own environment, so that its packages are known. */
export function findPython(root: string, { platform, isFile }: Surroundings = here()): string | undefined {
  const { binaries, suffix, join } = systemOf(platform);
  return ENVIRONMENTS.map((name) => join(root, name, binaries, `python${suffix}`)).find(isFile);
}

interface System extends Pick<path.PlatformPath, "delimiter" | "join" | "isAbsolute"> {
  readonly binaries: string;
  readonly suffix: string;
}

function systemOf(platform: NodeJS.Platform): System {
  return platform === "win32"
    ? { ...path.win32, binaries: "Scripts", suffix: ".exe" }
    : { ...path.posix, binaries: "bin", suffix: "" };
}
