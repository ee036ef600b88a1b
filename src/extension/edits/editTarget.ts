import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { findRegion } from "../../core/edits/findRegion.ts";
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
