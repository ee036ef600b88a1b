import { phrase, say, type Phrase } from "../../util/phrase.ts";
import { applyChanges } from "../edits/change.ts";
import { aboutHunks, replyFault } from "../edits/faults.ts";
import type { FileEdit, ParsedReply } from "../edits/fileEdit.ts";
import { parseReply } from "../edits/parseReply.ts";
import { planEdit } from "../edits/plan.ts";
import { planFile } from "../edits/planFile.ts";
import { targetPath } from "../edits/targetPath.ts";

/** What a reply does to texts: new ones by path, undefined for a file that goes. */
export type AppliedReply =
  | { readonly type: "applied"; readonly texts: ReadonlyMap<string, string | undefined> }
  | { readonly type: "rejected"; readonly because: Phrase; readonly complaint: string };

export interface ReplyScene {
  /** The files that the reply may change or make, as they are; undefined for one that is not there yet. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** The reply was asked for as files in full. */
  readonly whole?: boolean;
}

/**
 * Reads the edits of a reply, of any form, into the texts of the files it is about. All or nothing: of a step of a plan
 * half is no good, so that whatever has no safe place is told to the model instead.
 */
export function applyReply(reply: string, { files, whole = false }: ReplyScene): AppliedReply {
  const paths = [...files.keys()];
  const [only] = paths.length === 1 ? paths : [];
  const parsed = parseReply(reply, {
    ...(only === undefined ? {} : { file: only }),
    files: paths,
    ...(whole || only === undefined ? { asked: "whole-file" } : {}),
  });
  if (!parsed) return applyBlock(reply, only, files);
  const [fault] = parsed.faults;
  if (fault) return { type: "rejected", ...replyFault(fault) };
  return applyEdits(parsed, files);
}

/** The one code block of a reply is all of the one file. */
function applyBlock(reply: string, only: string | undefined, files: ReplyScene["files"]): AppliedReply {
  const text = only === undefined ? undefined : files.get(only);
  if (only === undefined || text === undefined) return rejected(NO_EDIT);
  const plan = planEdit(reply, { text, start: 0, end: text.length });
  if (plan.type === "refused") return rejected(plan);
  return plan.failed.length > 0
    ? rejected(aboutHunks(plan.failed))
    : { type: "applied", texts: new Map([[only, applyChanges(text, plan.changes)]]) };
}

function applyEdits({ edits, format }: ParsedReply, files: ReplyScene["files"]): AppliedReply {
  const texts = new Map<string, string | undefined>();
  for (const edit of edits) {
    const path = pathOf(edit, files);
    if (path === undefined) return rejected(notInPlan(edit.file, [...files.keys()]));
    const text = texts.has(path) ? texts.get(path) : files.get(path);
    if (edits.length > 1 && isUnchanged(edit, text)) continue;
    const plan = planFile(edit, text, format);
    switch (plan.type) {
      case "refused":
        return rejected({ because: plan.because, complaint: `${path}: ${plan.complaint}` });
      case "create":
        texts.set(path, plan.text);
        break;
      case "delete":
        texts.set(path, undefined);
        break;
      case "change": {
        if (plan.failed.length > 0) return rejected(aboutHunks(plan.failed));
        const after = applyChanges(text ?? "", plan.changes);
        const target = plan.moveTo === undefined ? path : nameIn(plan.moveTo, files);
        if (target === undefined) return rejected(notInPlan(plan.moveTo ?? "", [...files.keys()]));
        if (target !== path) texts.set(path, undefined);
        texts.set(target, after);
      }
    }
  }
  return texts.size === 0 ? rejected(NO_EDIT) : { type: "applied", texts };
}

/** A file given in full as it is, beside others that change: models do that, and it says nothing. */
function isUnchanged(edit: FileEdit, text: string | undefined): boolean {
  return edit.type === "write" && text !== undefined && edit.lines.join("\n").trim() === withoutReturns(text).trim();
}

function withoutReturns(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function pathOf({ file }: FileEdit, files: ReplyScene["files"]): string | undefined {
  if (file === "" && files.size === 1) return [...files.keys()][0];
  return nameIn(file, files);
}

/** The file of the plan that a model means: by its path, or by an end of it that only one has. */
function nameIn(name: string, files: ReplyScene["files"]): string | undefined {
  const read = targetPath(name);
  if (read.type === "refused") return undefined;
  if (files.has(read.path)) return read.path;
  const ends = [...files.keys()].filter((path) => path.endsWith(`/${read.path}`));
  return ends.length === 1 ? ends[0] : undefined;
}

interface Reason {
  readonly because: Phrase;
  readonly complaint: string;
}

function rejected({ because, complaint }: Reason): AppliedReply {
  return { type: "rejected", because, complaint };
}

const NO_EDIT: Reason = {
  because: phrase("the answer holds no edit"),
  complaint: "The answer held no edit. Give the edits in the form that was asked for.",
};

function notInPlan(file: string, files: readonly string[]): Reason {
  const because = phrase("it changes {file}, which is not in this step", { file });
  return {
    because,
    complaint: `The answer was refused: ${say(because)}. Change only these files: ${files.map((path) => JSON.stringify(path)).join(", ")}.`,
  };
}
