import type { Pico } from "../models/money.ts";
import { costOf } from "../models/price.ts";
import { TIER_RANK } from "../models/tier.ts";
import { NO_USAGE, type Usage } from "../models/usage.ts";
import type { LayerWeighing, RankedCandidate, RouteDecision } from "./decision.ts";
import { termsOf } from "./gain.ts";
import { planCascade, type PlanTerms, type Trial } from "./planCascade.ts";
import type { RoutePolicy } from "./policy.ts";

/**
 * Share of its chance that an answer keeps when it is given from digests. Nothing was measured on code: set low on purpose,
 * so that only a clear gain decides for condensing.
 */
const CONDENSED_KEEPS = 0.9;

/**
 * Share of a right plan that a small model writes out right. With a plan of o1-preview, o1-mini and DeepSeek wrote edits
 * that passed more tests (85 %) than its own (79.7 %; aider.chat/2024/09/26/architect.html): set lower on purpose.
 */
const WRITTEN_OUT = 0.95;

/** A plan quotes what changes: this share of the code, and never less than `LEAST_PLAN` tokens. */
const PLAN_SHARE = 0.25;
const LEAST_PLAN = 150;

/** The words that go along with every piece, tokens. */
const PIECE_WORDS = 250;

/** What a small model would have to read before the question is asked. */
export interface Reading {
  readonly tokens: number;
  readonly pieces: number;
  /** Expected length of all digests together. */
  readonly digestTokens: number;
}

export interface Condensing {
  /** How the request would go as it is; absent where it does not fit. */
  readonly plain?: RouteDecision | undefined;
  /** Share of what the question is about that goes along as it is, 0 to 1: what is cut off cannot be answered from. */
  readonly seen: number;
  /** How it would go with digests in place of what is long. */
  readonly short: RouteDecision;
  readonly reading: Reading;
}

/** What condensing first costs beside asking at once; undefined where it does not pay, or a price is not known. */
export function weighCondensing(
  { plain, seen, short, reading }: Condensing,
  policy: RoutePolicy,
): LayerWeighing | undefined {
  const mini = short.ranked.find(({ tier }) => tier === "mini");
  if (!mini || !isOpen(short) || (plain && plain.plan.order.length > 0 && !isOpen(plain))) return undefined;
  const { tokens, pieces, digestTokens } = reading;
  const read = picoOf(mini, { input: tokens + pieces * PIECE_WORDS, output: digestTokens });
  if (read === undefined) return undefined;
  const { plan, signals } = short;
  const pico = plan.pico + read;
  const terms = termsOf(signals, policy);
  const condensed = { right: plan.right * CONDENSED_KEEPS, pico, ms: plan.ms + pieces * mini.outlook.ms };
  const atOnce = plain ? worthOf({ ...plain.plan, right: plain.plan.right * seen }, terms) : 0;
  if (worthOf(condensed, terms) <= atOnce) return undefined;
  const alone = tokens + signals.promptTokens - digestTokens;
  return plain
    ? { plainTokens: plain.signals.promptTokens, pico, plainPico: plain.plan.pico }
    : { plainTokens: alone, pico };
}

/**
 * What it costs when the model of `plain` only plans and a small one writes the code out; undefined where it does not pay,
 * or a price is not known. The check stands behind what was written, and the stronger model behind the check.
 */
export function weighPlanning(plain: RouteDecision, policy: RoutePolicy): LayerWeighing | undefined {
  const { signals, ranked, plan } = plain;
  const [strong] = plan.order;
  const mini = ranked.find(({ tier }) => tier === "mini");
  if (!strong || !mini || TIER_RANK[strong.tier] <= TIER_RANK.mini || !isOpen(plain)) return undefined;
  const { codeTokens = 0 } = signals;
  const planTokens = Math.max(LEAST_PLAN, Math.round(codeTokens * PLAN_SHARE));
  const unwritten = picoOf(strong, { output: Math.max(0, codeTokens - planTokens) });
  const handed = picoOf(mini, { input: planTokens });
  if (unwritten === undefined || handed === undefined) return undefined;
  const check = policy.checkOf(signals, mini);
  const written: Trial = {
    chances: strong.outlook.strata.map((chance) => chance * WRITTEN_OUT),
    pico: strong.outlook.pico - unwritten + handed + mini.outlook.pico,
    // A plan is thought over as long as an answer.
    ms: strong.outlook.ms + mini.outlook.ms,
    rank: TIER_RANK.mini,
    worstPico: 0,
    ...(check ? { check } : {}),
  };
  const again: Trial = {
    ...{ chances: strong.outlook.strata, pico: strong.outlook.pico, ms: strong.outlook.ms },
    ...{ rank: TIER_RANK[strong.tier], worstPico: 0 },
  };
  const terms = termsOf(signals, policy);
  const layered = planCascade([written, again], terms, 0);
  if (layered.worth <= worthOf(plan, terms)) return undefined;
  return { plainTokens: signals.promptTokens, pico: layered.pico, plainPico: plan.pico };
}

/** Nobody said who is to answer: no pick, no rule of the user's own. */
function isOpen({ reasons }: RouteDecision): boolean {
  const rule = reasons[0]?.rule;
  return rule === "gain" || rule === "conversation";
}

function worthOf(
  { right, pico, ms }: { readonly right: number; readonly pico: number; readonly ms: number },
  { valuePico, msPico }: PlanTerms,
): number {
  return right * valuePico - pico - ms * msPico;
}

function picoOf({ info }: RankedCandidate, usage: Partial<Usage>): Pico | undefined {
  const cost = costOf(info.price, { ...NO_USAGE, ...usage });
  if (cost.kind === "free" || cost.kind === "included") return 0;
  return cost.kind === "unknown" ? undefined : cost.pico;
}
