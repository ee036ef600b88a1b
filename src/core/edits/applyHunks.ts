import { type ApplyOptions, SAFE } from "./applyOptions.ts";
import { applyChanges, lineEndOf, type TextChange, withLineEnd } from "./change.ts";
import { CONFIDENCE, type Hunk, type MatchLevel } from "./hunk.ts";
import { isInlineSafe, occurrences } from "./findText.ts";
import { hasPlaceholder, type Elision, resolveElision } from "./lazy.ts";
import { LineIndex } from "./lineIndex.ts";
import { withoutLineNumbers } from "./lineNumbers.ts";
import { findPlaces, type Place } from "./place.ts";
import { choosePlace } from "./choosePlace.ts";
import { insertion, rewrite } from "./rewrite.ts";

/** Why a hunk was left out. */
export type HunkFault =
  | "not-found"
  | "several-places"
  | "nothing-quoted"
  | "code-left-out"
  | "bad-characters"
  | "indentation"
  | "conflict"
  | "overlap";

export interface AppliedHunk {
  readonly hunk: Hunk;
  readonly level: MatchLevel;
  /** 0 to 1; see `CONFIDENCE`. */
  readonly confidence: number;
}

export interface FailedHunk {
  readonly hunk: Hunk;
  readonly fault: HunkFault;
  /** How many places fit, for "several-places". */
  readonly places?: number;
}

export interface HunksApplied {
  /** In the text that was given; empty when the hunks change nothing. */
  readonly changes: readonly TextChange[];
  readonly applied: readonly AppliedHunk[];
  readonly failed: readonly FailedHunk[];
}

/**
 * Finds the place of every hunk in a text and says what is to change there. Good hunks are kept whatever becomes of the
 * others; a place counts only when it is the one place at the best level that fits at all. A hunk that is nowhere in the
 * text may quote what an earlier one wrote, so it is looked for once more in the text with those applied.
 */
export function applyHunks(text: string, hunks: readonly Hunk[], options: ApplyOptions = SAFE): HunksApplied {
  const first = applyOnce(new LineIndex(text), hunks, options);
  const missed = first.failed.filter(({ fault }) => fault === "not-found").map(({ hunk }) => hunk);
  if (missed.length === 0 || first.changes.length === 0) return first;
  const between = applyChanges(text, first.changes);
  const second = applyOnce(new LineIndex(between), missed, options);
  if (second.applied.length === 0) return first;
  const found = new Set(second.applied.map(({ hunk }) => hunk));
  return {
    changes: [{ start: 0, end: text.length, text: applyChanges(between, second.changes) }],
    applied: [...first.applied, ...second.applied],
    failed: first.failed.filter(({ hunk }) => !found.has(hunk)),
  };
}

/** As it is quoted; else without the line numbers that were copied along. */
function find(index: LineIndex, hunk: Hunk): { readonly hunk: Hunk; readonly places: readonly Place[] } {
  const places = hunk.search.length === 0 ? [] : findPlaces(index, hunk.search);
  const bare = places.length === 0 ? withoutLineNumbers(hunk) : hunk;
  return bare === hunk ? { hunk, places } : { hunk: bare, places: findPlaces(index, bare.search) };
}

interface Outcome {
  readonly hunk: Hunk;
  readonly change?: TextChange;
  readonly level?: MatchLevel;
  readonly fault?: HunkFault;
  readonly places?: number;
}

function applyOnce(index: LineIndex, hunks: readonly Hunk[], options: ApplyOptions): HunksApplied {
  const found = hunks.map((hunk) => find(index, hunk));
  const taken: Place[] = [];
  const outcomes = found.map(({ hunk, places }, position) => {
    const place = choosePlace(index, { all: found, position, taken, options });
    if (place) taken.push(place);
    return place ? atPlace(index, place, hunk, options) : withoutPlace(index, hunk, places.length, options);
  });
  return withoutOverlaps(outcomes);
}

function atPlace(index: LineIndex, place: Place, hunk: Hunk, { indentation }: ApplyOptions): Outcome {
  if (leavesOut(hunk)) return { hunk, fault: "code-left-out" };
  if (hasBadCharacters(hunk.replace, hunk.search)) return { hunk, fault: "bad-characters" };
  const change = rewrite(index, place, hunk, indentation);
  return typeof change === "string" ? { hunk, fault: change } : { hunk, change, level: place.level };
}

/** A comment that stands for code, where the file has no such comment. */
function leavesOut({ search, replace }: Hunk): boolean {
  const quoted = new Set(search.map((line) => line.trim()));
  return replace.some((line) => hasPlaceholder(line) && !quoted.has(line.trim()));
}

/** Half a character or a NUL cannot be saved; nobody means them in new lines. */
export function hasBadCharacters(lines: readonly string[], kept: readonly string[] = []): boolean {
  return lines.some((line) => (/\p{Surrogate}/u.test(line) || line.includes("\0")) && !kept.includes(line));
}

function withoutPlace(index: LineIndex, hunk: Hunk, places: number, options: ApplyOptions): Outcome {
  if (hunk.search.every((line) => line.trim() === "")) return added(index, hunk, options);
  if (places > 0) return { hunk, fault: places > 1 ? "several-places" : "not-found", places };
  if (hasBadCharacters(hunk.replace, hunk.search)) return { hunk, fault: "bad-characters" };
  const elided = resolveElision(index, hunk);
  if (elided) return elisionOutcome(hunk, elided);
  if (leavesOut(hunk)) return { hunk, fault: "code-left-out" };
  return hunk.below ? { hunk, fault: "not-found" } : inline(index, hunk);
}

function elisionOutcome(hunk: Hunk, elision: Elision): Outcome {
  return elision === "unclear" ? { hunk, fault: "code-left-out" } : { hunk, change: elision, level: "anchored" };
}

/** Lines that are added without quoting any: good for an empty file, below a quoted header, or at the end of a patch's file. */
function added(index: LineIndex, hunk: Hunk, { ordered }: ApplyOptions): Outcome {
  const { below = [], replace } = hunk;
  if (replace.every((line) => line.trim() === "")) return { hunk, fault: "nothing-quoted" };
  if (index.text.trim() === "")
    return {
      hunk,
      change: { start: 0, end: index.text.length, text: withLineEnd(replace.join("\n"), lineEndOf(index.text)) },
      level: "exact",
    };
  if (!ordered || hunk.search.length > 0) return { hunk, fault: "nothing-quoted" };
  if (below.length === 0) {
    const last = index.line(index.count - 1) === "" ? index.count - 1 : index.count;
    return { hunk, change: insertion(index, last, replace), level: "exact" };
  }
  const header = findPlaces(index, below.slice(-1));
  const [only] = header;
  if (!only || header.length > 1) return { hunk, fault: only ? "several-places" : "not-found", places: header.length };
  return { hunk, change: insertion(index, only.first + 1, replace), level: only.level };
}

/** A part of a line, when it is there once and ends where words end. All of a line's text is no part of it. */
function inline({ text }: LineIndex, hunk: Hunk): Outcome {
  const search = hunk.search.join(lineEndOf(text));
  const ranges = occurrences(text, search);
  const [only] = ranges;
  if (!only || !isInlineSafe(text, ranges)) return { hunk, fault: "not-found" };
  if (ranges.length > 1) return { hunk, fault: "several-places", places: ranges.length };
  const around = text.slice(text.lastIndexOf("\n", only.start - 1) + 1, only.start) + restOfLine(text, only.end);
  if (around.trim() === "") return { hunk, fault: "not-found" };
  return { hunk, change: { ...only, text: hunk.replace.join(lineEndOf(text)) }, level: "inline" };
}

function restOfLine(text: string, from: number): string {
  const end = text.indexOf("\n", from);
  return text.slice(from, end === -1 ? text.length : end);
}

/** The same change twice is made once; two different ones of the same text exclude each other, and the later one goes. */
function withoutOverlaps(outcomes: readonly Outcome[]): HunksApplied {
  const changes: TextChange[] = [];
  const applied: AppliedHunk[] = [];
  const failed: FailedHunk[] = [];
  for (const { hunk, change, level, fault, places } of outcomes) {
    if (!change || !level) {
      failed.push({ hunk, fault: fault ?? "not-found", ...(places === undefined ? {} : { places }) });
      continue;
    }
    const rivals = changes.filter((other) => touches(change, other));
    const isRepeated = rivals.some((other) => isSame(other, change));
    if (rivals.length > 0 && !isRepeated) failed.push({ hunk, fault: "overlap" });
    else {
      applied.push({ hunk, level, confidence: CONFIDENCE[level] });
      if (!isRepeated) changes.push(change);
    }
  }
  return { changes: changes.toSorted((a, b) => a.start - b.start), applied, failed };
}

/** Insertions at one place touch too: nobody could tell which comes first. */
function touches(a: TextChange, b: TextChange): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && (a.start === a.end) === (b.start === b.end));
}

function isSame(a: TextChange, b: TextChange): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}
