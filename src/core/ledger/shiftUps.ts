import type { TaskKind } from "../task/kinds.ts";
import type { RequestRecord } from "./report.ts";

/** How many requests a stronger tier had to finish, of how many. */
export interface ShiftUps {
  readonly shifted: number;
  readonly of: number;
  /** What `of` counts: edits while only edits shifted up, else all requests. */
  readonly among: "edits" | "requests";
}

/** `edits` = the kinds of task whose answers are edits. */
export function shiftUpsOf(records: readonly RequestRecord[], edits: ReadonlySet<TaskKind>): ShiftUps {
  const shifted = records.filter(({ attempts }) => attempts.some(({ why }) => why === "shifted-up"));
  const onlyEdits = shifted.every(({ last }) => edits.has(last.task));
  const among = onlyEdits ? records.filter(({ last }) => edits.has(last.task)) : records;
  return { shifted: shifted.length, of: among.length, among: onlyEdits ? "edits" : "requests" };
}
