import { createTwoFilesPatch } from "diff";
import type { ContextItem, LineRange } from "../context/item.ts";
import type { DraftFile } from "./drafts.ts";
import { isName, wordPattern } from "./names.ts";
import { headOf } from "../../util/cutText.ts";

/** A place in a file that a refactoring may be about; lines are 1-based and inclusive. */
export interface Place {
  readonly path: string;
  readonly lines: LineRange;
}

/** A file up to here goes along whole: quoting from it is safer, and its size is what an answer costs anyway. */
const MOST_WHOLE_LINES = 400;
/** Lines around a place that say what it is. */
const AROUND_EDIT = 25;
const AROUND_PLAN = 6;
/** A change this long says no more about itself than its beginning. */
const MOST_DIFF_CHARS = 6_000;

export interface TextFile {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

/** True where an answer about the file has to quote, because it sees parts of it. */
export function isLong({ text }: Pick<TextFile, "text">): boolean {
  return text.split("\n").length > MOST_WHOLE_LINES;
}

/** A file that a step edits: all of it, or of a long one the parts around the lines that say one of `names`. */
export function editItems(file: TextFile, names: readonly string[]): readonly ContextItem[] {
  const base = { path: file.path, language: file.language, name: "", kind: "selection" as const };
  const lines = file.text.split("\n");
  const whole = { ...base, range: { start: 1, end: lines.length }, text: file.text };
  if (!isLong(file)) return [whole];
  const parts = partsAround(linesWith(lines, names), lines.length, AROUND_EDIT);
  return parts.length === 0 ? [whole] : parts.map((range) => ({ ...base, range, text: cut(lines, range) }));
}

/** What a plan is made from: the places found, with some lines around each, in the order of their files. */
export function planItems(file: TextFile, places: readonly Place[]): readonly ContextItem[] {
  const lines = file.text.split("\n");
  const wanted = places.filter(({ path }) => path === file.path).map((place) => place.lines);
  const base = { path: file.path, language: file.language, name: "" };
  return partsAround(wanted, lines.length, AROUND_PLAN).map((range) => ({
    ...{ ...base, kind: "excerpt" as const, range },
    text: cut(lines, range),
  }));
}

/** What earlier steps did to other files, so that this one fits to it. */
export function changeItems(files: readonly DraftFile[], own: readonly string[]): readonly ContextItem[] {
  return files
    .filter(({ path }) => !own.includes(path))
    .map(({ path, before = "", after = "" }) => {
      const text = createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 2 });
      return { kind: "change", path, language: "diff", name: "", text: headOf(text, MOST_DIFF_CHARS) };
    });
}

/** Lines in which one of the names stands as a word. */
function linesWith(lines: readonly string[], names: readonly string[]): readonly LineRange[] {
  const words = names.filter(isName).map((name) => wordPattern(name));
  return lines.flatMap((line, index) =>
    words.some((word) => word.test(line)) ? [{ start: index + 1, end: index + 1 }] : [],
  );
}

/** Ranges made wider by `around` lines and put together where they meet. */
function partsAround(ranges: readonly LineRange[], last: number, around: number): readonly LineRange[] {
  const parts: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const wide = { start: Math.max(1, start - around), end: Math.min(last, end + around) };
    const open = parts.at(-1);
    if (open && wide.start <= open.end + 1) open.end = Math.max(open.end, wide.end);
    else parts.push(wide);
  }
  return parts;
}

function cut(lines: readonly string[], { start, end }: LineRange): string {
  return lines.slice(start - 1, end).join("\n");
}
