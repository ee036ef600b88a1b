import type * as vscode from "vscode";
import type { DraftFile } from "../../core/refactor/drafts.ts";
import type { LeftOutFile } from "../../core/refactor/plan.ts";
import { phrase } from "../../util/phrase.ts";
import { resolveTarget } from "../edits/fileTarget.ts";
import { onCurrent, type PreparedChange, type PreparedFile } from "../edits/prepareEdits.ts";
import type { Reviews } from "../edits/reviews.ts";

interface Delivery {
  readonly folder: vscode.WorkspaceFolder;
  readonly reviews: Reviews;
}

/**
 * Makes one edit of all changed files and puts it under the review of a request. What was typed meanwhile is merged in; a
 * file where both changed the same lines is left out and named.
 */
export async function deliver(
  request: string,
  files: readonly DraftFile[],
  { folder, reviews }: Delivery,
): Promise<readonly LeftOutFile[]> {
  const changes: PreparedChange[] = [];
  const pending: PreparedFile[] = [];
  const lost: LeftOutFile[] = [];
  for (const file of files) {
    const placed = await place(file, folder);
    if ("because" in placed) lost.push(placed);
    else if ("kind" in placed) pending.push(placed);
    else changes.push(placed);
  }
  if (changes.length + pending.length > 0) reviews.prepare(request, { changes, files: pending, left: [] });
  return lost;
}

async function place(
  { path, before, after }: DraftFile,
  folder: vscode.WorkspaceFolder,
): Promise<PreparedChange | PreparedFile | LeftOutFile> {
  const target = await resolveTarget(path, folder);
  if ("code" in target) return { file: path, because: phrase(target.facts.reason ?? "") };
  const { document, uri, caution } = target;
  const known = caution ? { caution } : {};
  if (before === undefined) {
    if (document) return { file: path, because: phrase("there is a file of that name already") };
    return { kind: "create", uri, path, text: after ?? "", ...known };
  }
  if (!document) return { file: path, because: phrase("the file is gone") };
  if (after === undefined) {
    if (document.getText() !== before) return { file: path, because: CHANGED };
    return { kind: "delete", uri, path, text: before, ...known };
  }
  const whole = { changes: [{ start: 0, end: before.length, text: after }], confidence: 1 };
  const change = onCurrent(document, before, whole);
  return change ? { ...change, ...known } : { file: path, because: CHANGED };
}

const CHANGED = phrase("the file changed meanwhile in the same lines");
