import * as vscode from "vscode";
import type { Review, ReviewHunk } from "./review.ts";
import type { Reviews } from "./reviews.ts";
import type { EditDiff } from "./editDiff.ts";

export interface Reviewing {
  readonly reviews: Reviews;
  readonly diff: EditDiff;
}

/** From a code lens with the file and hunk, or from a key: the hunk at the cursor. */
export async function acceptHunk({ reviews }: Reviewing, args: readonly unknown[]): Promise<void> {
  const found = hunkOf(reviews, args);
  if (found) await reviews.accept(found.review, [found.hunk]);
}

export async function rejectHunk({ reviews }: Reviewing, args: readonly unknown[]): Promise<void> {
  const found = hunkOf(reviews, args);
  if (found) await reviews.reject(found.review, [found.hunk]);
}

/** All hunks of a file; without one, of the active editor's. */
export async function acceptAllHunks({ reviews }: Reviewing, args: readonly unknown[]): Promise<void> {
  const review = reviewOf(reviews, args);
  if (review) await reviews.accept(review);
}

export async function rejectAllHunks({ reviews }: Reviewing, args: readonly unknown[]): Promise<void> {
  const review = reviewOf(reviews, args);
  if (review) await reviews.reject(review);
}

export async function openEditDiff({ reviews, diff }: Reviewing, args: readonly unknown[]): Promise<void> {
  const review = reviewOf(reviews, args) ?? reviews.all[0];
  if (review) await diff.open(review);
}

function reviewOf(reviews: Reviews, [uri]: readonly unknown[]): Review | undefined {
  const target = uri instanceof vscode.Uri ? uri : vscode.window.activeTextEditor?.document.uri;
  return target && reviews.at(target);
}

function hunkOf(reviews: Reviews, args: readonly unknown[]): { review: Review; hunk: ReviewHunk } | undefined {
  const review = reviewOf(reviews, args);
  const id = args[1];
  const line = vscode.window.activeTextEditor?.selection.active.line ?? -1;
  const hunk = typeof id === "number" ? review?.hunks.find((known) => known.id === id) : review?.hunkAt(line);
  return review && hunk ? { review, hunk } : undefined;
}

/** Keeps the `when` keys of the review current: a hunk at the cursor, an edit that waits. */
export function trackReviewContext(reviews: Reviews): vscode.Disposable {
  const set = (key: string, value: boolean): void =>
    void vscode.commands.executeCommand("setContext", `upshift.${key}`, value);
  const update = (): void => {
    const editor = vscode.window.activeTextEditor;
    const review = editor && reviews.at(editor.document.uri);
    set("hunkAtCursor", review?.hunkAt(editor?.selection.active.line ?? -1) !== undefined);
    set("fileUnderReview", (review?.hunks.length ?? 0) > 0);
    set("editUnderReview", reviews.all.length > 0);
  };
  return vscode.Disposable.from(
    reviews.onDidChange(update),
    vscode.window.onDidChangeTextEditorSelection(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
