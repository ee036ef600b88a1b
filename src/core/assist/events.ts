import type { Phrase } from "../../util/phrase.ts";
import type { Verdict } from "../cascade/verdict.ts";
import type { PackSummary } from "../context/pack.ts";
import type { Payload } from "../context/payload.ts";
import type { AttemptWhy, LedgerEntry } from "../ledger/entry.ts";
import type { Candidate } from "../models/model.ts";
import type { RouteDecision } from "../router/decision.ts";
import type { Failure } from "./errors.ts";
import type { ToolCall } from "./message.ts";
import type { StepInfo } from "./step.ts";

/**
 * What every surface draws. Order: `route-decided`; per attempt `attempt-start`, deltas, maybe `verdict`, maybe
 * `text-discarded`, `attempt-end`; last and once `assist-end` or `assist-error`. `attempt` counts from 0.
 */
export type AssistEvent =
  | {
      readonly type: "route-decided";
      readonly decision: RouteDecision;
      readonly pack: PackSummary;
      /** Puts redacted secrets back, for a listener on this computer; never send or store the result. */
      readonly restore: (text: string) => string;
    }
  | {
      readonly type: "attempt-start";
      readonly attempt: number;
      readonly candidate: Candidate;
      /** What the model is given, to the character. For showing in this window; never stored. */
      readonly payload: Payload;
      readonly why: AttemptWhy;
      /** Why the attempt before was not enough; absent on the first. */
      readonly because?: Phrase | Failure;
    }
  | { readonly type: "text-delta"; readonly attempt: number; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly attempt: number; readonly text: string }
  /** Ids and arguments as the model wrote them: placeholders of secrets are still in them. */
  | { readonly type: "tool-call"; readonly attempt: number; readonly call: ToolCall }
  /** The text shown so far is no answer; it stays reachable, folded away. Never sent without a reason. */
  | { readonly type: "text-discarded"; readonly attempt: number; readonly because: Phrase }
  /** Something besides asking a model, at any time before the closing event; the same id again is its new state. */
  | {
      readonly type: "step";
      readonly step: StepInfo;
      /** URIs of what a model was given by it: what was for this computer only stays so in later turns. */
      readonly about?: readonly string[];
    }
  | { readonly type: "check-start"; readonly attempt: number }
  | { readonly type: "verdict"; readonly attempt: number; readonly verdict: Verdict }
  | { readonly type: "attempt-end"; readonly attempt: number; readonly entry: LedgerEntry; readonly failure?: Failure }
  | {
      readonly type: "assist-end";
      readonly outcome: "answered" | "cancelled";
      readonly text: string;
      /** `text` with the redacted secrets put back: for the file it came from, never to be sent or stored. */
      readonly restored: string;
      /** The answer stands, with a reservation: cut at its limit, or refused by a check that nobody may go above. */
      readonly note?: Failure;
    }
  | { readonly type: "assist-error"; readonly failure: Failure; readonly text: string };
