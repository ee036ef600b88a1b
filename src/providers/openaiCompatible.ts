import OpenAI from "openai";
import { AssistError, type ErrorFacts, isAssistError } from "../core/assist/errors.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../core/ports.ts";
import { type Endpoint, hostOf, isLoopback } from "./endpoint.ts";
import { finishPart, foldChunk, type FoldState } from "./foldChunk.ts";
import { mapHttpError, mapNetworkError } from "./mapError.ts";
import { readBody } from "./readBody.ts";
import { createClient } from "./sdk.ts";
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
  const facts: ErrorFacts = { host: hostOf(endpoint.baseUrl), model: info.model };
  const key = await endpoint.key();
  if (key === undefined && endpoint.preset.key === "required") throw new AssistError("key-missing", facts);
  signal.throwIfAborted();
  const watchdog = new Watchdog(limits);
  const left = new AbortController();
  let answered = false;
  try {
    const stop = AbortSignal.any([signal, watchdog.signal, left.signal]);
    const response = await send(target, key, request, stop);
    answered = true;
    watchdog.answered();
    const body = bytesOf(response);
    const state: FoldState = { refused: false };
    let started = false;
    for await (const chunk of readBody(watched(body, watchdog), facts, { ended: () => state.reason !== undefined })) {
      for (const part of foldChunk(chunk, state)) {
        if (!started) watchdog.started();
        started = true;
        yield part;
      }
    }
    yield finishPart(state);
  } catch (error) {
    if (signal.aborted) return;
    if (watchdog.expired) throw new AssistError(watchdog.expired, { ...facts, seconds: watchdog.seconds });
    throw toAssistError(error, facts, answered);
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
  return await createClient(endpoint, key)
    .chat.completions.create(
      {
        model: info.model,
        messages: request.pack.messages.map(({ role, text }) => ({ role, content: text })),
        stream: true,
        [preset.limitField]: request.maxOutputTokens,
        ...(preset.usageOption ? { stream_options: { include_usage: true } } : {}),
      },
      { signal },
    )
    .asResponse();
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

/** What went wrong, in our words. `answered` = the response had begun. */
export function toAssistError(error: unknown, facts: ErrorFacts, answered: boolean): AssistError {
  if (isAssistError(error)) return error;
  if (error instanceof OpenAI.APIError && error.status !== undefined) {
    const headers = error.headers;
    // The SDK parses JSON bodies and keeps only their `error` part; anything else it keeps as text in the message.
    const body =
      error.error === undefined ? error.message.replace(/^\d{3} /, "") : JSON.stringify({ error: error.error });
    return mapHttpError(
      { status: error.status, header: (name) => headers?.get(name) ?? null, body },
      facts,
      Date.now(),
    );
  }
  return mapNetworkError(error, facts, answered);
}
