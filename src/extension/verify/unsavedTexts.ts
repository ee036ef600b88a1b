import * as vscode from "vscode";
import { pathOf } from "../context/places.ts";
import type { DraftText } from "./draftTexts.ts";

/** Texts of a folder's files that are not what is on the disk, but for those of the edit. Paths inside the folder, with `/`. */
export function unsavedIn(
  folder: vscode.WorkspaceFolder,
  but: readonly DraftText[],
): { readonly path: string; readonly text: string }[] {
  return vscode.workspace.textDocuments
    .filter(
      ({ uri, isDirty }) => isDirty && uri.scheme === "file" && !but.some((text) => text.uri.fsPath === uri.fsPath),
    )
    .filter(({ uri }) => vscode.workspace.getWorkspaceFolder(uri) === folder)
    .map((document) => ({ path: pathOf(document.uri), text: document.getText() }));
}
