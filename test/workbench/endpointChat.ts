import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Message } from "../../src/core/assist/message.ts";
import { estimateTokens } from "../../src/core/context/tokens.ts";
import { answer, type DemoReply } from "../../src/providers/demo/brain.ts";
import { completeCode } from "../../src/providers/demo/complete.ts";
import { type DemoModelName, isDemoModel } from "../../src/providers/demo/models.ts";
import { PACES, planStream } from "../../src/providers/demo/pace.ts";
import { errorBody, waited } from "./endpointFaults.ts";

/** A chat request, as far as the endpoint looks at it. */
export interface ChatBody {
  /** The model's name without a `+fault`. */
  readonly model: string;
  /** What stands behind `+` in the name: an ending or a named fault; "" where there is none. */
  readonly fault: string;
  readonly messages: readonly Message[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  readonly maxTokens?: number;
}

/** Reads a request body; a text says what is wrong with it. */
export function readChatBody(json: unknown): ChatBody | string {
  if (!isRecord(json)) return "The body is not a JSON object.";
  const { model, messages, stream, stream_options: options } = json;
  if (typeof model !== "string" || model === "") return "Missing required parameter: 'model'.";
  if (!Array.isArray(messages) || messages.length === 0) return "Missing required parameter: 'messages'.";
  const [name = "", fault = ""] = model.split("+");
  const limit = json["max_completion_tokens"] ?? json["max_tokens"];
  return {
    model: name,
    fault,
    messages: messages.filter(isRecord).map(readMessage),
    stream: stream === true,
    includeUsage: isRecord(options) && options["include_usage"] === true,
    ...(typeof limit === "number" ? { maxTokens: limit } : {}),
  };
}

/**
 * Answers with the demo's brain, or with a text of the caller's, as an OpenAI-compatible server does, at the model's pace stretched by `pace`. Stops
 * when `signal` says that the client has gone.
 */
export async function answerChat(
  response: ServerResponse,
  body: ChatBody,
  options: { readonly pace: number; readonly text?: string },
  signal: AbortSignal,
): Promise<void> {
  const reply = answer({
    ...body,
    model: brainFor(body.model),
    ...(options.text === undefined ? {} : { text: options.text }),
  });
  const pace = body.fault === "slow" ? Math.max(1, options.pace) * SLOW : options.pace;
  const shown: DemoReply = body.fault === "empty" ? { ...reply, text: "", outputTokens: 0 } : reply;
  if (body.stream) await answerStream(response, body, { reply: shown, pace }, signal);
  else await answerWhole(response, body, { reply: shown, pace }, signal);
}

/** What a model's name says about who answers: names that sound small get mini's voice. */
export function brainFor(model: string): DemoModelName {
  if (isDemoModel(model)) return model;
  return /mini|nano|small|haiku|flash|lite/i.test(model) ? "demo-mini" : "demo-full";
}

/** `+slow` stretches the waits by this much: about four tokens per second. */
const SLOW = 12;

interface Paced {
  readonly reply: DemoReply;
  readonly pace: number;
}

async function answerStream(
  response: ServerResponse,
  body: ChatBody,
  paced: Paced,
  signal: AbortSignal,
): Promise<void> {
  const { reply } = paced;
  const head = { id: newId(), object: "chat.completion.chunk", created: seconds(), model: body.model };
  const send = (rest: object): void => {
    response.write(
      `data: ${JSON.stringify({ ...head, ...rest, ...(body.includeUsage && !("usage" in rest) ? { usage: null } : {}) })}\n\n`,
    );
  };
  const choice = (delta: object, finish: string | null): object => ({
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  const chunks = planStream(reply.text, reply.pace, paced.pace);
  for (const [index, { afterMs, text }] of chunks.entries()) {
    if (!(await waited(afterMs, signal))) return;
    if (index === 0) send(choice({ role: "assistant", content: "" }, null));
    send(choice({ content: text }, null));
    if (index >= chunks.length / 2 && breaksOff(response, body.fault)) return;
  }
  send(choice({}, reply.finish));
  if (body.includeUsage) send({ choices: [], usage: usageOf(reply) });
  response.end("data: [DONE]\n\n");
}

/** Faults in the middle of an answer: the connection dies, falls silent, or closes as if all were said. */
function breaksOff(response: ServerResponse, fault: string): boolean {
  if (fault === "cut") setTimeout(() => response.socket?.destroy(), 10);
  if (fault === "noend") response.end();
  return fault === "cut" || fault === "noend" || fault === "hang";
}

async function answerWhole(response: ServerResponse, body: ChatBody, paced: Paced, signal: AbortSignal): Promise<void> {
  const { reply, pace } = paced;
  const total = planStream(reply.text, reply.pace, pace).reduce((sum, { afterMs }) => sum + afterMs, 0);
  if (!(await waited(total, signal))) return;
  sendJson(response, 200, {
    id: newId(),
    object: "chat.completion",
    created: seconds(),
    model: body.model,
    choices: [{ index: 0, message: { role: "assistant", content: reply.text }, finish_reason: reply.finish }],
    usage: usageOf(reply),
  });
}

/** Answers `/v1/completions` in one piece: the code between `prompt` and `suffix`. */
export async function answerCompletion(
  response: ServerResponse,
  json: unknown,
  { pace }: { readonly pace: number },
  signal: AbortSignal,
): Promise<void> {
  const { model, prompt, suffix } = isRecord(json) ? json : {};
  if (typeof model !== "string" || typeof prompt !== "string") {
    return sendError(response, 400, ["Missing required parameter: 'model' or 'prompt'.", "invalid_body"]);
  }
  const text = completeCode(prompt, typeof suffix === "string" ? suffix : "");
  const spent = { inputTokens: estimateTokens(prompt), outputTokens: estimateTokens(text) };
  if (!(await waited(pace * PACES[brainFor(model)].firstTokenMs, signal))) return;
  const choices = [{ index: 0, text, finish_reason: "stop", logprobs: null }];
  sendJson(response, 200, {
    id: newId(),
    object: "text_completion",
    created: seconds(),
    model,
    choices,
    usage: usageOf(spent),
  });
}

export function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

export function sendError(response: ServerResponse, status: number, [message, code]: readonly [string, string]): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(errorBody(message, "invalid_request_error", code));
}

function usageOf(reply: Pick<DemoReply, "inputTokens" | "outputTokens">): object {
  return {
    prompt_tokens: reply.inputTokens,
    completion_tokens: reply.outputTokens,
    total_tokens: reply.inputTokens + reply.outputTokens,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}

function readMessage(message: Readonly<Record<string, unknown>>): Message {
  const { role, content } = message;
  const known = role === "system" || role === "developer" ? "system" : role === "assistant" ? "assistant" : "user";
  return { role: known, text: textOf(content) };
}

/** Content is a text or a list of parts, of which the demo reads the texts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .filter(isRecord)
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join("");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function newId(): string {
  return `chatcmpl-${randomUUID()}`;
}

export function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
