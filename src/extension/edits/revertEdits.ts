import * as vscode from "vscode";
import type { Words } from "../words.ts";
import { revertFile, withoutChange } from "./editLog.ts";
import type { Reviews } from "./reviews.ts";

interface Reverting {
  readonly reviews: Reviews;
  readonly words: Words;
}

/**
 * Takes back all accepted edits of the last request, or of the one named, whatever was typed since: one undo step per
 * file. A file whose edited lines were changed since is left as it is, named, and given back.
 */
export async function revertEdits(
  { reviews, words }: Reverting,
  [named]: readonly unknown[],
): Promise<readonly string[]> {
  const request = typeof named === "string" ? named : reviews.log.last;
  if (request === undefined) return [];
  const kept: string[] = [];
  for (const change of reviews.log.changesOf(request)) {
    const document = await vscode.workspace.openTextDocument(change.uri).then(undefined, () => undefined);
    const text = document && withoutChange(document.getText(), change);
    const done = document && text !== undefined && (await reviews.replaceText(document, text));
    if (!done) kept.push(vscode.workspace.asRelativePath(change.uri));
  }
  for (const file of reviews.log.filesOf(request)) if (!(await revertFile(file))) kept.push(file.path);
  reviews.log.forget(request);
  reviews.refresh();
  if (kept.length > 0) {
    const files = kept.join(", ");
    void vscode.window.showWarningMessage(words.t("Changed since, left as it is: {files}", { files }));
  }
  return kept;
}

/** Puts the accepted edits of the last request under review once more, so that parts of them can still be rejected. */
export async function reviewAgain({ reviews, words }: Reverting): Promise<void> {
  const request = reviews.log.last;
  if (request === undefined) return;
  for (const change of reviews.log.changesOf(request)) {
    const document = await vscode.workspace.openTextDocument(change.uri).then(undefined, () => undefined);
    const original = document && withoutChange(document.getText(), change);
    if (document && original !== undefined) {
      reviews.reopen(request, document, original, words.t("accepted before", {}));
      await vscode.window.showTextDocument(document, { preview: false });
      continue;
    }
    const file = vscode.workspace.asRelativePath(change.uri);
    void vscode.window.showWarningMessage(words.t("{file} changed since in the same lines.", { file }));
  }
  reviews.log.forget(request);
  reviews.refresh();
}
