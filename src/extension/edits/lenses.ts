import * as vscode from "vscode";
import type { Event } from "../../util/emitter.ts";
import type { Words } from "../words.ts";
import { EditDiff } from "./editDiff.ts";
import type { PendingFile } from "./pendingFiles.ts";
import type { Review, ReviewHunk } from "./review.ts";
import type { Reviews } from "./reviews.ts";

/** `Accept | Reject | Open Diff | Full, $0.0145, types checked` over each hunk, and one line for the file on top. */
export function createLensProvider(reviews: Reviews, words: Words): vscode.CodeLensProvider {
  return {
    onDidChangeCodeLenses: asVsCodeEvent(reviews.onDidChange),
    provideCodeLenses(document) {
      const file = reviews.fileAt(EditDiff.targetOf(document.uri));
      if (file) return newFileLenses(file, document.uri, words);
      const review = reviews.at(document.uri);
      if (!review || review.hunks.length === 0) return [];
      const hunks = review.hunks.flatMap((hunk) => hunkLenses(review, hunk, words));
      return review.hunks.every(({ label }) => label === "") ? hunks : [...fileLenses(review, words), ...hunks];
    },
  };
}

function fileLenses(review: Review, { t }: Words): vscode.CodeLens[] {
  const range = new vscode.Range(0, 0, 0, 0);
  const count = review.hunks.length;
  return [
    lens(range, t("Accept All {count}", { count }), "upshift.acceptAllHunks", review.uri),
    lens(range, t("Reject All", {}), "upshift.rejectAllHunks", review.uri),
  ];
}

/** Over a file that is to be made or deleted. */
function newFileLenses({ kind, label }: PendingFile, uri: vscode.Uri, { t }: Words): vscode.CodeLens[] {
  const range = new vscode.Range(0, 0, 0, 0);
  if (label === "") return [lens(range, t("$(loading~spin) Checking", {}), "")];
  return [
    lens(range, kind === "create" ? t("Accept New File", {}) : t("Delete File", {}), "upshift.acceptAllHunks", uri),
    lens(range, kind === "create" ? t("Reject", {}) : t("Keep File", {}), "upshift.rejectAllHunks", uri),
    lens(range, label, ""),
  ];
}

function hunkLenses(review: Review, hunk: ReviewHunk, { t }: Words): vscode.CodeLens[] {
  const { start } = review.rangeOf(hunk);
  const range = new vscode.Range(start, start);
  if (hunk.label === "") return [lens(range, t("$(loading~spin) Checking", {}), "")];
  return [
    lens(range, t("Accept", {}), "upshift.acceptHunk", review.uri, hunk.id),
    lens(range, t("Reject", {}), "upshift.rejectHunk", review.uri, hunk.id),
    lens(range, t("Open Diff", {}), "upshift.openEditDiff", review.uri),
    lens(range, hunk.label, ""),
  ];
}

function lens(range: vscode.Range, title: string, command: string, ...args: readonly unknown[]): vscode.CodeLens {
  return new vscode.CodeLens(range, { title, command, arguments: [...args] });
}

function asVsCodeEvent(event: Event<void>): vscode.Event<void> {
  return (listener, self, disposables) => {
    const handle = event(() => listener.call(self));
    const disposable = new vscode.Disposable(() => handle.dispose());
    disposables?.push(disposable);
    return disposable;
  };
}
