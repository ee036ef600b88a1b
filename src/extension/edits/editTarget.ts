import { constants } from "node:fs";
import { access } from "node:fs/promises";
import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import type { EditTarget } from "../../core/edits/plan.ts";
import type { Draft } from "../../core/ports.ts";
import { homeOf, pathOf } from "../context/places.ts";

export interface Located extends EditTarget {
  readonly document: vscode.TextDocument;
  /** The text holds for this version only. */
  readonly version: number;
}

/** Where the edit of a draft goes, in the file as it is now; or why it cannot go anywhere. */
export async function locate({
  request,
  items,
  restore,
}: Pick<Draft, "request" | "items" | "restore">): Promise<Located | Failure> {
  const [anchor] = request.anchors;
  const selection = items.find(({ kind }) => kind === "selection");
  if (!anchor || !selection?.range) return misfit("no code was selected");
  const uri = vscode.Uri.parse(anchor.uri, true);
  const file = pathOf(uri).split("/").at(-1) ?? "";
  if (uri.scheme !== "untitled" && !vscode.workspace.getWorkspaceFolder(homeOf(uri)))
    return misfit("it lies outside the workspace", file);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  if (!document) return misfit("the file is gone", file);
  if (!(await isWritable(uri))) return misfit("the file is read-only", file);
  const text = document.getText();
  const wanted = restore(selection.text);
  const start = document.offsetAt(new vscode.Position(selection.range.start - 1, 0));
  const end = document.offsetAt(document.lineAt(Math.min(selection.range.end, document.lineCount) - 1).range.end);
  const found = text.slice(start, end) === wanted ? { start, end } : findUnique(text, wanted);
  if (!found) return misfit("the selected code changed meanwhile", file);
  return { document, version: document.version, text, ...found };
}

export function isLocated(result: Located | Failure): result is Located {
  return "document" in result;
}

/** The place moved: good when the same text is there once and whole lines of it. */
function findUnique(text: string, wanted: string): { start: number; end: number } | undefined {
  const start = wanted === "" ? -1 : text.indexOf(wanted);
  if (start === -1 || text.includes(wanted, start + 1)) return undefined;
  const end = start + wanted.length;
  const wholeLines =
    (start === 0 || text[start - 1] === "\n") && (end === text.length || /[\r\n]/.test(text[end] ?? ""));
  return wholeLines ? { start, end } : undefined;
}

async function isWritable(uri: vscode.Uri): Promise<boolean> {
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

function misfit(reason: string, file?: string): Failure {
  return { code: "edit-misfit", facts: { reason, ...(file === undefined ? {} : { file }) } };
}
