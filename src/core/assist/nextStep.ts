import type { Phrase } from "../../util/phrase.ts";
import type { AttemptWhy } from "../ledger/entry.ts";
import type { Candidate } from "../models/model.ts";
import { TIER_RANK } from "../models/tier.ts";
import type { RouteDecision } from "../router/decision.ts";
import { SINGLE_TRY } from "../task/kinds.ts";
import { canFailOver, type Failure } from "./errors.ts";

/** One try: who, and why this one. */
export interface Step {
  readonly candidate: Candidate;
  readonly why: AttemptWhy;
  /** Why the try before was not enough; absent on the first. */
  readonly because?: Phrase | Failure;
  readonly rejected?: boolean;
}

/** Each further try after two refused answers costs more than it brings. */
const MOST_REJECTIONS = 2;

/**
 * Who is asked next, after `done`: the first in rank who was not asked yet. Once an answer was rejected only a stronger
 * tier will do, after a failure only one that may cure it. Undefined when nobody is left, or the kind of task has one try.
 */
export function nextStep(decision: RouteDecision, done: readonly Step[], because?: Phrase | Failure): Step | undefined {
  const last = done.at(-1);
  if (last && SINGLE_TRY.has(decision.signals.task)) return undefined;
  const rejected = done.filter((step) => step.rejected).map(({ candidate }) => TIER_RANK[candidate.tier]);
  if (rejected.length >= MOST_REJECTIONS) return undefined;
  // The same model in another tier is no other model.
  const fresh = decision.ranked.filter(({ info }) => !done.some(({ candidate }) => candidate.info.id === info.id));
  const candidate = fresh.find(
    (next) => rejected.every((rank) => TIER_RANK[next.tier] > rank) && (!last || mends(next, last, because)),
  );
  if (!candidate) return undefined;
  const why = !last ? "routed" : last.rejected ? "shifted-up" : "failed-over";
  return { candidate, why, ...(because ? { because } : {}) };
}

function mends(next: Candidate, last: Step, because: Phrase | Failure | undefined): boolean {
  if (last.rejected) return true;
  if (!because || !("code" in because)) return false;
  return canFailOver(because.code, last.candidate.info.connection, next.info.connection);
}
