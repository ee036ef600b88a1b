import { stripHidden } from "../context/hidden.ts";
import { diffArrays } from "diff";
import { phrase, type Phrase } from "../../util/phrase.ts";
import { applyHunks, type FailedHunk, hasBadCharacters } from "./applyHunks.ts";
import { type ApplyOptions, SAFE } from "./applyOptions.ts";
import { applyChanges, lineEndOf, linesWithEnds, type TextChange, withLineEnd } from "./change.ts";
import { aboutHunks, BROKEN, type Reason } from "./faults.ts";
import type { EditFormat, FileEdit } from "./fileEdit.ts";
import { applyFragment } from "./fragment.ts";
import { withoutNewHidden } from "./visible.ts";

/** What becomes of one file, or why it cannot be told without guessing. */
export type FilePlan =
  | {
      readonly type: "change";
      readonly file: string;
      readonly changes: readonly TextChange[];
      /** Hunks that have no safe place; the others are in `changes`. */
      readonly failed: readonly FailedHunk[];
      /** The least certain of the placed hunks, 0 to 1. */
      readonly confidence: number;
      readonly moveTo?: string;
    }
  | { readonly type: "create"; readonly file: string; readonly text: string }
  | { readonly type: "delete"; readonly file: string }
  | { readonly type: "refused"; readonly file: string; readonly because: Phrase; readonly complaint: string };

/** Patches say where their hunks are by order, and bring their own indentation. */
const PATCH: ApplyOptions = { indentation: "as-written", ordered: true, several: "refuse" };

export function optionsOf(format: EditFormat): ApplyOptions {
  return format === "apply-patch" || format === "unified-diff" ? PATCH : SAFE;
}

/**
 * What an edit does to a file with this text; undefined = there is no such file. An edit without effect is refused, and
 * characters that nobody sees are written only where the file has them already.
 */
export function planFile(edit: FileEdit, text: string | undefined, format: EditFormat): FilePlan {
  const plan = planAsWritten(edit, text, format);
  if (plan.type === "create") return { ...plan, text: stripHidden(plan.text) };
  return plan.type === "change" ? { ...plan, changes: withoutNewHidden(text ?? "", plan.changes) } : plan;
}

function planAsWritten(edit: FileEdit, text: string | undefined, format: EditFormat): FilePlan {
  switch (edit.type) {
    case "delete":
      return text === undefined ? refused(edit.file, MISSING) : { type: "delete", file: edit.file };
    case "create":
      return hasBadCharacters(edit.lines) ? refused(edit.file, BROKEN) : planCreation(edit, text);
    case "write":
      if (hasBadCharacters(edit.lines)) return refused(edit.file, BROKEN);
      return text === undefined ? planCreation(edit, text) : planRewriting(edit, text);
    case "change":
      return text === undefined ? planMissing(edit) : planChange(edit, text, format);
  }
}

/** An existing file is never overwritten by one that is meant to be new; an empty one may be filled. */
function planCreation({ file, lines }: { file: string; lines: readonly string[] }, text: string | undefined): FilePlan {
  if (text?.trim()) return refused(file, EXISTS);
  const created = lines.length === 0 ? "" : `${lines.join("\n")}\n`;
  if (text === undefined) return { type: "create", file, text: created };
  return changed(file, [{ start: 0, end: text.length, text: withLineEnd(created, lineEndOf(text)) }]);
}

/** A whole file, or a piece of one that stands for its place. */
function planRewriting({ file, lines }: Extract<FileEdit, { type: "write" }>, text: string): FilePlan {
  const original = linesWithEnds(text).map(bare);
  const isPiece = lines.length < original.length;
  const result = applyFragment(original, lines) ?? (isPiece ? undefined : lines);
  if (!result) return refused(file, UNCLEAR);
  const after = withLines(text, withoutEnd(result, original));
  return after === text ? refused(file, NOTHING) : changed(file, [{ start: 0, end: text.length, text: after }]);
}

function planMissing(edit: Extract<FileEdit, { type: "change" }>): FilePlan {
  const [hunk, ...others] = edit.hunks;
  const isNew = hunk && others.length === 0 && hunk.search.length === 0 && edit.moveTo === undefined;
  return isNew ? planCreation({ file: edit.file, lines: hunk.replace }, undefined) : refused(edit.file, MISSING);
}

function planChange(edit: Extract<FileEdit, { type: "change" }>, text: string, format: EditFormat): FilePlan {
  const { file, hunks, moveTo } = edit;
  const { changes, applied, failed } = applyHunks(text, hunks, optionsOf(format));
  const isEmpty = changes.length === 0 || applyChanges(text, changes) === text;
  if (isEmpty && moveTo === undefined) return refused(file, failed.length > 0 ? aboutHunks(failed) : NOTHING);
  const confidence = Math.min(1, ...applied.map((hunk) => hunk.confidence));
  return { type: "change", file, changes, failed, confidence, ...(moveTo === undefined ? {} : { moveTo }) };
}

function changed(file: string, changes: readonly TextChange[]): FilePlan {
  return { type: "change", file, changes, failed: [], confidence: 1 };
}

function refused(file: string, reason: Reason): FilePlan {
  return { type: "refused", file, ...reason };
}

/** The lines of a file anew. Those that stay keep their own line ends, new ones get the file's first. */
function withLines(text: string, lines: readonly string[]): string {
  const lineEnd = lineEndOf(text);
  const before = linesWithEnds(text);
  const result: string[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays(before.map(bare), [...lines])) {
    if (added) result.push(...value.map((line) => line + lineEnd));
    else if (!removed)
      result.push(...before.slice(at, at + value.length).map((line) => bare(line) + (endOf(line) || lineEnd)));
    if (!added) at += value.length;
  }
  const joined = result.join("");
  return endOf(before.at(-1) ?? "") === "" ? joined.replace(/\r?\n$/, "") : joined;
}

function bare(line: string): string {
  return line.replace(/\r?\n$/, "");
}

function endOf(line: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? "";
}

/** Lines without the empty ones at the end that only say where a file ends. */
function withoutEnd(lines: readonly string[], like: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return [...lines.slice(0, last + 1), ...like.slice(like.findLastIndex((line) => line.trim() !== "") + 1)];
}

const MISSING: Reason = {
  because: phrase("there is no such file"),
  complaint: "The file does not exist. To make a new one, give all of it with an empty search part.",
};
const EXISTS: Reason = {
  because: phrase("there is a file of that name already"),
  complaint: "The file exists. Change it with edit blocks that quote it.",
};
const NOTHING: Reason = {
  because: phrase("the edit changes nothing"),
  complaint: "The edit changed nothing. Carry out the request.",
};
const UNCLEAR: Reason = {
  because: phrase("the edit leaves code out"),
  complaint: "It is not clear what the code left out stands for. Give every line.",
};
