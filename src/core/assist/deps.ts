import type { BudgetLeft, Budgets } from "../ledger/budgets.ts";
import type { Calibration } from "../models/calibration.ts";
import type { MeasuredSpeed } from "../models/measuredSpeed.ts";
import type { Candidate } from "../models/model.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { Reader } from "../tools/reader.ts";
import type { ReadingCaps } from "../tools/readingCaps.ts";
import type { PairRatios } from "../models/pairRatios.ts";
import { EVEN_SCALE, type TokenScale } from "../models/tokenFamilies.ts";
import type { RoutePolicy } from "../router/policy.ts";
import type { Health } from "../router/health.ts";
import type { ChatModel, Clock, ContextSource, LedgerSink, Log, Prices, Tokenizer, Verifier } from "../ports.ts";

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
  /** Without it an answer costs what the model that was asked for costs. */
  readonly prices?: Prices;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly session: string;
  readonly workspace: () => string | undefined;
  /** Tokens that context, history and instruction may take together. */
  readonly maxTokens: () => number;
  readonly log: Log;
  /** Without it sizes are estimated. */
  readonly tokenizer?: Tokenizer;
  /** Without it every model counts as o200k_base does. */
  readonly calibration?: Calibration;
  /** What two models made of the same prompt; without it they are compared by what is known of each. */
  readonly pairs?: Pick<PairRatios, "ratio">;
  /** How the models have been; without it every one is asked as if for the first time. */
  readonly health?: Health;
  /** How fast models were here, by model id; without it the kind table's times count. */
  readonly speeds?: () => Readonly<Record<string, MeasuredSpeed>>;
  /** How requests are routed now; without it, as for a new user. */
  readonly policy?: () => RoutePolicy;
  /** What the tightest budget has left; undefined without a budget. */
  readonly budgetLeft?: () => BudgetLeft | undefined;
  /** Checks the worst case before anything is sent; without it nothing is limited. */
  readonly budgets?: Pick<Budgets, "reserve">;
  /** The user's own words for kinds of tasks; they are added to ours. */
  readonly ownPrompts?: () => Readonly<Partial<Record<TaskKind, string>>>;
  /** Runs the tools of requests that may read; without it no tools are on offer. */
  readonly reader?: Reader;
  /** One for all requests of a flow; without it each request that may read has its own. */
  readonly readingCaps?: ReadingCaps;
  /** Waits before another try, or until `signal` aborts; never rejects. Without it no model is asked twice. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What is needed before anything is sent. */
export type PrepareDeps = Pick<
  AssistDeps,
  | "context"
  | "seats"
  | "maxTokens"
  | "reader"
  | "ownPrompts"
  | "health"
  | "clock"
  | "tokenizer"
  | "calibration"
  | "speeds"
  | "policy"
  | "budgetLeft"
> & { readonly workspace?: AssistDeps["workspace"] };

/** How many tokens of its own a model makes of one of o200k_base. */
export function scaleOf({ info }: Candidate, { calibration }: Pick<AssistDeps, "calibration">): TokenScale {
  return calibration?.scaleOf(info) ?? EVEN_SCALE;
}
