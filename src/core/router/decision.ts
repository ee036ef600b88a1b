import type { Phrase } from "../../util/phrase.ts";
import type { Cost } from "../models/money.ts";
import type { Candidate } from "../models/model.ts";
import type { Tier, TierChoice } from "../models/tier.ts";
import type { KindSource, TaskKind } from "../task/kinds.ts";

/** What the router may look at. Facts only; nothing here was computed by a model. */
export interface RouteSignals {
  readonly task: TaskKind;
  readonly source: KindSource;
  /** The user's pick, or `auto`. */
  readonly pick: TierChoice;
  /** Estimated size of the packed prompt, in tokens. */
  readonly promptTokens: number;
  /** Room kept for the answer, in tokens. */
  readonly answerTokens: number;
  readonly hasImages: boolean;
  /** Ids of models that cannot be asked now, with the reason. */
  readonly unavailable: Readonly<Record<string, Phrase>>;
}

/** A vote that decided or could have. */
export interface Reason {
  readonly rule: string;
  readonly because: Phrase;
}

export interface RankedCandidate extends Candidate {
  /** Price of this request on this candidate, before sending. */
  readonly estimate: Cost;
}

export interface ExcludedCandidate extends RankedCandidate {
  readonly reason: Reason;
}

/**
 * Who serves a request, and why. `ranked` is the order of trying; empty means that nobody may, and `excluded` says why
 * for each. `reasons[0]` is the one that decided.
 */
export interface RouteDecision {
  readonly signals: RouteSignals;
  readonly ranked: readonly RankedCandidate[];
  readonly excluded: readonly ExcludedCandidate[];
  readonly reasons: readonly Reason[];
  /** The tier aimed at, also when nobody serves it. */
  readonly tier: Tier;
  /** What the full tier alone would cost; `unknown` without a full tier or its price. */
  readonly alwaysFull: Cost;
}
