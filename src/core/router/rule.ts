import type { Phrase } from "../../util/phrase.ts";
import type { Candidate, Effort } from "../models/model.ts";
import type { Tier } from "../models/tier.ts";
import type { RankedCandidate, RouteSignals } from "./decision.ts";
import type { RoutePolicy } from "./policy.ts";

/** What one rule says about one request: where to start, and why. The first rule in the table that says so decides. */
export interface Vote {
  readonly because: Phrase;
  /** Where to start; stronger tiers follow upwards, then weaker ones. */
  readonly tier?: Tier;
  /** The model to start with, as `namesModel` reads it. */
  readonly model?: string;
  /** How much the model is to reason. */
  readonly effort?: Effort;
}

export interface Rule {
  /** Stable name, shown in the decision record. */
  readonly name: string;
  /** Says why a candidate may not serve this request; absent = it may. */
  forbids?(signals: RouteSignals, candidate: RankedCandidate, policy: RoutePolicy): Phrase | undefined;
  /** Says where to start; absent = no opinion. `candidates` are those that nothing forbids. */
  votes?(signals: RouteSignals, policy: RoutePolicy, candidates: readonly Candidate[]): Vote | undefined;
}
