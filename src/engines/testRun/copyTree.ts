import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { copyFile, cp, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Above these a copy for one answer is not worth its time. */
const MOST_FILES = 20_000;
const MOST_BYTES = 300 * 1_024 * 1_024;
const COPIED_AT_ONCE = 16;
const NOT_SOURCES: ReadonlySet<string> = new Set([
  "node_modules",
  ".git",
  ".venv",
  "venv",
  "__pycache__",
  "dist",
  "out",
]);

/** A throw-away copy of a workspace. */
export interface TreeCopy {
  readonly root: string;
  /** Paths inside it, with `/`. */
  readonly files: readonly string[];
  write(file: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Copies the files that version control knows or would know, or those of them that are wanted; installed packages are
 * linked, not copied. Undefined when the workspace is too large. Nothing in the original is changed, stashed or committed.
 */
export async function copyTree(
  root: string,
  signal: AbortSignal,
  isWanted: (file: string) => boolean = () => true,
): Promise<TreeCopy | undefined> {
  const files = (await filesOf(root)).filter(isWanted);
  if (files.length > MOST_FILES) return undefined;
  const target = await mkdtemp(path.join(os.tmpdir(), "upshift-check-"));
  const remove = (): Promise<void> => rm(target, { recursive: true, force: true, maxRetries: 3 });
  try {
    if (!(await copyFiles(root, target, files, signal))) {
      await remove();
      return undefined;
    }
    for (const folder of packageFolders(files)) await linkPackages(path.join(root, folder), path.join(target, folder));
  } catch (error) {
    await remove();
    throw error;
  }
  const write = async (file: string, text: string): Promise<void> => {
    const to = path.resolve(target, file);
    if (path.relative(target, to).startsWith("..")) throw new Error(`${file} lies outside the copy`);
    await mkdir(path.dirname(to), { recursive: true });
    await writeFile(to, text);
  };
  return { root: target, files, write, remove };
}

/** The workspace itself, and the packages in it, which may have packages of their own. */
function packageFolders(files: readonly string[]): ReadonlySet<string> {
  return new Set([
    "",
    ...files.filter((file) => file.endsWith("/package.json")).map((file) => path.posix.dirname(file)),
  ]);
}

/** False where there is more than is worth it. Nothing is still being written when it settles. */
async function copyFiles(
  root: string,
  target: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  let bytes = 0;
  const folders = new Map<string, Promise<unknown>>();
  const folderAt = (folder: string): Promise<unknown> => {
    const made = folders.get(folder) ?? mkdir(folder, { recursive: true });
    folders.set(folder, made);
    return made;
  };
  const waiting = files.values();
  const copyNext = async (): Promise<void> => {
    for (const file of waiting) {
      signal.throwIfAborted();
      const stat = await lstat(path.join(root, file)).catch(() => undefined);
      if (!stat?.isFile()) continue;
      bytes += stat.size;
      if (bytes > MOST_BYTES) return;
      const to = path.join(target, file);
      await folderAt(path.dirname(to));
      await copyFile(path.join(root, file), to, constants.COPYFILE_FICLONE);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: COPIED_AT_ONCE }, copyNext));
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return bytes <= MOST_BYTES;
}

async function linkPackages(root: string, target: string): Promise<void> {
  for (const name of ["node_modules", ".venv", "venv"]) {
    const [from, to] = [path.join(root, name), path.join(target, name)];
    const [stat, copied] = await Promise.all([from, to].map((file) => lstat(file).catch(() => undefined)));
    if (!stat || copied) continue;
    await mkdir(target, { recursive: true });
    if (stat.isDirectory()) await symlink(from, to, "junction");
    else if (stat.isSymbolicLink()) await cp(from, to, { verbatimSymlinks: true });
  }
}

async function filesOf(root: string): Promise<readonly string[]> {
  try {
    const args = ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const { stdout } = await run("git", args, { maxBuffer: 64 * 1_024 * 1_024, timeout: 10_000 });
    return stdout.split("\0").filter((file) => file !== "");
  } catch {
    return await walk(root, "");
  }
}

/** Without git: everything but what is never a source. */
async function walk(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    if (NOT_SOURCES.has(entry.name)) continue;
    const inner = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await walk(root, inner)));
    else if (entry.isFile()) found.push(inner);
    if (found.length > MOST_FILES) break;
  }
  return found;
}
