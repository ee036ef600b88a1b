/** One change as a model describes it: these lines of a file become those. Lines carry no line ends. */
export interface Hunk {
  /** Lines that stand in the file; empty for lines that are added where nothing is quoted. */
  readonly search: readonly string[];
  readonly replace: readonly string[];
  /** Line numbers that the model gave, 1-based: a hint among places that fit alike, never a place by itself. */
  readonly line?: number;
  /** Lines, each below the one before, that stand above the hunk (`@@ class A` `@@ def f():`). */
  readonly below?: readonly string[];
  /** The hunk reaches to the end of the file. */
  readonly atEnd?: boolean;
}

/** How well a hunk's place is known, best first; see {@link CONFIDENCE}. */
export const MATCH_LEVELS = [
  "exact",
  "trailing-space",
  "indentation",
  "folded",
  "inline",
  "similar",
  "anchored",
] as const;
export type MatchLevel = (typeof MATCH_LEVELS)[number];

/**
 * What is left of certainty at each level, 0 to 1. Order matters, not the figures: a level is looked at only when those
 * before it found nothing, and every one of them may be used only where its match is the only one.
 */
export const CONFIDENCE: Readonly<Record<MatchLevel, number>> = {
  exact: 1,
  "trailing-space": 0.99,
  indentation: 0.97,
  folded: 0.93,
  inline: 0.9,
  similar: 0.8,
  anchored: 0.75,
};
