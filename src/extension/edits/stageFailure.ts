import type { Failure } from "../../core/assist/errors.ts";
import { misfit } from "./fileTarget.ts";
import { leftOutText, type PreparedEdits } from "./prepareEdits.ts";
import type { StageResult } from "./review.ts";

const REASONS: Readonly<Record<Exclude<StageResult, "staged">, string>> = {
  occupied: "an edit of these lines waits for review",
  changed: "the file changed meanwhile",
  "read-only": "the file is read-only",
};

/** Why nothing of an edit stands in the editor; undefined where some of it does. */
export function stageFailure(results: readonly StageResult[]): Failure | undefined {
  const failed = results.find((result) => result !== "staged");
  return failed && !results.includes("staged") ? misfit(REASONS[failed]) : undefined;
}

/** Good parts are kept; those left out are named. */
export function partly(edits: PreparedEdits | undefined): Failure | undefined {
  const [first] = edits?.left ?? [];
  if (!edits || !first) return undefined;
  return { code: "edit-partly", facts: { reason: leftOutText(first), count: edits.left.length } };
}
