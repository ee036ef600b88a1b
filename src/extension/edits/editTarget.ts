import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import type { EditTarget } from "../../core/edits/plan.ts";
import type { Draft } from "../../core/ports.ts";
import { homeOf, pathOf } from "../context/places.ts";
import type { EditBases } from "./editBases.ts";
import { isWritable, misfit } from "./fileTarget.ts";

export interface Located extends EditTarget {
  readonly document: vscode.TextDocument;
  /** The document's own text holds for this version only; `text` is what the request was about. */
  readonly version: number;
}

/** Where the edit of a draft goes, in the text that the request was about; or why it cannot go anywhere. */
export async function locate(
  { request, items, restore }: Pick<Draft, "request" | "items" | "restore">,
  bases: EditBases,
): Promise<Located | Failure> {
  const [anchor] = request.anchors;
  const selection = items.find(({ kind }) => kind === "selection");
  if (!anchor || !selection?.range) return misfit("no code was selected");
  const uri = vscode.Uri.parse(anchor.uri, true);
  const file = pathOf(uri).split("/").at(-1) ?? "";
  if (uri.scheme !== "untitled" && !vscode.workspace.getWorkspaceFolder(homeOf(uri)))
    return misfit("it lies outside the workspace", file);
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  if (!document) return misfit("the file is gone", file);
  if (!(await isWritable(uri)) && uri.scheme !== "untitled") return misfit("the file is read-only", file);
  const text = bases.textOf(request.id, uri) ?? document.getText();
  const found = findRegion(text, restore(selection.text), selection.range);
  if (!found) return misfit("the selected code changed meanwhile", file);
  return { document, version: document.version, text, ...found };
}

export function isLocated(result: Located | Failure): result is Located {
  return "document" in result;
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** At its lines, or, when those hold something else, where the same text is once. */
function findRegion(text: string, wanted: string, { start, end }: Region): Region | undefined {
  const lines = lineStarts(text);
  const from = lines[start - 1] ?? text.length;
  const to = (lines[end] ?? text.length + 1) - 1;
  const until = text[to - 1] === "\r" && text[to] === "\n" ? to - 1 : to;
  return text.slice(from, until) === wanted ? { start: from, end: until } : findUnique(text, wanted);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The place moved: good when the same text is there once and whole lines of it. */
function findUnique(text: string, wanted: string): Region | undefined {
  const start = wanted === "" ? -1 : text.indexOf(wanted);
  if (start === -1 || text.includes(wanted, start + 1)) return undefined;
  const end = start + wanted.length;
  const wholeLines =
    (start === 0 || text[start - 1] === "\n") && (end === text.length || /[\r\n]/.test(text[end] ?? ""));
  return wholeLines ? { start, end } : undefined;
}
