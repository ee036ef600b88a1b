import { AssistError, type ErrorFacts, isAssistError } from "../core/assist/errors.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../core/ports.ts";
import { isKeptLocal, isLoopback } from "../util/address.ts";
import { type Endpoint, hostOf } from "./endpoint.ts";
import { faultError } from "./faultError.ts";
import { FoldState } from "./foldState.ts";
import { mapBilledHeader } from "./mapUsage.ts";
import { PartJoiner } from "./partJoiner.ts";
import { BodyReader } from "./readBody.ts";
import { nextBody, type Sent, sendLearning } from "./send.ts";
import { toAssistError } from "./toAssistError.ts";
import { CLOUD_LIMITS, type Limits, LOCAL_LIMITS, Watchdog } from "./watchdog.ts";

/** A model behind any OpenAI-compatible endpoint. Contract: {@link ChatModel}. */
export function createOpenAiModel(info: ModelInfo, endpoint: Endpoint, limits = limitsFor(endpoint)): ChatModel {
  return {
    info,
    bodyOf: (request) => Promise.resolve(nextBody({ info, endpoint }, request)),
    stream: (request, signal) => streamAnswer({ info, endpoint, limits }, request, signal),
  };
}

function limitsFor({ baseUrl }: Endpoint): Limits {
  return isLoopback(baseUrl) ? LOCAL_LIMITS : CLOUD_LIMITS;
}

interface Target {
  readonly info: ModelInfo;
  readonly endpoint: Endpoint;
  readonly limits: Limits;
}

/** The second wall behind the router: what is for this computer only is never given to another. */
function assertMayLeave({ pack }: ModelRequest, { baseUrl, localHosts = [] }: Endpoint): void {
  const { localOnly } = pack.summary;
  if (localOnly && !isKeptLocal(baseUrl, localHosts)) throw new AssistError("private-only", { reason: localOnly.rule });
}

async function* streamAnswer(
  { info, endpoint, limits }: Target,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<StreamPart, void> {
  const facts: ErrorFacts = { host: hostOf(endpoint), model: info.model };
  assertMayLeave(request, endpoint);
  const key = await endpoint.key();
  if (key === undefined && endpoint.preset.key === "required") throw faultError("key-missing", facts);
  signal.throwIfAborted();
  const watchdog = new Watchdog(limits, signal);
  const state = new FoldState(endpoint.preset);
  let answered = false;
  try {
    const sent = await sendLearning({ info, endpoint, key, facts }, request, watchdog.signal);
    answered = true;
    watchdog.answered();
    state.billedPico = mapBilledHeader(sent.response.headers.get("x-litellm-response-cost"));
    yield* readAnswer(sent, { state, watchdog, facts });
  } catch (error) {
    if (signal.aborted) return;
    if (state.reason !== undefined && !isAssistError(error)) {
      // The answer is complete; only what may follow it, its usage, is lost.
      yield* state.end();
      return;
    }
    throw watchdog.expired ? expiredError(watchdog, facts) : toAssistError(error, facts, { answered, key });
  } finally {
    watchdog.dispose();
  }
}

function expiredError({ expired = "timeout", seconds }: Watchdog, facts: ErrorFacts): AssistError {
  return faultError(expired, { ...facts, seconds });
}

/** An answer this long has lost its end; what there is counts as cut off at its limit. */
const MOST_ANSWER_CHARS = 4 * 1_024 * 1_024;
/** How long the end of a body may take after `[DONE]`: read to its end, the connection serves the next request too. */
const DRAIN_MS = 250;

interface Reading {
  readonly state: FoldState;
  readonly watchdog: Watchdog;
  readonly facts: ErrorFacts;
}

/** The parts of an answer as they arrive; neighbours of one network read are joined. */
async function* readAnswer({ response, wire }: Sent, reading: Reading): AsyncGenerator<StreamPart, void> {
  const { state, watchdog, facts } = reading;
  const reader = new BodyReader(facts, { ended: () => state.reason !== undefined, isAnswer: wire.isAnswer });
  const joiner = new PartJoiner();
  let started = false;
  for await (const bytes of bytesOf(response)) {
    watchdog.alive();
    reader.push(bytes);
    yield* joiner.join(reader.take(), (chunk) => wire.fold(chunk, state, facts));
    if (!started && joiner.chars > 0) watchdog.started();
    started = joiner.chars > 0;
    if (joiner.chars > MOST_ANSWER_CHARS) {
      state.reason = "length";
      yield* state.end();
      return;
    }
    if (reader.done) watchdog.closing(DRAIN_MS);
    else if (state.reason !== undefined) watchdog.closing();
  }
  reader.end();
  yield* joiner.join(reader.take(), (chunk) => wire.fold(chunk, state, facts));
  yield* state.end();
}

function bytesOf(response: Response): AsyncIterable<Uint8Array> {
  return (response.body ?? []) as AsyncIterable<Uint8Array>;
}
