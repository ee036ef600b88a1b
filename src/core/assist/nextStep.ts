import type { Phrase } from "../../util/phrase.ts";
import type { AttemptWhy } from "../ledger/entry.ts";
import type { CheckName } from "../cascade/verdict.ts";
import type { Candidate, Effort } from "../models/model.ts";
import { TIER_RANK } from "../models/tier.ts";
import type { RankedCandidate, RouteDecision } from "../router/decision.ts";
import { raisedEffort, worthRepairing } from "../router/repair.ts";
import { SINGLE_TRY } from "../task/kinds.ts";
import type { Failure } from "./errors.ts";
import { isFaultOfAddress, remedyOf } from "./faults.ts";
import { type Again, againAfter, type Tried } from "./retry.ts";

/** One try: who, and why this one. */
export interface Step {
  readonly candidate: Candidate;
  readonly why: AttemptWhy;
  /** Why the try before was not enough; absent on the first. */
  readonly because?: Phrase | Failure;
  readonly rejected?: boolean;
  /** The check that refused the answer. */
  readonly refusedBy?: CheckName;
  /** The same model mends its own refused answer; that counts as one refusal of this model. */
  readonly repairs?: boolean;
  /** More reasoning than its tier usually takes. */
  readonly effort?: Effort;
  /** The same model is asked again: when, and what is different. */
  readonly again?: Again;
}

/** Each further try after two refused answers costs more than it brings. */
const MOST_REJECTIONS = 2;

/**
 * Who is asked next, after `done`: the first of the plan, then of the rank, who was not asked yet. Once an answer was
 * rejected the same model may mend it once, else only a stronger tier will do; after a failure only one that may cure it.
 * Undefined when nobody is left, or the kind of task has one try.
 */
export function nextStep(decision: RouteDecision, done: readonly Step[], because?: Phrase | Failure): Step | undefined {
  const last = done.at(-1);
  if (last && SINGLE_TRY.has(decision.signals.task)) return undefined;
  const rejected = done
    .filter((step) => step.rejected && !step.repairs)
    .map(({ candidate }) => TIER_RANK[candidate.tier]);
  if (rejected.length >= MOST_REJECTIONS) return undefined;
  // The same model in another tier is no other model.
  const planned = [...decision.plan.order, ...decision.ranked.filter((one) => !decision.plan.order.includes(one))];
  const fresh = planned.filter(({ info }) => !done.some(({ candidate }) => candidate.info.id === info.id));
  const candidate = fresh.find(
    (next) => rejected.every((rank) => TIER_RANK[next.tier] > rank) && (!last || mends(next, last, because)),
  );
  const repair = last && repairOf(decision, done, candidate);
  if (repair) return { ...repair, ...(because ? { because } : {}) };
  if (!candidate) return undefined;
  const why = !last ? "routed" : last.rejected ? "shifted-up" : "failed-over";
  return { candidate, why, ...(because ? { because } : {}) };
}

/** A refused answer goes back to its model once, where that is worth more than asking `next`. */
function repairOf(decision: RouteDecision, done: readonly Step[], next: RankedCandidate | undefined): Step | undefined {
  const last = done.at(-1);
  const by = last?.refusedBy;
  const candidate = decision.ranked.find(
    ({ tier, info }) => info.id === last?.candidate.info.id && tier === last.candidate.tier,
  );
  if (!last?.rejected || last.repairs || by === undefined || !candidate) return undefined;
  if (!worthRepairing({ candidate, by, ...(next ? { next } : {}) }, decision)) return undefined;
  const effort = raisedEffort(candidate);
  return { candidate: last.candidate, why: "retried", repairs: true, ...(effort ? { effort } : {}) };
}

function mends(next: Candidate, last: Step, because: Phrase | Failure | undefined): boolean {
  if (last.rejected) return true;
  return because !== undefined && "code" in because && cures(because, last.candidate, next);
}

/** Whether `next` may cure a failure of `failed`. Only before any text was shown. */
export function cures(failure: Failure, failed: Candidate, next: Candidate): boolean {
  if (isFaultOfAddress(failure) && next.info.host === failed.info.host) return false;
  switch (remedyOf(failure, { shown: false }).failover) {
    case "none":
      return false;
    case "next-model":
    case "after-wait":
      return true;
    case "other-provider":
      return next.info.connection !== failed.info.connection;
    case "bigger-window":
      return isLarger(next.info, failure.facts.limitTokens ?? failed.info.contextWindow);
    case "higher-tier":
      return TIER_RANK[next.tier] > TIER_RANK[failed.tier];
  }
}

/** An unknown window may be larger. */
function isLarger({ contextWindow }: Candidate["info"], than: number | undefined): boolean {
  return contextWindow === undefined || than === undefined || contextWindow > than;
}

/** The same model once more, where that may help; see {@link againAfter}. */
export function sameAgain(
  done: readonly Step[],
  failure: Failure,
  tried: Omit<Tried, "candidate" | "tries">,
): Step | undefined {
  const last = done.at(-1);
  if (!last) return undefined;
  const others = done.findLastIndex(({ candidate }) => candidate.info.id !== last.candidate.info.id);
  const again = againAfter(failure, { ...tried, candidate: last.candidate, tries: done.length - 1 - others });
  return again && { candidate: last.candidate, why: "retried", because: failure, again };
}
