import { access, readFile } from "node:fs/promises";
import * as vscode from "vscode";

/*
 * Small files that are read before every request. A file of this computer comes from Node: VS Code's own file system
 * answers from another process, 5 to 10 ms a question, one at a time.
 */

export async function exists(uri: vscode.Uri): Promise<boolean> {
  const looked = uri.scheme === "file" ? access(uri.fsPath) : vscode.workspace.fs.stat(uri);
  return await looked.then(
    () => true,
    () => false,
  );
}

/** The bytes of a file, `undefined` where there is none. Throws for every other fault. */
export async function readIfThere(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await (uri.scheme === "file" ? readFile(uri.fsPath) : vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A name below something that is no folder is not there either. */
function isMissing(error: unknown): boolean {
  if (error instanceof vscode.FileSystemError) return /^(?:FileNotFound|EntryNotFound)/.test(error.code);
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
