import type { AssistError, ErrorFacts } from "../core/assist/errors.ts";
import type { ModelInfo } from "../core/models/model.ts";
import type { ModelRequest } from "../core/ports.ts";
import type { Endpoint } from "./endpoint.ts";
import { faultError } from "./faultError.ts";
import { fimWireFor, isGapRefusal } from "./fimWire.ts";
import { createLearntStore, learn, type Learnt } from "./learnt.ts";
import type { JsonObject } from "./json.ts";
import { ask } from "./sdk.ts";
import { toAssistError } from "./toAssistError.ts";
import { isResponsesWire, type Wire, wireFor } from "./wire.ts";

export interface Sending {
  readonly info: ModelInfo;
  readonly endpoint: Endpoint;
  readonly key: string | undefined;
  readonly facts: ErrorFacts;
}

/** A request that was answered with success, and how its answer is to be read. */
export interface Sent {
  readonly response: Response;
  readonly wire: Wire;
}

/** Each lesson costs a round trip; an endpoint that refuses more than these is no match for its preset. */
const MOST_LESSONS = 3;

/**
 * Sends a request. What the endpoint refuses of its form, a parameter or the whole flavour, is left out and the request
 * sent again at once; nothing was generated and nothing is owed until then. What helped is remembered. Throws
 * `AssistError`.
 */
export async function sendLearning(sending: Sending, request: ModelRequest, signal: AbortSignal): Promise<Sent> {
  const { info, endpoint } = sending;
  const store = endpoint.learnt ?? createLearntStore();
  let learnt = store.get(endpoint.baseUrl, info.model);
  let missing: AssistError | undefined;
  for (let lessons = 0; ; lessons += 1) {
    const answer = await trySending(sending, request, { learnt, signal });
    if ("response" in answer) {
      if (lessons > 0) store.set(endpoint.baseUrl, info.model, learnt);
      return answer;
    }
    const error = answer.error;
    // Where neither flavour is there, it is not the flavour: the first answer is the one to tell.
    if (missing && error.fault === "wrong-url") throw missing;
    if (error.fault === "endpoint-missing") missing = error;
    // A refused gap is a lesson of its own: what looks like a wrong address is one for this call alone.
    const lesson = lessons < MOST_LESSONS ? lessonOf(answer, learnt) : undefined;
    if (!lesson) throw error;
    learnt = lesson;
  }
}

/** The body that {@link sendLearning} would send first now. */
export function nextBody(sending: Pick<Sending, "info" | "endpoint">, request: ModelRequest): JsonObject {
  const { info, endpoint } = sending;
  const learnt = endpoint.learnt?.get(endpoint.baseUrl, info.model) ?? {};
  return written(sending, request, learnt).body;
}

function written(
  { info, endpoint }: Pick<Sending, "info" | "endpoint">,
  request: ModelRequest,
  learnt: Learnt,
): { readonly wire: Wire; readonly gap: boolean; readonly body: JsonObject } {
  const gap = fimWireFor(endpoint, info, { request, learnt });
  const wire = gap ?? wireFor(info, endpoint.preset, learnt);
  return { wire, gap: gap !== undefined, body: wire.body({ info, preset: endpoint.preset, request, learnt }) };
}

interface Refused {
  readonly error: AssistError;
  readonly isGap: boolean;
  /** It had tools, and need not have. */
  readonly canDoWithoutTools: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How endpoints say that a model calls no tools: Ollama, vLLM, llama.cpp, Mistral, OpenRouter, Groq. */
const REFUSES_TOOLS =
  /\btools?\b.{0,60}(?:not (?:supported|enabled|available)|unsupported)|(?:not|n't) support\w*.{0,40}\b(?:tools?|function)\b|support tool use|function calling is not|tool choice requires|tools param requires/i;

function lessonOf({ error, body, isGap, canDoWithoutTools }: Refused, known: Learnt): Learnt | undefined {
  if (canDoWithoutTools && !known.noTools && refusesTools(error)) return { ...known, noTools: true };
  if (isGap && isGapRefusal(error.code)) return { ...known, refusedGaps: (known.refusedGaps ?? 0) + 1 };
  if (error.fault === "endpoint-missing") return { ...known, chatOnly: true };
  return error.fault === "parameter" ? learn(error.facts, body, known) : undefined;
}

function refusesTools({ detail = "", facts }: AssistError): boolean {
  return facts.parameter?.startsWith("tool") === true || REFUSES_TOOLS.test(detail);
}

async function trySending(
  { info, endpoint, key, facts }: Sending,
  request: ModelRequest,
  { learnt, signal }: { readonly learnt: Learnt; readonly signal: AbortSignal },
): Promise<Sent | Refused> {
  const { wire, gap, body } = written({ info, endpoint }, request, learnt);
  request.onBody?.(body);
  try {
    return { response: await ask(endpoint, key, { method: "post", path: wire.path, body, signal }), wire };
  } catch (error) {
    if (signal.aborted) throw error;
    const told = toAssistError(error, facts, { answered: false, key });
    const isMissing = isResponsesWire(wire) && told.fault === "wrong-url";
    return {
      isGap: gap,
      canDoWithoutTools: "tools" in body && request.pack.toolsOptional === true,
      error: isMissing ? faultError("endpoint-missing", facts, told.detail) : told,
      body,
    };
  }
}
