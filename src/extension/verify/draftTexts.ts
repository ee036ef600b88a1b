import type * as vscode from "vscode";
import { applyChanges } from "../../core/edits/change.ts";
import type { PreparedEdits } from "../edits/prepareEdits.ts";

/** A file that an edit touches, as it is in the editor and as it would be. A new file was "", a deleted one will be. */
export interface DraftText {
  readonly uri: vscode.Uri;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

/** Languages of files that are not there yet, by the end of their name. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  cjs: "javascript",
  cts: "typescript",
  js: "javascript",
  jsx: "javascriptreact",
  mjs: "javascript",
  mts: "typescript",
  py: "python",
  ts: "typescript",
  tsx: "typescriptreact",
};

/** Every file of a prepared edit; undefined when one has changed since, because its changes fit it no more. */
export function draftTexts(edits: PreparedEdits | undefined): readonly DraftText[] | undefined {
  if (!edits || edits.changes.some(({ document, version }) => document.version !== version)) return undefined;
  const changed = edits.changes.map(({ document, changes }) => {
    const before = document.getText();
    return { uri: document.uri, languageId: document.languageId, before, after: applyChanges(before, changes) };
  });
  const files = edits.files.map(({ kind, uri, text }) => ({
    ...{ uri, languageId: LANGUAGES[uri.path.split(".").at(-1) ?? ""] ?? "" },
    ...(kind === "create" ? { before: "", after: text } : { before: text, after: "" }),
  }));
  return [...changed, ...files];
}
