import type { Pico } from "../core/models/money.ts";
import type { Usage } from "../core/models/usage.ts";
import type { FinishReason, StreamPart } from "../core/ports.ts";
import { asArray, asText, field } from "./json.ts";
import { mapBilled, mapUsage } from "./mapUsage.ts";

/** What the chunks so far have said besides text. The last word of each kind wins. */
export interface FoldState {
  reason?: FinishReason;
  usage?: Usage;
  billedPico?: Pico;
  served?: string;
  refused: boolean;
  /** The endpoint counts thinking in its total alone. */
  readonly thinkingInTotal?: boolean;
}

const REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["end_turn", "stop"],
  ["eos", "stop"],
  ["length", "length"],
  ["max_tokens", "length"],
  ["content_filter", "filtered"],
  ["refusal", "refused"],
]);

/** The deltas of one chunk of a Chat Completions stream, or of a whole completion sent at once; updates `state`. */
export function foldChunk(chunk: unknown, state: FoldState): StreamPart[] {
  const usage = mapUsage(field(chunk, "usage"), state);
  if (usage) state.usage = usage;
  const billed = mapBilled(field(chunk, "usage"));
  if (billed !== undefined) state.billedPico = billed;
  const served = asText(field(chunk, "model"));
  if (served) state.served = served;
  const choice = asArray(field(chunk, "choices"))?.[0];
  const finish = asText(field(choice, "finish_reason"));
  if (finish) state.reason = REASONS.get(finish) ?? "unknown";
  return deltasOf(field(choice, "delta") ?? field(choice, "message"), state);
}

function deltasOf(delta: unknown, state: FoldState): StreamPart[] {
  const parts: StreamPart[] = [];
  const reasoning = asText(field(delta, "reasoning_content")) ?? asText(field(delta, "reasoning"));
  if (reasoning) parts.push({ type: "reasoning-delta", text: reasoning });
  const refusal = asText(field(delta, "refusal"));
  if (refusal) {
    state.refused = true;
    parts.push({ type: "text-delta", text: refusal });
  }
  const text = contentText(field(delta, "content"));
  if (text !== "") parts.push({ type: "text-delta", text });
  return parts;
}

/** Content is a string, or (Mistral, some gateways) a list of parts of which only text counts. */
function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  return (asArray(content) ?? []).map((part) => asText(field(part, "text")) ?? "").join("");
}

/** The closing part, once the stream has ended as it should. */
export function finishPart(state: FoldState): StreamPart {
  return {
    type: "finish",
    reason: state.refused ? "refused" : (state.reason ?? "unknown"),
    ...(state.usage ? { usage: state.usage } : {}),
    ...(state.served === undefined ? {} : { served: state.served }),
    ...(state.billedPico === undefined ? {} : { billedPico: state.billedPico }),
  };
}
