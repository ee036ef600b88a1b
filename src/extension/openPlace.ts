import { realpath } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { FilePlace } from "../util/fileLink.ts";

/** Opens a file that an answer names, if it is there and really lies inside a folder of the workspace; else nothing. */
export async function openPlace({ path: relative, lines }: FilePlace): Promise<void> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const file = vscode.Uri.joinPath(folder.uri, ...relative.split("/"));
    if (!(await isInside(file, folder.uri))) continue;
    const range = lines && new vscode.Range(lines.start - 1, 0, lines.end - 1, 0);
    await vscode.window.showTextDocument(file, range ? { selection: range } : {});
    return;
  }
}

/** Whether a file is there and lies in a folder. A symbolic link may lead out of it: what counts is where it ends. */
export async function isInside(file: vscode.Uri, folder: vscode.Uri): Promise<boolean> {
  try {
    const { type } = await vscode.workspace.fs.stat(file);
    if ((type & vscode.FileType.File) === 0) return false;
    if (file.scheme !== "file") return true;
    const inside = path.relative(await realpath(folder.fsPath), await realpath(file.fsPath));
    return inside !== "" && !inside.startsWith("..") && !path.isAbsolute(inside);
  } catch {
    return false;
  }
}
