import type { ChatModel, Clock, FinishReason } from "../ports.ts";
import type { ContextPack } from "../context/pack.ts";
import { estimateTokens } from "../context/tokens.ts";
import type { Effort, ModelInfo } from "../models/model.ts";
import { lifeOf } from "../models/lifecycle.ts";
import type { Pico } from "../models/money.ts";
import { promptSize } from "../models/promptSize.ts";
import type { TokenScale } from "../models/tokenFamilies.ts";
import { NO_USAGE, type Usage } from "../models/usage.ts";
import type { ErrorCode } from "./errorCodes.ts";
import { AssistError, type Failure, toFailure } from "./errors.ts";
import type { ToolCall } from "./message.ts";
import type { AssistEvent } from "./events.ts";
import { foldThinking } from "./thinking.ts";

/** What is known of an attempt while it runs and after it; the ledger entry is made from it. */
export interface AttemptRecord {
  /** The model was asked; until then nothing was sent and nothing is owed. */
  asked: boolean;
  text: string;
  reasoning: string;
  readonly calls: ToolCall[];
  finish?: FinishReason;
  failure?: Failure;
  /** The server read less of the prompt than was sent, and answered all the same. */
  cut?: Failure;
  reported?: Usage;
  billedPico?: Pico;
  served?: string;
  firstTokenMs?: number;
  /** What left last, as it was written for the wire. */
  body?: object;
}

export interface AttemptInput {
  readonly attempt: number;
  readonly model: ChatModel;
  readonly pack: ContextPack;
  readonly maxOutputTokens: number;
  readonly effort?: Effort;
  /** An empty answer is an answer. */
  readonly mayBeEmpty?: boolean;
  readonly stop?: readonly string[];
  /** Says of the text so far that no more of it is wanted. */
  readonly isEnough?: (text: string) => boolean;
  readonly clock: Clock;
}

/**
 * One call of one model. Yields deltas only, never throws, and keeps `record` current at every step, so that a listener
 * who walks away between two deltas leaves a true account behind. An abort is not a failure.
 */
export async function* attempt(
  input: AttemptInput,
  record: AttemptRecord,
  signal: AbortSignal,
): AsyncGenerator<AssistEvent, void> {
  const { attempt: number, model, clock } = input;
  const startedAt = clock.monotonic();
  try {
    if (signal.aborted) return;
    record.asked = true;
    const { pack, maxOutputTokens, effort, stop } = input;
    const onBody = (body: object): void => void (record.body = body);
    const options = { ...(effort ? { effort } : {}), ...(stop ? { stop } : {}), onBody };
    const stream = model.stream({ pack, maxOutputTokens, ...options }, signal);
    for await (const part of foldThinking(stream)) {
      if (signal.aborted) return;
      if (part.type === "finish") {
        Object.assign(record, finishOf(part));
        continue;
      }
      record.firstTokenMs ??= Math.round(clock.monotonic() - startedAt);
      if (part.type === "tool-call") {
        const { id, name, arguments: text } = part;
        record.calls.push({ id, name, arguments: text });
        yield { type: "tool-call", attempt: number, call: { id, name, arguments: text } };
        continue;
      }
      if (part.type === "text-delta") record.text += part.text;
      else record.reasoning += part.text;
      yield { type: part.type, attempt: number, text: part.text };
      if (part.type === "text-delta" && input.isEnough?.(record.text)) {
        record.finish = "stop";
        break;
      }
    }
    const failure = signal.aborted ? undefined : failureOf(record, input);
    if (failure) record.failure = failure;
  } catch (error) {
    if (!signal.aborted) record.failure = retired(toFailure(error), model.info, clock.now());
  }
}

/** An endpoint that does not know a model whose maker has shut it down: then that is the reason. */
function retired(failure: Failure, info: ModelInfo, now: number): Failure {
  const { shutdownDate: date, replacement, model } = info;
  if (failure.code !== "model-not-found" || date === undefined || lifeOf(info, now) !== "ended") return failure;
  return {
    ...failure,
    code: "model-retired",
    facts: { ...failure.facts, model, date, ...(replacement === undefined ? {} : { replacement }) },
  };
}

function finishOf(part: {
  readonly reason: FinishReason;
  readonly usage?: Usage;
  readonly served?: string;
  readonly billedPico?: Pico;
}): Partial<AttemptRecord> {
  return {
    finish: part.reason,
    ...(part.usage ? { reported: part.usage } : {}),
    ...(part.served === undefined ? {} : { served: part.served }),
    ...(part.billedPico === undefined ? {} : { billedPico: part.billedPico }),
  };
}

function failureOf(record: AttemptRecord, { model: { info }, pack, mayBeEmpty }: AttemptInput): Failure | undefined {
  const facts = { host: info.host, model: info.model };
  if (record.finish === undefined) return new AssistError("truncated", facts);
  if (record.finish === "filtered" || record.finish === "refused") return new AssistError(record.finish, facts);
  const asked = (pack.tools ?? []).length > 0;
  if (!asked && (record.calls.length > 0 || record.finish === "tool-calls"))
    return new AssistError("bad-response", facts, "tool calls that nobody asked for", "unasked-tools");
  if (record.calls.length > 0) return undefined;
  if (record.text.trim() !== "" || (mayBeEmpty && record.finish === "stop")) return undefined;
  return record.finish === "length"
    ? new AssistError("length-limit", facts, undefined, "length-empty")
    : new AssistError("empty", facts);
}

/** A reservation about an answer that stands. */
export function noteOf({ finish, text }: AttemptRecord, { model }: Pick<ModelInfo, "model">): Failure | undefined {
  return finish === "length" && text.trim() !== "" ? { code: "length-limit", facts: { model } } : undefined;
}

/** Refusals before any work was done; endpoints charge nothing for them. */
const UNBILLED: ReadonlySet<ErrorCode> = new Set([
  "auth",
  "permission",
  "model-not-found",
  "model-retired",
  "wrong-url",
  "unreachable",
  "certificate",
  "proxy",
  "rate-limit",
  "overloaded",
  "server",
  "billing",
  "context-too-long",
  "bad-parameter",
  "warming-up",
  "key-missing",
]);

/**
 * Tokens to book. Reported ones where there are any; else, for a request that was cut short, the prompt and what arrived,
 * marked as estimated; nothing for one that was refused or never sent.
 */
export function usageOf(record: AttemptRecord, pack: ContextPack, model: string, scale: TokenScale): Usage {
  if (record.reported) return record.reported;
  if (!record.asked) return NO_USAGE;
  const asked = record.calls.map((call) => call.name + call.arguments).join("");
  const reasoning = Math.round(estimateTokens(record.reasoning) * scale.factor);
  const visible = Math.round((estimateTokens(record.text) + estimateTokens(asked)) * scale.factor);
  const received = visible + reasoning;
  if (received === 0 && record.failure && UNBILLED.has(record.failure.code)) return NO_USAGE;
  return {
    ...NO_USAGE,
    input: promptSize(pack.summary, model, scale).tokens,
    output: received,
    reasoning,
    estimated: true,
  };
}
