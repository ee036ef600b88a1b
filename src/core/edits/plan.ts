import { phrase, type Phrase } from "../../util/phrase.ts";
import { applyHunks, type FailedHunk } from "./applyHunks.ts";
import { lineEndOf, type TextChange } from "./change.ts";
import { codeBlocks } from "./codeBlocks.ts";
import type { FileEdit } from "./fileEdit.ts";
import { aboutHunks, type Reason, replyFault } from "./faults.ts";
import { parseReply } from "./parseReply.ts";
import { optionsOf } from "./planFile.ts";
import { fitRegion } from "./region.ts";
import { withoutNewHidden } from "./visible.ts";

/** What an answer does to one file, or why it cannot be told without guessing. */
export type EditPlan =
  | {
      readonly type: "planned";
      readonly changes: readonly TextChange[];
      /** Hunks that have no safe place; the others are in `changes`. */
      readonly failed: readonly FailedHunk[];
      /** The least certain of the placed hunks, 0 to 1. */
      readonly confidence: number;
    }
  | {
      readonly type: "refused";
      /** For people, as the end of "Check failed: …". */
      readonly because: Phrase;
      /** For the next model. */
      readonly complaint: string;
    };

/** The file as it is now, and the part that the request is about. */
export interface EditTarget {
  readonly text: string;
  /** Offsets of the region in `text`. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the edit of one file out of an answer: hunks where there are any, else the one code block replaces the region.
 * What has no one safe place is refused; never a guess. An edit that changes nothing is refused too.
 */
export function planEdit(answer: string, target: EditTarget): EditPlan {
  const reply = parseReply(answer, { file: "" });
  if (!reply) return changing(visible(planRegion(answer, target), target));
  const [fault] = reply.faults;
  if (fault) return refused(replyFault(fault));
  const hunks = reply.edits.flatMap((edit) => hunksFor(edit));
  const { changes, applied, failed } = applyHunks(target.text, hunks, optionsOf(reply.format));
  const [missed] = failed;
  if (missed && applied.length === 0) return { type: "refused", ...aboutHunks(failed) };
  return changing({
    type: "planned",
    changes: withoutNewHidden(target.text, changes),
    failed,
    confidence: Math.min(1, ...applied.map(({ confidence }) => confidence)),
  });
}

function visible(plan: EditPlan, { text }: EditTarget): EditPlan {
  return plan.type === "planned" ? { ...plan, changes: withoutNewHidden(text, plan.changes) } : plan;
}

function hunksFor(edit: FileEdit): Extract<FileEdit, { type: "change" }>["hunks"] {
  if (edit.type === "change") return edit.hunks;
  return edit.type === "delete" ? [] : [{ search: [], replace: edit.lines }];
}

function changing(plan: EditPlan): EditPlan {
  if (plan.type === "refused" || plan.changes.length > 0) return plan;
  if (plan.failed.length > 0) return { type: "refused", ...aboutHunks(plan.failed) };
  return refused({
    because: phrase("the edit changes nothing"),
    complaint: "The edit changed nothing. Carry out the request.",
  });
}

function planRegion(answer: string, { text, start, end }: EditTarget): EditPlan {
  const [block, ...others] = codeBlocks(answer).filter(({ code }) => code.trim() !== "");
  if (!block) {
    return refused({
      because: phrase("the answer holds no code"),
      complaint: "The answer held no code block. Give the complete code in one fenced block.",
    });
  }
  if (others.length > 0) {
    return refused({
      because: phrase("the answer holds more than one code block"),
      complaint: "The answer held more than one code block. Give one fenced block that replaces the selected code.",
    });
  }
  const region = text.slice(start, end);
  const fitted = fitRegion(region, block.code, lineEndOf(text));
  const changes = fitted === region ? [] : [{ start, end, text: fitted }];
  return { type: "planned", changes, failed: [], confidence: 1 };
}

function refused(why: Reason): EditPlan {
  return { type: "refused", ...why };
}
