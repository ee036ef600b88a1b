import type { Strata } from "./chance.ts";
import type { CheckStrength } from "./checkStrength.ts";

/** One model that may be asked, as the planner sees it. All arrays of chances have the same length. */
export interface Trial {
  readonly chances: Strata;
  /** Expected price of asking it once, pico-dollars. */
  readonly pico: number;
  /** Expected wait, ms. */
  readonly ms: number;
  /** What judges its answer before another is asked; absent = its answer stands, whatever it is. */
  readonly check?: CheckStrength;
  /** A later try is never of a lower rank: after a refused answer only an equal or stronger model will do. */
  readonly rank: number;
  /** The most that it can cost, pico-dollars. */
  readonly worstPico: number;
}

export interface PlanTerms {
  /** What a solved request is worth, pico-dollars. */
  readonly valuePico: number;
  /** What a ms of waiting costs, pico-dollars. */
  readonly msPico: number;
  readonly mostTries: number;
  /** The most that all tries together may cost at their worst; absent = no limit. */
  readonly mostPico?: number;
}

/** Who is asked in which order, and what is to be expected of it. `order` holds indexes; empty without any trial. */
export interface CascadePlan {
  readonly order: readonly number[];
  /** Chance that the answer which stands in the end is right. */
  readonly right: number;
  readonly pico: number;
  readonly ms: number;
  /** `right` in money, less price and waiting: what the plan is chosen by. */
  readonly worth: number;
}

/** A chain of tries up to its last rejection: what it has brought, and the chance of getting this far per stratum. */
interface Chain {
  readonly order: readonly number[];
  readonly reach: Float64Array;
  readonly right: number;
  readonly pico: number;
  readonly ms: number;
  readonly worstPico: number;
}

/** How many chains are kept per length; beyond it nothing changed on any measured pool of up to 25 models. */
const WIDTH = 12;

/**
 * The chain of tries with the highest worth. Every try but the last is judged by its check; a rejected answer leads to the
 * next try, the last answer stands. `first` = the index that every chain begins with. Pure; ties go to the shorter chain,
 * then to the order of `trials`.
 */
export function planCascade(trials: readonly Trial[], terms: PlanTerms, first?: number): CascadePlan {
  const strata = trials[0]?.chances.length ?? 0;
  const reach = new Float64Array(strata).fill(1 / strata);
  const start: Chain = { order: [], reach, right: 0, pico: 0, ms: 0, worstPico: 0 };
  let best: CascadePlan = { order: [], right: 0, pico: 0, ms: 0, worth: Number.NEGATIVE_INFINITY };
  let chains: readonly Chain[] = [start];
  for (let length = 1; length <= terms.mostTries && chains.length > 0; length += 1) {
    const longer: { readonly chain: Chain; readonly index: number; readonly worth: number }[] = [];
    for (const chain of chains) {
      for (const [index, trial] of trials.entries()) {
        if (length === 1 && first !== undefined && index !== first) continue;
        if (!mayFollow(chain, index, trials, terms)) continue;
        const ended = ending(chain, index, trial, terms);
        if (ended.worth > best.worth) best = ended;
        if (trial.check) longer.push({ chain, index, worth: ended.worth });
      }
    }
    chains = longer
      .toSorted((a, b) => b.worth - a.worth)
      .slice(0, WIDTH)
      .flatMap(({ chain, index }) => extended(chain, index, trials[index]) ?? []);
  }
  return best;
}

function mayFollow(
  { order, worstPico }: Chain,
  index: number,
  trials: readonly Trial[],
  { mostPico = Number.POSITIVE_INFINITY }: PlanTerms,
): boolean {
  const last = trials[order.at(-1) ?? -1];
  const next = trials[index];
  if (!next || order.includes(index) || worstPico + next.worstPico > mostPico) return false;
  return last === undefined || next.rank >= last.rank;
}

/** The chain if this try is its last: the answer stands unjudged. */
function ending(chain: Chain, index: number, trial: Trial, { valuePico, msPico }: PlanTerms): CascadePlan {
  let reached = 0;
  let right = chain.right;
  for (const [stratum, share] of chain.reach.entries()) {
    reached += share;
    right += share * (trial.chances[stratum] ?? 0);
  }
  const pico = chain.pico + reached * trial.pico;
  const ms = chain.ms + reached * trial.ms;
  return { order: [...chain.order, index], right, pico, ms, worth: right * valuePico - pico - ms * msPico };
}

/** The chain if another try follows a rejected answer. */
function extended(chain: Chain, index: number, trial: Trial | undefined): Chain | undefined {
  const check = trial?.check;
  if (!check) return undefined;
  const reach = new Float64Array(chain.reach.length);
  let reached = 0;
  let right = chain.right;
  for (const [stratum, share] of chain.reach.entries()) {
    const chance = trial.chances[stratum] ?? 0;
    reached += share;
    right += share * chance * check.acceptsRight;
    reach[stratum] = share * (chance * (1 - check.acceptsRight) + (1 - chance) * (1 - check.acceptsWrong));
  }
  const order = [...chain.order, index];
  const pico = chain.pico + reached * trial.pico;
  const ms = chain.ms + reached * trial.ms;
  return { order, reach, right, pico, ms, worstPico: chain.worstPico + trial.worstPico };
}
