import type { Candidate } from "../models/model.ts";
import type { Health } from "../router/health.ts";
import type { ChatModel, Clock, ContextSource, LedgerSink, Log, Verifier } from "../ports.ts";

/** A model in the role the user gave it. */
export interface Seat extends Candidate {
  readonly model: ChatModel;
}

/** Everything `assist()` needs of the world. */
export interface AssistDeps {
  readonly context: ContextSource;
  /** The tiers that have a model now. */
  readonly seats: () => readonly Seat[];
  readonly verifiers: readonly Verifier[];
  readonly ledger: LedgerSink;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly session: string;
  readonly workspace: () => string | undefined;
  /** Tokens that context, history and instruction may take together. */
  readonly maxTokens: () => number;
  readonly log: Log;
  /** How the models have been; without it every one is asked as if for the first time. */
  readonly health?: Health;
  /** Waits before another try, or until `signal` aborts; never rejects. Without it no model is asked twice. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}
