import { constants } from "node:fs";
import { access, lstat, realpath } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { sensitivity, targetPath } from "../../core/edits/targetPath.ts";
import { type Phrase, say } from "../../util/phrase.ts";

/** A file that an edit names, there or not. */
export interface FileTarget {
  readonly uri: vscode.Uri;
  /** Path below its folder, as it is shown and confirmed. */
  readonly path: string;
  /** Absent where there is no such file yet. */
  readonly document?: vscode.TextDocument;
  /** What other programs do with such a file: it is confirmed by its name before it is changed. */
  readonly caution?: Phrase;
}

/**
 * The file below a folder that a model means by a name, or why it may not be touched. Where links lead decides: a name
 * whose real place is outside of the folder is refused, and one that leads to a sensitive file is one.
 */
export async function resolveTarget(name: string, folder: vscode.WorkspaceFolder): Promise<FileTarget | Failure> {
  const read = targetPath(name);
  if (read.type === "refused") return misfit(say(read.because), name);
  const uri = vscode.Uri.joinPath(folder.uri, ...read.path.split("/"));
  const real = await realPath(uri, folder);
  if (real === undefined) return misfit("it lies outside the workspace", read.path);
  const caution = sensitivity(read.path) ?? sensitivity(real);
  const known = { uri, path: read.path, ...(caution ? { caution } : {}) };
  const found = await typeOf(uri);
  if (found === undefined) return known;
  if ((found & vscode.FileType.File) === 0) return misfit("it is no file", read.path);
  if (!(await isWritable(uri))) return misfit("the file is read-only", read.path);
  if (/\.ipynb$/i.test(read.path)) return misfit("a notebook is edited cell by cell", read.path);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  return document ? { ...known, document } : misfit("it is not text", read.path);
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  return await vscode.workspace.fs.stat(uri).then(
    ({ type }) => type,
    () => undefined,
  );
}

/** The place below the folder that a file really has; undefined when it is not below it. A file to come has its parent's. */
async function realPath(uri: vscode.Uri, folder: vscode.WorkspaceFolder): Promise<string | undefined> {
  if (uri.scheme !== "file") return path.posix.relative(folder.uri.path, uri.path);
  const root = await realpath(folder.uri.fsPath).catch(() => undefined);
  if (root === undefined) return undefined;
  const missing: string[] = [];
  for (let place = uri.fsPath; place !== path.dirname(place); place = path.dirname(place)) {
    const real = await realpath(place).catch(() => undefined);
    if (real === undefined) {
      // A link that leads nowhere would be followed when the file is written.
      if (await isThere(place)) return undefined;
      missing.unshift(path.basename(place));
      continue;
    }
    const relative = path.relative(root, path.join(real, ...missing));
    const isBelow = relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
    return isBelow ? relative.split(path.sep).join("/") : undefined;
  }
  return undefined;
}

async function isThere(place: string): Promise<boolean> {
  return await lstat(place).then(
    () => true,
    () => false,
  );
}

export async function isWritable(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return false;
  if (uri.scheme !== "file") return true;
  try {
    const { permissions } = await vscode.workspace.fs.stat(uri);
    if (permissions !== undefined && (permissions & vscode.FilePermission.Readonly) !== 0) return false;
    await access(uri.fsPath, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function misfit(reason: string, file?: string): Failure {
  return { code: "edit-misfit", facts: { reason, ...(file === undefined ? {} : { file }) } };
}
