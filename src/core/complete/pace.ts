import type { Place } from "./place.ts";
import { lineSuffix } from "./place.ts";

/** How long typing rests before a model is asked: always little, or by the user's own rhythm, for fewer requests. */
export const COMPLETION_PACES = ["quick", "thrifty"] as const;
export type CompletionPace = (typeof COMPLETION_PACES)[number];

/** VS Code takes 78 ms of its own before it asks, so that 150 is felt as 228. */
const QUICK_MS = 150;
const KEPT = 60;
const LEAST_KNOWN = 20;
/** A longer gap is a thought, not a rhythm. */
const LONGEST_GAP_MS = 400;
const SHORTEST_GAP_MS = 100;
const UNKNOWN_GAP_MS = 200;
const LEAST_MS = 100;
const MOST_MS = 1_000;

/**
 * The rhythm of a user's keys, and the wait that follows from it: their average gap, longer where more is likely to be
 * typed at once, shorter behind a sign and at the end of a line (the idea is TabbyML's, clients/tabby-agent, debouncer).
 */
export class Rhythm {
  #gaps: readonly number[] = [];
  #last: number | undefined;

  /** A key at a moment of a clock that never jumps, in ms. */
  key(at: number): void {
    const gap = this.#last === undefined ? Infinity : at - this.#last;
    this.#last = at;
    if (gap < LONGEST_GAP_MS) this.#gaps = [...this.#gaps, gap].slice(-KEPT);
  }

  /** How long typing has to rest at a place, in ms. */
  delayFor(pace: CompletionPace, place: Place): number {
    if (pace === "quick") return QUICK_MS;
    return Math.round(Math.min(MOST_MS, Math.max(LEAST_MS, this.#gap() * (3 - 1.5 * readiness(place)))));
  }

  #gap(): number {
    if (this.#gaps.length < LEAST_KNOWN) return UNKNOWN_GAP_MS;
    const average = this.#gaps.reduce((sum, gap) => sum + gap, 0) / this.#gaps.length;
    return Math.max(SHORTEST_GAP_MS, average);
  }
}

/** How likely a place is one where a suggestion is looked for, 0 to 1. */
function readiness(place: Place): number {
  const isBehindSign = /[^\p{L}\p{N}_$]$/u.test(place.before);
  const isAtLineEnd = lineSuffix(place).trim() === "";
  const isAtEnd = place.after.trim() === "";
  return (isBehindSign ? 0.5 : 0) + (isAtLineEnd ? 0.4 : 0) + (isAtEnd ? 0.1 : 0);
}
