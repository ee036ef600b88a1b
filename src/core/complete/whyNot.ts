import { phrase, type Phrase } from "../../util/phrase.ts";
import type { Failure } from "../assist/errors.ts";
import type { Place } from "./place.ts";
import { linePrefix, lineSuffix } from "./place.ts";

/** Why nothing was suggested, where nothing failed. */
export const QUIET = {
  "no-model": phrase("No model is connected."),
  off: phrase("Completions are off."),
  "language-off": phrase("Completions are off for this language."),
  paused: phrase("Completions are paused."),
  "hour-limit": phrase("This hour’s limit for completions is spent."),
  "near-budget": phrase("The budget is nearly spent; the rest is kept for what you ask."),
  "several-cursors": phrase("There are several cursors."),
  manual: phrase("Completions come only when you ask for them."),
  "not-editable": phrase("This text is not a file that can be edited."),
  "suggest-widget": phrase("The list of suggestions was open."),
  blank: phrase("There is no text to go by."),
  "inside-word": phrase("The cursor is inside a word."),
  "long-line": phrase("The line is too long."),
  "half-character": phrase("A character is half typed."),
  nothing: phrase("The model had nothing to add, or nothing that fits."),
} as const satisfies Readonly<Record<string, Phrase>>;

export type QuietRule = keyof typeof QUIET;

/** Why a place has no suggestion: a rule of ours, or a failure. */
export type WhyNot =
  { readonly type: "quiet"; readonly rule: QuietRule } | { readonly type: "failed"; readonly failure: Failure };

const LONG_LINE = 2_000;
const WORD_AHEAD = /^[\p{L}\p{N}_$]/u;
const HALF_BEFORE = /[\uD800-\uDBFF]$/;
const HALF_AFTER = /^[\uDC00-\uDFFF]/;

/** Why nobody is to be asked about a place, `asked` by the user or not; undefined where it makes sense. */
export function unfitPlace(place: Place, asked: boolean): QuietRule | undefined {
  if (HALF_BEFORE.test(place.before) || HALF_AFTER.test(place.after)) return "half-character";
  if (asked) return undefined;
  if (place.before.trim() === "" && place.after.trim() === "") return "blank";
  if (linePrefix(place).length + lineSuffix(place).length > LONG_LINE) return "long-line";
  return WORD_AHEAD.test(place.after) ? "inside-word" : undefined;
}

/** A place without a suggestion, for people. Holds no code. */
export interface SilentPlace {
  /** ms since the epoch. */
  readonly at: number;
  /** Path inside the workspace. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly why: WhyNot;
}

const MOST_PLACES = 20;

/** The last places without a suggestion; the same line for the same reason counts once. */
export class SilentPlaces {
  #places: readonly SilentPlace[] = [];

  /** Newest first. */
  get recent(): readonly SilentPlace[] {
    return this.#places;
  }

  add(place: SilentPlace): void {
    const [newest] = this.#places;
    const again = newest?.path === place.path && newest.line === place.line && sameReason(newest.why, place.why);
    this.#places = [place, ...this.#places.slice(again ? 1 : 0)].slice(0, MOST_PLACES);
  }
}

function sameReason(one: WhyNot, other: WhyNot): boolean {
  if (one.type === "quiet") return other.type === "quiet" && one.rule === other.rule;
  return other.type === "failed" && one.failure.code === other.failure.code;
}
