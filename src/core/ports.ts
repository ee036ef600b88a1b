import type { ToolCall } from "./assist/message.ts";
import type { AssistRequest } from "./assist/request.ts";
import type { CheckName } from "./cascade/verdict.ts";
import type { ContextItem } from "./context/item.ts";
import type { ContextPack } from "./context/pack.ts";
import type { KeptOut, PathGate } from "./context/privacy.ts";
import type { LedgerEntry } from "./ledger/entry.ts";
import type { Pico } from "./models/money.ts";
import type { Effort, ModelInfo } from "./models/model.ts";
import type { ListedPrice, Price } from "./models/price.ts";
import type { Usage } from "./models/usage.ts";
import type { Phrase } from "../util/phrase.ts";
import type { TaskKind } from "./task/kinds.ts";

export type FinishReason = "stop" | "length" | "filtered" | "refused" | "tool-calls" | "unknown";

/** One piece of a model's answer. `finish` comes last and once; a stream that ends without it threw. */
export type StreamPart =
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** A whole call, before `finish`; several may follow each other. */
  | ({ readonly type: "tool-call" } & ToolCall)
  | {
      readonly type: "finish";
      readonly reason: FinishReason;
      /** Absent where the server reported none. */
      readonly usage?: Usage;
      /** Model name in the answer; absent where the server names none. */
      readonly served?: string;
      /** What the provider says it billed. */
      readonly billedPico?: Pico;
    };

export interface ModelRequest {
  /** The only form in which code reaches a model. */
  readonly pack: ContextPack;
  /** Upper limit of the answer, in tokens; hidden reasoning counts. */
  readonly maxOutputTokens: number;
  /** How much to reason before answering; absent = as the model does by itself. Only for models that can be told. */
  readonly effort?: Effort;
  /** Texts at which the answer ends, without them. A model that takes none goes on to its own end. */
  readonly stop?: readonly string[];
  /** Is told each body just before it leaves; for showing in this window. The last one is what was answered. */
  readonly onBody?: (body: object) => void;
}

/**
 * A model that answers. `stream` opens nothing before it is iterated, throws `AssistError` for every failure, and stops
 * at once (socket closed) when `signal` aborts or the listener walks away; after an abort it ends without `finish`.
 */
export interface ChatModel {
  readonly info: ModelInfo;
  /** Gets ready for a `stream` that may follow; opens no connection. Returns at once, never throws. */
  warmUp?(): void;
  /** Opens the way to the endpoint too, because somebody begins to write; sends no code. Returns at once, never throws. */
  connect?(): void;
  /**
   * The body that `stream` would send now, a JSON object; sends nothing. Not there for models that get none from us: the
   * demo, and models of VS Code's own.
   */
  bodyOf?(request: ModelRequest): Promise<object | undefined>;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<StreamPart>;
}

/** Time, handed in so that core reads no clock. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** ms of a clock that never jumps; only differences mean anything. */
  monotonic(): number;
}

/** What a request is about, and the rules that say which of it may leave this computer. */
export interface CollectedContext {
  readonly items: readonly ContextItem[];
  readonly gate: PathGate;
  /** Rule by which nothing of this request may leave this computer; absent where the paths alone decide. */
  readonly localOnly?: KeptOut;
  /** Texts that are not sent but that others may quote, as problems quote code: a secret in them is one everywhere. */
  readonly unsent?: readonly string[];
}

/** Throws `AssistError` (nothing-selected, not-text, too-large, no-workspace); any other error means nothing is sent. */
export interface ContextSource {
  collect(request: AssistRequest, signal: AbortSignal): Promise<CollectedContext>;
}

/** A finished answer and what it answers, as a verifier sees it. */
export interface Draft {
  readonly request: AssistRequest;
  readonly task: TaskKind;
  readonly text: string;
  /** The endpoint cut the answer at its limit. */
  readonly cut: boolean;
  /** What was sent along, redacted. */
  readonly items: readonly ContextItem[];
  /** Puts redacted secrets back, for comparing with a file and for writing into it. */
  restore(text: string): string;
}

export type CheckResult =
  /** `found` = what it saw and does not count as a failure; the answer is then shown with it, as unverified. */
  | { readonly type: "passed"; readonly found?: Phrase; readonly notChecked?: Phrase }
  /** Nothing to look at for this draft; or nothing to look with, and then `notChecked` says so. */
  | { readonly type: "skipped"; readonly notChecked?: Phrase }
  | { readonly type: "failed"; readonly because: Phrase; readonly complaint: string };

/** One check of a draft. Never throws for a bad draft; a check that cannot run says `skipped`. */
export interface Verifier {
  readonly name: CheckName;
  check(draft: Draft, signal: AbortSignal): Promise<CheckResult>;
}

/** Where attempts are booked. Resolves when the entry is safe; a failed write is reported by the sink, never thrown. */
export interface LedgerSink {
  append(entry: LedgerEntry): Promise<void>;
  /**
   * What a running attempt is to be booked as if this process ends now. A later call with the same id replaces it, and so
   * does `append`. Returns at once and never throws.
   */
  note?(entry: LedgerEntry): void;
}

/**
 * Counts tokens as OpenAI's o200k_base makes them; counts of other families follow by `tokenFactor`. Undefined where no
 * count is to be had soon: the caller then estimates. Never rejects.
 */
export interface Tokenizer {
  /** Gets ready for `count`; resolves once counts are there to be had, or will not be. */
  warmUp(): Promise<void>;
  count(texts: readonly string[]): Promise<readonly number[] | undefined>;
}

/** What is asked of a price list: a model as its provider names it, at a moment in ms since the epoch. */
export interface PriceQuery {
  readonly provider: string;
  readonly model: string;
  readonly at: number;
}

/** A list of providers' prices. History, hours of the day and steps for long prompts are the list's. */
export interface PriceEngine {
  /** Day of the list, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Undefined where the provider or its model is not listed or listed without a price; never a price of zero. */
  find(query: PriceQuery): ListedPrice | undefined;
  /** The list's name for whoever answers at an address; undefined for an address that it does not know. */
  providerAt(url: string): string | undefined;
}

/** What answers cost. */
export interface Prices {
  /** Resolves once all that can be known of a model's price is at hand. Never rejects. */
  ready(info: ModelInfo): Promise<void>;
  /** The price of `served`, where the server named a model, else of the one asked, at a moment in ms since the epoch. */
  ofAnswer(info: ModelInfo, served: string | undefined, at: number): Price;
}

/** One readable line per decision at `info`; prompts and code never above `trace`. */
export interface Log {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
