import { phrase } from "../../util/phrase.ts";
import { costOf } from "../models/price.ts";
import type { Cost } from "../models/money.ts";
import type { Candidate } from "../models/model.ts";
import { type Tier, TIER_RANK } from "../models/tier.ts";
import { NO_USAGE } from "../models/usage.ts";
import type { ExcludedCandidate, RankedCandidate, Reason, RouteDecision, RouteSignals } from "./decision.ts";
import type { Rule } from "./rule.ts";
import { availabilityRule } from "./rules/availability.ts";
import { kindRule } from "./rules/kind.ts";
import { modalityRule } from "./rules/modality.ts";
import { pickRule } from "./rules/pick.ts";
import { windowRule } from "./rules/window.ts";

/** In order: the first that prefers a tier decides, every one may forbid. A new rule is a file and a line here. */
export const RULES: readonly Rule[] = [pickRule, availabilityRule, windowRule, modalityRule, kindRule];

/**
 * Decides who serves a request. Pure and total: same inputs, same decision; "nobody may" is an empty `ranked`. Order:
 * the preferred tier, then stronger tiers upwards, then weaker ones downwards, local last unless preferred.
 */
export function route(
  signals: RouteSignals,
  candidates: readonly Candidate[],
  rules: readonly Rule[] = RULES,
): RouteDecision {
  const estimated = candidates.map((candidate) => ({ ...candidate, estimate: estimateFor(candidate, signals) }));
  const excluded: ExcludedCandidate[] = [];
  const allowed: RankedCandidate[] = [];
  for (const candidate of estimated) {
    const reason = firstObjection(signals, candidate, rules);
    if (reason) excluded.push({ ...candidate, reason });
    else allowed.push(candidate);
  }
  const votes = rules.flatMap((rule) => {
    const vote = rule.votes?.(signals);
    return vote ? [{ rule: rule.name, vote }] : [];
  });
  const tier = votes.find(({ vote }) => vote.prefers !== undefined)?.vote.prefers ?? "mini";
  const reasons: Reason[] = votes.map(({ rule, vote }) => ({ rule, because: vote.because }));
  const ranked = allowed.toSorted((a, b) => distance(a.tier, tier) - distance(b.tier, tier));
  return {
    signals,
    ranked,
    excluded,
    reasons: fallbackReason(ranked[0], tier, excluded, reasons),
    tier,
    alwaysFull: estimated.find((candidate) => candidate.tier === "full")?.estimate ?? { kind: "unknown" },
  };
}

/** What `candidate` would charge for this request if the answer takes all the room kept for it. */
export function estimateFor(candidate: Candidate, signals: Pick<RouteSignals, "promptTokens" | "answerTokens">): Cost {
  const usage = { ...NO_USAGE, input: signals.promptTokens, output: signals.answerTokens, estimated: true };
  return costOf(candidate.info.price, usage);
}

function firstObjection(signals: RouteSignals, candidate: Candidate, rules: readonly Rule[]): Reason | undefined {
  for (const rule of rules) {
    const because = rule.forbids?.(signals, candidate);
    if (because) return { rule: rule.name, because };
  }
  return undefined;
}

/** 0 for the preferred tier, then upwards, then downwards; local counts as the last resort from any other tier. */
function distance(tier: Tier, preferred: Tier): number {
  if (tier === preferred) return 0;
  if (tier === "local") return 100;
  const steps = TIER_RANK[tier] - TIER_RANK[preferred];
  return steps > 0 ? steps : 10 - steps;
}

/** When the preferred tier cannot serve, that is the deciding fact and comes first. */
function fallbackReason(
  first: RankedCandidate | undefined,
  tier: Tier,
  excluded: readonly ExcludedCandidate[],
  reasons: readonly Reason[],
): readonly Reason[] {
  if (!first || first.tier === tier) return reasons;
  const out = excluded.find((candidate) => candidate.tier === tier);
  const missing = { rule: "availability", because: phrase("no model is set for this tier") };
  return [out ? out.reason : missing, ...reasons];
}
