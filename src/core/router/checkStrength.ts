import type { CheckName } from "../cascade/verdict.ts";
import type { TaskKind } from "../task/kinds.ts";
import { EDIT_TASKS } from "../task/kinds.ts";

/** How far a check can be trusted: shares of right and of wrong answers that it accepts, over `n` judged answers. */
export interface CheckStrength {
  readonly acceptsRight: number;
  readonly acceptsWrong: number;
  readonly n: number;
}

/**
 * Measured on real answers with known outcomes: TypeScript 12,421 answers of six models (strict, translate and generate),
 * Python 345 edits of gpt-4o-mini and 344 of reasoning minis (EDIT-Bench), one test 6,477 answers. Types and diagnostics
 * are "new hard errors" checks; they grow weaker as models grow stronger.
 */
export const CHECK_STRENGTHS: Readonly<Record<CheckName, CheckStrength>> = {
  tests: { acceptsRight: 1, acceptsWrong: 0.35, n: 6_477 },
  types: { acceptsRight: 0.95, acceptsWrong: 0.8, n: 12_421 },
  diagnostics: { acceptsRight: 0.97, acceptsWrong: 0.8, n: 4_270 },
  syntax: { acceptsRight: 1, acceptsWrong: 0.97, n: 12_421 },
  edit: { acceptsRight: 1, acceptsWrong: 0.97, n: 0 },
  shape: { acceptsRight: 1, acceptsWrong: 0.97, n: 390 },
};

/** A check that accepts more of the wrong answers than this tells too little to plan a second try on. */
const WEAKEST = 0.95;

/** Checks that will run on an answer of this kind, strongest first; absent for kinds that only a reader can judge. */
export function checkFor(
  task: TaskKind,
  available: readonly CheckName[],
  strengths: Readonly<Record<CheckName, CheckStrength>> = CHECK_STRENGTHS,
): CheckStrength | undefined {
  if (!EDIT_TASKS.has(task) && task !== "test") return undefined;
  const known = available
    .map((name) => strengths[name])
    .filter(({ acceptsWrong }) => acceptsWrong <= WEAKEST)
    .toSorted((a, b) => a.acceptsWrong - b.acceptsWrong);
  return known[0];
}

/** Weight of what was measured before, in answers: what happens here moves it slowly. */
const PRIOR_WEIGHT = 200;

/** What was seen here of a check: accepted and judged answers that turned out right, and wrong. */
export interface CheckHistory {
  readonly right: { readonly accepted: number; readonly judged: number };
  readonly wrong: { readonly accepted: number; readonly judged: number };
}

/** The measured strength, moved by what happened here. Counts that make no sense leave it as it is. */
export function updatedStrength(measured: CheckStrength, seen: CheckHistory): CheckStrength {
  return {
    acceptsRight: moved(measured.acceptsRight, seen.right),
    acceptsWrong: moved(measured.acceptsWrong, seen.wrong),
    n: measured.n + seen.right.judged + seen.wrong.judged,
  };
}

function moved(prior: number, { accepted, judged }: { readonly accepted: number; readonly judged: number }): number {
  if (!(accepted >= 0 && judged >= 0 && Number.isFinite(accepted + judged))) return prior;
  // Counts are shares of answers: by chance more can seem let through than there were.
  return Math.min(1, (prior * PRIOR_WEIGHT + accepted) / (PRIOR_WEIGHT + judged));
}
