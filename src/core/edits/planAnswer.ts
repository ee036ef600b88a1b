import { type Phrase, phrase } from "../../util/phrase.ts";
import type { LineRange } from "../context/item.ts";
import { applyChanges } from "./change.ts";
import { aboutHunks, type Reason, replyFault } from "./faults.ts";
import type { FileEdit, ParsedReply } from "./fileEdit.ts";
import { findRegion } from "./findRegion.ts";
import { planEdit } from "./plan.ts";
import { planFile } from "./planFile.ts";
import { editedTwice, isName, type LeftOut, nameTaken, nothingLeft, readAnswer } from "./readAnswer.ts";
import { targetPath } from "./targetPath.ts";

/** The files that an answer may edit, where no editor holds them. Paths lie inside the workspace, with `/`. */
export interface AnswerGround {
  /** The file that the request is about. */
  readonly file: string;
  /** What of it was selected; absent where nothing was. */
  readonly selected?: { readonly text: string; readonly range: LineRange };
  /** Other files that went along. */
  readonly files: readonly string[];
  /** Several files were selected: a code block without a name is then no edit. */
  readonly isSeveral?: boolean;
  /** Undefined where there is no such file. */
  readonly textOf: (file: string) => string | undefined;
}

/** A file as it is and as it would be; undefined = there is none. */
export interface PlannedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export type AnswerPlan =
  | {
      readonly type: "planned";
      readonly files: readonly PlannedFile[];
      /** Parts that were left out, and why. */
      readonly left: readonly LeftOut[];
    }
  | { readonly type: "rejected"; readonly because: Phrase; readonly complaint: string };

/**
 * What an answer does to the files of a folder: the same reading and placing as in the editor, on plain texts. Pure;
 * names that could mean a place outside the folder are left out.
 */
export function planAnswer(answer: string, ground: AnswerGround): AnswerPlan {
  const { file, files, isSeveral = false } = ground;
  const reading = readAnswer(answer, { file, files, isSeveral });
  if (reading.type === "rejected") return reading;
  return reading.type === "own" ? planOwn(answer, ground) : planAll(reading.reply, ground);
}

function planOwn(answer: string, { file, selected, textOf }: AnswerGround): AnswerPlan {
  const before = textOf(file);
  if (before === undefined) return { type: "rejected", ...GONE };
  const region = selected ? findRegion(before, selected.text, selected.range) : { start: 0, end: before.length };
  if (!region) return { type: "rejected", ...GONE };
  const plan = planEdit(answer, { text: before, ...region });
  if (plan.type === "refused") return { type: "rejected", because: plan.because, complaint: plan.complaint };
  const left = plan.failed.map((hunk): LeftOut => ({ file, ...aboutHunks([hunk]) }));
  return { type: "planned", files: [{ path: file, before, after: applyChanges(before, plan.changes) }], left };
}

function planAll(reply: ParsedReply, ground: AnswerGround): AnswerPlan {
  const planned = new Map<string, PlannedFile>();
  const left: LeftOut[] = reply.faults.map((fault) => ({ file: "", ...replyFault(fault) }));
  for (const edit of reply.edits) {
    const one = planOne(edit, reply, ground);
    left.push(...one.left);
    for (const file of one.files) {
      if (planned.has(file.path)) left.push(editedTwice(file.path));
      else planned.set(file.path, file);
    }
  }
  const nothing = planned.size === 0 ? nothingLeft(left) : undefined;
  return nothing ?? { type: "planned", files: [...planned.values()], left };
}

interface Planned {
  readonly files: readonly PlannedFile[];
  readonly left: readonly LeftOut[];
}

function planOne(edit: FileEdit, { format }: ParsedReply, { file: own, textOf }: AnswerGround): Planned {
  const target = targetPath(isName(edit.file, own) ? own : edit.file);
  if (target.type === "refused") return leftOut(edit.file, outside(edit.file, target.because));
  const { path } = target;
  const before = textOf(path);
  const plan = planFile({ ...edit, file: path }, before, format);
  switch (plan.type) {
    case "refused":
      return leftOut(path, { because: plan.because, complaint: `${path}: ${plan.complaint}` });
    case "create":
      return { files: [{ path, before, after: plan.text }], left: [] };
    case "delete":
      return { files: [{ path, before, after: undefined }], left: [] };
    case "change": {
      const after = applyChanges(before ?? "", plan.changes);
      const left = plan.failed.map((hunk): LeftOut => ({ file: path, ...aboutHunks([hunk]) }));
      if (plan.moveTo === undefined) return { files: [{ path, before, after }], left };
      return planMove({ path, before, after }, plan.moveTo, textOf);
    }
  }
}

function planMove(moved: PlannedFile, name: string, textOf: AnswerGround["textOf"]): Planned {
  const target = targetPath(name);
  if (target.type === "refused") return leftOut(name, outside(name, target.because));
  if (textOf(target.path) !== undefined) return { files: [], left: [nameTaken(target.path)] };
  return {
    files: [
      { path: target.path, before: undefined, after: moved.after },
      { ...moved, after: undefined },
    ],
    left: [],
  };
}

function leftOut(file: string, reason: Reason): Planned {
  return { files: [], left: [{ file, ...reason }] };
}

function outside(file: string, because: Phrase): Reason {
  return { because, complaint: `${file} cannot be edited.` };
}

const GONE: Reason = {
  because: phrase("the selected code is not there"),
  complaint: "The selected code is not in the file.",
};
