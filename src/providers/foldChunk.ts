import type { FinishReason, StreamPart } from "../core/ports.ts";
import type { FoldState } from "./foldState.ts";
import { asArray, asText, field } from "./json.ts";

const REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["end_turn", "stop"],
  ["eos", "stop"],
  ["length", "length"],
  ["max_tokens", "length"],
  ["content_filter", "filtered"],
  ["refusal", "refused"],
  ["tool_calls", "tool-calls"],
  ["function_call", "tool-calls"],
]);

/** The deltas of one chunk of a Chat Completions stream, or of a whole completion sent at once; updates `state`. */
export function foldChunk(chunk: unknown, state: FoldState): readonly StreamPart[] {
  state.noteUsage(field(chunk, "usage") ?? field(field(chunk, "x_groq"), "usage"));
  const served = asText(field(chunk, "model"));
  if (served) state.served = served;
  const choice = asArray(field(chunk, "choices"))?.[0];
  const finish = asText(field(choice, "finish_reason"));
  if (finish) state.reason = REASONS.get(finish) ?? "unknown";
  const delta = field(choice, "delta") ?? field(choice, "message");
  return delta === undefined || delta === null ? [] : deltasOf(delta, state);
}

/** Whether a document, sent instead of a stream, is a chat completion. */
export function isCompletion(document: unknown): boolean {
  return asArray(field(document, "choices")) !== undefined;
}

function deltasOf(delta: unknown, state: FoldState): readonly StreamPart[] {
  const parts: StreamPart[] = [];
  const content = field(delta, "content");
  const reasoning =
    asText(field(delta, "reasoning_content")) ?? asText(field(delta, "reasoning")) ?? thinkingIn(asArray(content));
  if (reasoning) parts.push({ type: "reasoning-delta", text: reasoning });
  const refusal = asText(field(delta, "refusal"));
  if (refusal) parts.push(...state.refusal(refusal));
  const text = contentText(content);
  if (text !== "") parts.push({ type: "text-delta", text });
  for (const call of asArray(field(delta, "tool_calls")) ?? []) noteCall(call, state);
  return parts;
}

function noteCall(call: unknown, state: FoldState): void {
  const index = field(call, "index");
  const id = asText(field(call, "id")) || undefined;
  const told = field(call, "function");
  const name = asText(field(told, "name"));
  const text = asText(field(told, "arguments"));
  state.call(typeof index === "number" ? String(index) : undefined, {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(text === undefined ? {} : { arguments: text }),
  });
}

/** Content is a string, or (Mistral, some gateways) a list of parts of which only text counts. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  return (asArray(content) ?? []).map((part) => asText(field(part, "text")) ?? "").join("");
}

/** Mistral's thoughts: a part of type `thinking` with parts of its own. */
function thinkingIn(parts: readonly unknown[] | undefined): string | undefined {
  if (!parts) return undefined;
  return parts
    .filter((part) => field(part, "type") === "thinking")
    .map((part) => asText(field(part, "thinking")) ?? contentText(field(part, "thinking")))
    .join("");
}
