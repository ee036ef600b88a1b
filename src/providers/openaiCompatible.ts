import { AssistError, type ErrorFacts, isAssistError } from "../core/assist/errors.ts";
import type { ContextPack } from "../core/context/pack.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../core/ports.ts";
import { isLoopback } from "../util/address.ts";
import { type ChatTool, toChatMessage, toChatTool } from "./chatMessages.ts";
import { type Endpoint, hostOf } from "./endpoint.ts";
import { finishPart, foldChunk, type FoldState } from "./foldChunk.ts";
import { mapHttpError, mapNetworkError } from "./mapError.ts";
import { mapBilledHeader } from "./mapUsage.ts";
import { readBody } from "./readBody.ts";
import { createClient, HttpFailure } from "./sdk.ts";
import { CLOUD_LIMITS, type Limits, LOCAL_LIMITS, Watchdog } from "./watchdog.ts";

/** A model behind any OpenAI-compatible endpoint. Contract: {@link ChatModel}. */
export function createOpenAiModel(info: ModelInfo, endpoint: Endpoint, limits = limitsFor(endpoint)): ChatModel {
  return { info, stream: (request, signal) => streamAnswer({ info, endpoint, limits }, request, signal) };
}

function limitsFor({ baseUrl }: Endpoint): Limits {
  return isLoopback(baseUrl) ? LOCAL_LIMITS : CLOUD_LIMITS;
}

interface Target {
  readonly info: ModelInfo;
  readonly endpoint: Endpoint;
  readonly limits: Limits;
}

async function* streamAnswer(
  target: Target,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamPart, void> {
  const { info, endpoint, limits } = target;
  const facts: ErrorFacts = { host: hostOf(endpoint), model: info.model };
  const key = await endpoint.key();
  if (key === undefined && endpoint.preset.key === "required") throw new AssistError("key-missing", facts);
  signal.throwIfAborted();
  const watchdog = new Watchdog(limits);
  const left = new AbortController();
  const state: FoldState = { refused: false, thinkingInTotal: endpoint.preset.thinkingInTotal ?? false };
  let answered = false;
  try {
    const stop = AbortSignal.any([signal, watchdog.signal, left.signal]);
    const response = await send(target, key, request, stop);
    answered = true;
    watchdog.answered();
    const billed = mapBilledHeader(response.headers.get("x-litellm-response-cost"));
    if (billed !== undefined) state.billedPico = billed;
    const body = bytesOf(response);
    let started = false;
    for await (const chunk of readBody(watched(body, watchdog), facts, { ended: () => state.reason !== undefined })) {
      for (const part of foldChunk(chunk, state)) {
        if (!started) watchdog.started();
        started = true;
        yield part;
      }
      if (state.reason !== undefined) watchdog.closing();
    }
    yield finishPart(state);
  } catch (error) {
    if (signal.aborted) return;
    if (state.reason !== undefined && !isAssistError(error)) {
      // The answer is complete; only what may follow it, its usage, is lost.
      yield finishPart(state);
      return;
    }
    if (watchdog.expired) throw new AssistError(watchdog.expired, { ...facts, seconds: watchdog.seconds });
    throw toAssistError(error, facts, { answered, key });
  } finally {
    watchdog.dispose();
    left.abort();
  }
}

async function send(
  { info, endpoint }: Target,
  key: string | undefined,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<Response> {
  const { preset } = endpoint;
  const { pack } = request;
  return await createClient(endpoint, key)
    .chat.completions.create(
      {
        model: info.model,
        messages: pack.messages.map(toChatMessage),
        ...toolFields(pack),
        stream: true,
        [preset.limitField]: request.maxOutputTokens,
        ...(request.quick && info.leastEffort !== undefined ? { reasoning_effort: info.leastEffort } : {}),
        ...(preset.usageOption ? { stream_options: { include_usage: true } } : {}),
      },
      { signal },
    )
    .asResponse();
}

function toolFields({ tools = [], mustCall }: ContextPack): { tools?: ChatTool[]; tool_choice?: "required" } {
  if (tools.length === 0) return {};
  return { tools: tools.map(toChatTool), ...(mustCall ? { tool_choice: "required" } : {}) };
}

async function* watched(body: AsyncIterable<Uint8Array>, watchdog: Watchdog): AsyncGenerator<Uint8Array, void> {
  for await (const bytes of body) {
    watchdog.alive();
    yield bytes;
  }
}

function bytesOf(response: Response): AsyncIterable<Uint8Array> {
  return (response.body ?? []) as AsyncIterable<Uint8Array>;
}

/** What went wrong, in our words and without the key. `answered` = the response had begun. */
export function toAssistError(
  error: unknown,
  facts: ErrorFacts,
  { answered, key }: { readonly answered: boolean; readonly key: string | undefined },
): AssistError {
  const { code, facts: known, detail } = mapped(error, facts, answered);
  return new AssistError(code, known, key ? detail?.replaceAll(key, "[key]") : detail);
}

function mapped(error: unknown, facts: ErrorFacts, answered: boolean): AssistError {
  if (isAssistError(error)) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof HttpFailure) return mapHttpError(cause.answer, facts, Date.now());
  return mapNetworkError(error, facts, answered);
}
