import type { Phrase } from "../../util/phrase.ts";
import type { Candidate } from "../models/model.ts";
import type { Tier } from "../models/tier.ts";
import type { RouteSignals } from "./decision.ts";

/**
 * What one rule says about one request. `forbids` takes candidates out, `prefers` names the tier to start with; the
 * first rule in the table that prefers one decides.
 */
export interface Vote {
  readonly because: Phrase;
  readonly prefers?: Tier;
}

export interface Rule {
  /** Stable name, shown in the decision record. */
  readonly name: string;
  /** Says why a candidate may not serve this request; absent = it may. */
  forbids?(signals: RouteSignals, candidate: Candidate): Phrase | undefined;
  /** Says where to start; absent = no opinion. */
  votes?(signals: RouteSignals): Vote | undefined;
}
