import { candidatesOf, decide, fit, type Fitted, policyOf, shareOf } from "./decide.ts";
import type { OutcomeSet, Problem } from "./outcomes.ts";

/** One decision of the router and what came of it, in expectation over what the check says. */
export interface Played {
  readonly problem: Problem;
  readonly order: readonly number[];
  /** Chance that each try is reached. */
  readonly reached: readonly number[];
  readonly quality: number;
  readonly usd: number;
}

export interface PlayOptions {
  /** What a solved request is worth, US dollars: the slider. */
  readonly value: number;
  /** Rows to fit on; absent = the set's own, cross-fitted by group. */
  readonly fit?: OutcomeSet;
  /** Leaves the row's own source data set out of the fit. */
  readonly leaveSourceOut?: boolean;
}

const FOLDS = 5;

/** Lets the product's router decide every problem of a set; no row is ever decided by a table that has seen its group. */
export function play(set: OutcomeSet, options: PlayOptions): readonly Played[] {
  const candidates = candidatesOf(set);
  const fits = new Map<string, Fitted>();
  return set.problems.map((problem) => {
    const fold = options.fit ? -1 : foldOf(problem.group);
    const source = options.leaveSourceOut ? problem.source : "";
    const key = `${fold} ${source}`;
    const fitted = fits.get(key) ?? fitWithout(options.fit ?? set, fold, source);
    fits.set(key, fitted);
    return follow(problem, decide(problem, candidates, policyOf(fitted, options.value)));
  });
}

function foldOf(group: string): number {
  return Math.floor(shareOf(`fold ${group}`) * FOLDS);
}

function fitWithout(set: OutcomeSet, fold: number, source: string): Fitted {
  const rows = set.problems.filter((row) => foldOf(row.group) !== fold && row.source !== source);
  return fit(set, rows);
}

/** Verdicts enter as expectations: a try is reached as often as the check refuses the answers before it. */
export function follow(problem: Problem, order: readonly number[]): Played {
  let reach = 1;
  let quality = 0;
  let usd = 0;
  const reached: number[] = [];
  for (const [step, index] of order.entries()) {
    const outcome = problem.outcomes[index];
    if (!outcome) continue;
    reached.push(reach);
    usd += reach * outcome.usd;
    if (step === order.length - 1) quality += reach * outcome.right;
    else {
      quality += reach * outcome.right * outcome.acceptsRight;
      reach *= outcome.right * (1 - outcome.acceptsRight) + (1 - outcome.right) * (1 - outcome.acceptsWrong);
    }
  }
  return { problem, order, reached, quality, usd };
}
