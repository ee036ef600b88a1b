import { TIER_RANK } from "../models/tier.ts";
import type { RankedCandidate, RoutePlan, RouteSignals, Weighing } from "./decision.ts";
import { planCascade, type PlanTerms, type Trial } from "./planCascade.ts";
import { kindOf } from "./outlook.ts";
import type { RoutePolicy } from "./policy.ts";
import { PICO_PER_DOLLAR } from "../models/money.ts";

/** What a candidate brings if its answer stands: its chance in money, less price and waiting. Depends on nobody else. */
export function worthAlone({ outlook }: RankedCandidate, signals: RouteSignals, policy: RoutePolicy): number {
  const { valuePico, msPico } = termsOf(signals, policy);
  return outlook.chance.right * valuePico - outlook.pico - outlook.ms * msPico;
}

/**
 * The tries with the highest expected worth; none where nobody is `ranked`. A first one that a rule `fixed` stays first.
 * With a budget, only chains that fit into it at their worst.
 */
export function planFor(
  ranked: readonly RankedCandidate[],
  fixed: boolean,
  signals: RouteSignals,
  policy: RoutePolicy,
): RoutePlan {
  const trials = ranked.map((candidate): Trial => {
    const check = policy.checkOf(signals, candidate);
    const { estimate, outlook } = candidate;
    return {
      chances: outlook.strata,
      pico: outlook.pico,
      ms: outlook.ms,
      rank: TIER_RANK[candidate.tier],
      worstPico: estimate.kind === "priced" ? estimate.pico : 0,
      ...(check ? { check } : {}),
    };
  });
  const { order, right, pico, ms } = planCascade(trials, termsOf(signals, policy), fixed ? 0 : undefined);
  return { order: order.flatMap((index) => ranked[index] ?? []), right, pico, ms };
}

export function termsOf(signals: RouteSignals, { table, valuePico, mostTries }: RoutePolicy): PlanTerms {
  const { budgetLeftPico } = signals;
  const msPico = (table.kinds[kindOf(signals)].secondUsd * PICO_PER_DOLLAR) / 1_000;
  return { valuePico, msPico, mostTries, ...(budgetLeftPico === undefined ? {} : { mostPico: budgetLeftPico }) };
}

/** The one asked first beside the best of the stronger ones, or of the weaker ones where none is stronger. */
export function weigh(
  first: RankedCandidate | undefined,
  ranked: readonly RankedCandidate[],
  { valuePico, msPico }: PlanTerms,
): Weighing | undefined {
  if (!first) return undefined;
  const rankOf = ({ tier }: RankedCandidate): number => TIER_RANK[tier];
  const above = ranked.find((one) => rankOf(one) > rankOf(first));
  const below = ranked.find((one) => rankOf(one) < rankOf(first));
  const other = above ?? below;
  if (!other) return undefined;
  const [stronger, weaker] = above ? [other, first] : [first, other];
  const gain = stronger.outlook.chance.right - weaker.outlook.chance.right;
  const extraPico = stronger.outlook.pico - weaker.outlook.pico;
  const waitPico = (stronger.outlook.ms - weaker.outlook.ms) * msPico;
  return { stronger, weaker, gain, worthPico: gain * valuePico, extraPico, waitPico };
}
