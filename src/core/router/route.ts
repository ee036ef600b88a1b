import { phrase } from "../../util/phrase.ts";
import { costOf } from "../models/price.ts";
import type { Cost } from "../models/money.ts";
import type { Candidate } from "../models/model.ts";
import { type Tier, TIER_NAMES, TIER_RANK } from "../models/tier.ts";
import { NO_USAGE } from "../models/usage.ts";
import type { ExcludedCandidate, RankedCandidate, Reason, RouteDecision, RouteSignals } from "./decision.ts";
import { planFor, termsOf, weigh, worthAlone } from "./gain.ts";
import { outlookOf } from "./outlook.ts";
import { namesModel } from "./ownRules.ts";
import { DEFAULT_POLICY, type RoutePolicy } from "./policy.ts";
import type { Rule, Vote } from "./rule.ts";
import { availabilityRule } from "./rules/availability.ts";
import { budgetRule } from "./rules/budget.ts";
import { consentRule } from "./rules/consent.ts";
import { conversationRule } from "./rules/conversation.ts";
import { depthRule } from "./rules/depth.ts";
import { modalityRule } from "./rules/modality.ts";
import { ownRule } from "./rules/own.ts";
import { partRule } from "./rules/part.ts";
import { pickRule } from "./rules/pick.ts";
import { privacyRule } from "./rules/privacy.ts";
import { toolsRule } from "./rules/tools.ts";
import { windowRule } from "./rules/window.ts";

/** In order: every one may forbid, the first that says where to start decides. A new rule is a file and a line here. */
export const RULES: readonly Rule[] = [
  pickRule,
  depthRule,
  privacyRule,
  consentRule,
  ownRule,
  availabilityRule,
  windowRule,
  modalityRule,
  toolsRule,
  budgetRule,
  conversationRule,
  partRule,
];

/**
 * Decides who serves a request: hard rules, then what the kind of task makes of each model, then the tries with the
 * highest expected worth. Pure and total: same inputs, same decision; "nobody may" is an empty `ranked`.
 */
export function route(
  signals: RouteSignals,
  candidates: readonly Candidate[],
  policy: RoutePolicy = DEFAULT_POLICY,
  rules: readonly Rule[] = RULES,
): RouteDecision {
  const seen = candidates.map((candidate) => ({
    ...candidate,
    estimate: estimateFor(candidate, signals),
    outlook: outlookOf(candidate, signals, policy.table),
  }));
  const excluded: ExcludedCandidate[] = [];
  const allowed: RankedCandidate[] = [];
  for (const candidate of seen) {
    const reason = firstObjection(signals, candidate, policy, rules);
    if (reason) excluded.push({ ...candidate, reason });
    else allowed.push(candidate);
  }
  const votes = votesOf(signals, policy, allowed, rules);
  const ranked = rank(allowed, votes[0]?.vote, signals, policy);
  const plan = planFor(ranked, votes.length > 0, signals, policy);
  const first = plan.order[0];
  const weighing = votes.length > 0 ? undefined : weigh(first, ranked, termsOf(signals, policy));
  const tier = aimedAt(votes[0]?.vote, first, seen);
  const reasons = [
    ...votes.map(({ rule, vote }): Reason => ({ rule, because: vote.because })),
    ...(votes.length > 0 ? [] : [gainReason(plan.order, ranked)]),
  ];
  return {
    signals,
    ranked,
    excluded,
    plan,
    reasons: fallbackReason(first, tier, excluded, reasons),
    ...(weighing ? { weighing } : {}),
    tier,
    valuePico: policy.valuePico,
    alwaysFull: seen.find((candidate) => candidate.tier === "full")?.estimate ?? { kind: "unknown" },
    ...(votes[0]?.vote.effort === undefined ? {} : { effort: votes[0].vote.effort }),
  };
}

/** What `candidate` would charge for this request if the answer takes all the room kept for it. */
export function estimateFor(
  { info }: Candidate,
  { promptTokens, promptSizes, answerTokens }: Pick<RouteSignals, "promptTokens" | "promptSizes" | "answerTokens">,
): Cost {
  const input = promptSizes?.[info.id]?.tokens ?? promptTokens;
  return costOf(info.price, { ...NO_USAGE, input, output: answerTokens, estimated: true });
}

function firstObjection(
  signals: RouteSignals,
  candidate: RankedCandidate,
  policy: RoutePolicy,
  rules: readonly Rule[],
): Reason | undefined {
  for (const rule of rules) {
    const because = rule.forbids?.(signals, candidate, policy);
    if (because) return { rule: rule.name, because };
  }
  return undefined;
}

interface NamedVote {
  readonly rule: string;
  readonly vote: Vote;
}

function votesOf(
  signals: RouteSignals,
  policy: RoutePolicy,
  allowed: readonly Candidate[],
  rules: readonly Rule[],
): readonly NamedVote[] {
  return rules.flatMap((rule): readonly NamedVote[] => {
    const vote = rule.votes?.(signals, policy, allowed);
    return vote ? [{ rule: rule.name, vote }] : [];
  });
}

/** What each is worth alone decides, best first; where a rule named a tier or a model, nearness to it. */
function rank(
  allowed: readonly RankedCandidate[],
  vote: Vote | undefined,
  signals: RouteSignals,
  policy: RoutePolicy,
): readonly RankedCandidate[] {
  const score = (candidate: RankedCandidate): number => worthAlone(candidate, signals, policy);
  const byWorth = allowed.toSorted((a, b) => score(b) - score(a) || TIER_RANK[a.tier] - TIER_RANK[b.tier]);
  if (!vote) return byWorth;
  const named = (one: Candidate): boolean =>
    vote.model !== undefined && namesModel(vote.model, { tier: one.tier, id: one.info.id });
  const tier = vote.tier;
  return byWorth.toSorted((a, b) => {
    const first = Number(named(b)) - Number(named(a));
    return first !== 0 || tier === undefined ? first : distance(a.tier, tier) - distance(b.tier, tier);
  });
}

/** 0 for the preferred tier, then upwards, then downwards; local counts as the last resort from any other tier. */
function distance(tier: Tier, preferred: Tier): number {
  if (tier === preferred) return 0;
  if (tier === "local") return 100;
  const steps = TIER_RANK[tier] - TIER_RANK[preferred];
  return steps > 0 ? steps : 10 - steps;
}

/** Also when nobody may serve there is one that would have been asked. */
function aimedAt(vote: Vote | undefined, first: RankedCandidate | undefined, all: readonly RankedCandidate[]): Tier {
  return vote?.tier ?? first?.tier ?? all[0]?.tier ?? "mini";
}

function gainReason(order: readonly RankedCandidate[], ranked: readonly RankedCandidate[]): Reason {
  const [first, second] = order;
  const rule = "gain";
  if (!first) return { rule, because: phrase("nobody may serve this request") };
  if (ranked.length === 1)
    return { rule, because: phrase("{tier} is the only one left", { tier: TIER_NAMES[first.tier] }) };
  if (TIER_RANK[first.tier] >= TIER_RANK.full) return { rule, because: phrase("deep work") };
  return { rule, because: second ? phrase("small change that can be checked") : phrase("quick work") };
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
