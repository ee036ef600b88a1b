import * as vscode from "vscode";
import { phrase, say } from "../../util/phrase.ts";
import type { Words } from "../words.ts";
import { confirmAll } from "./confirm.ts";
import { EditDiff } from "./editDiff.ts";
import type { PendingFile } from "./pendingFiles.ts";
import type { Review, ReviewHunk } from "./review.ts";
import type { Reviews } from "./reviews.ts";

export interface Reviewing {
  readonly reviews: Reviews;
  readonly diff: EditDiff;
  readonly words: Words;
}

/** From a code lens with the file and hunk, or from a key: the hunk at the cursor. */
export async function acceptHunk(reviewing: Reviewing, args: readonly unknown[]): Promise<void> {
  const found = hunkOf(reviewing.reviews, args);
  if (found) await accept(reviewing, found.review, [found.hunk]);
  else await acceptAllHunks(reviewing, args);
}

export async function rejectHunk({ reviews }: Reviewing, args: readonly unknown[]): Promise<void> {
  const found = hunkOf(reviews, args);
  const file = fileOf(reviews, args);
  if (found) await reviews.reject(found.review, [found.hunk]);
  else if (file) reviews.rejectFile(file);
}

/** All hunks of a file; without one, of the active editor's. */
export async function acceptAllHunks(reviewing: Reviewing, args: readonly unknown[]): Promise<void> {
  const review = reviewOf(reviewing.reviews, args);
  const file = fileOf(reviewing.reviews, args);
  if (review) await accept(reviewing, review, review.ready);
  if (file) await acceptFile(reviewing, file);
}

export async function rejectAllHunks({ reviews }: Reviewing, args: readonly unknown[]): Promise<void> {
  const review = reviewOf(reviews, args);
  const file = fileOf(reviews, args);
  if (review) await reviews.reject(review);
  if (file) reviews.rejectFile(file);
}

/** Every pending edit of the window. What needs a confirmation of its own asks for it, and stays when it gets none. */
export async function acceptEverything(reviewing: Reviewing): Promise<void> {
  for (const review of [...reviewing.reviews.all]) await accept(reviewing, review, review.ready);
  for (const file of [...reviewing.reviews.files]) await acceptFile(reviewing, file);
}

export async function rejectEverything({ reviews }: Reviewing): Promise<void> {
  for (const review of [...reviews.all]) await reviews.reject(review);
  for (const file of [...reviews.files]) reviews.rejectFile(file);
}

/** Of a file, of all files of an answer where its name is given, else of the first that waits. */
export async function openEditDiff({ reviews, diff }: Reviewing, args: readonly unknown[]): Promise<void> {
  const [named] = args;
  if (typeof named === "string" && filesOf(reviews, named) > 1) {
    await diff.openAll(named);
    return;
  }
  const file = fileOf(reviews, args);
  const review = typeof named === "string" ? reviews.of(named) : reviewOf(reviews, args);
  if (file && !review) await diff.openFile(file);
  else if (review ?? reviews.all[0]) await diff.open(review ?? (reviews.all[0] as Review));
  else if (reviews.files[0]) await diff.openFile(reviews.files[0]);
}

/** How many files an answer has under review. */
export function filesOf(reviews: Reviews, request: string): number {
  const changed = reviews.all.filter(({ hunks }) => hunks.some((hunk) => hunk.request === request));
  return changed.length + reviews.files.filter((file) => file.request === request).length;
}

/** A list of all files with pending edits; the chosen one is shown. */
export async function reviewEdits({ reviews, diff, words }: Reviewing): Promise<void> {
  const changed = reviews.all.map((review) => ({
    label: vscode.workspace.asRelativePath(review.uri),
    description:
      review.hunks.length === 1 ? words.t("1 change", {}) : words.t("{count} changes", { count: review.hunks.length }),
    open: () => diff.open(review),
  }));
  const files = reviews.files.map((file) => ({
    label: file.path,
    description: file.kind === "create" ? words.t("new file", {}) : words.t("to be deleted", {}),
    open: () => diff.openFile(file),
  }));
  const title = words.t("Edits under review", {});
  const picked = await vscode.window.showQuickPick([...changed, ...files], { title });
  await picked?.open();
}

async function accept(reviewing: Reviewing, review: Review, hunks: readonly ReviewHunk[]): Promise<void> {
  const { reviews, words } = reviewing;
  const cautions = reviews.cautions.of(review, hunks);
  if (await confirmAll(cautions, words)) await reviews.accept(review, hunks);
}

async function acceptFile({ reviews, words }: Reviewing, file: PendingFile): Promise<void> {
  if (file.label === "") return;
  const { path, caution } = file;
  const deletes = file.kind === "delete" ? [phrase("{file} will be deleted.", { file: path })] : [];
  const acts = caution ? [phrase("{file} {does}.", { file: path, does: say(caution, words.t) })] : [];
  if (!(await confirmAll([...deletes, ...acts], words))) return;
  if ((await reviews.acceptFile(file)) === "done") return;
  const message = words.t("{file} changed meanwhile. Nothing was written.", { file: path });
  void vscode.window.showWarningMessage(message);
}

function reviewOf(reviews: Reviews, [uri]: readonly unknown[]): Review | undefined {
  const target = uri instanceof vscode.Uri ? uri : activeUri();
  return target && reviews.at(target);
}

function fileOf(reviews: Reviews, [uri]: readonly unknown[]): PendingFile | undefined {
  const target = uri instanceof vscode.Uri ? uri : activeUri();
  return target && reviews.fileAt(EditDiff.targetOf(target));
}

function activeUri(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri;
}

function hunkOf(reviews: Reviews, args: readonly unknown[]): { review: Review; hunk: ReviewHunk } | undefined {
  const review = reviewOf(reviews, args);
  const id = args[1];
  const line = vscode.window.activeTextEditor?.selection.active.line ?? -1;
  const hunk = typeof id === "number" ? review?.hunks.find((known) => known.id === id) : review?.hunkAt(line);
  return review && hunk ? { review, hunk } : undefined;
}

/** Keeps the `when` keys of the review current: a hunk at the cursor, an edit that waits, one that can be taken back. */
export function trackReviewContext(reviews: Reviews): vscode.Disposable {
  const set = (key: string, value: boolean): void =>
    void vscode.commands.executeCommand("setContext", `upshift.${key}`, value);
  const update = (): void => {
    const editor = vscode.window.activeTextEditor;
    const review = editor && reviews.at(editor.document.uri);
    const file = editor && reviews.fileAt(EditDiff.targetOf(editor.document.uri));
    set("hunkAtCursor", review?.hunkAt(editor?.selection.active.line ?? -1) !== undefined);
    set("fileUnderReview", (review?.hunks.length ?? 0) > 0 || file !== undefined);
    set("editUnderReview", reviews.all.length > 0 || reviews.files.length > 0);
    set("editAccepted", reviews.log.last !== undefined);
  };
  // What an earlier window left is there before anything changes.
  update();
  return vscode.Disposable.from(
    reviews.onDidChange(update),
    vscode.window.onDidChangeTextEditorSelection(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
