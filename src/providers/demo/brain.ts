import type { Message } from "../../core/assist/message.ts";
import { cutToTokens, estimateTokens } from "../../core/context/tokens.ts";
import type { DemoModelName } from "./models.ts";
import { PACES, type Pace } from "./pace.ts";
import { readQuestion } from "./question.ts";
import { replyTo } from "./reply.ts";

/** A conversation as any OpenAI-compatible server gets it, text only. */
export interface DemoInput {
  readonly model: DemoModelName;
  readonly messages: readonly Message[];
  /** Upper limit of the answer, in estimated tokens; absent = none. */
  readonly maxTokens?: number;
  /** Said instead of what the demo would say. */
  readonly text?: string;
}

/** An answer of the demo, whole. Token counts are estimates by `core/context/tokens`. */
export interface DemoReply {
  readonly text: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** `length`: the answer was cut at `maxTokens`. */
  readonly finish: "stop" | "length";
  readonly pace: Pace;
}

/** Four tokens a message cover its role and separators, as `pack()` counts them. */
const TOKENS_PER_MESSAGE = 4;

/** What the demo says. Pure and total: the same conversation gives the same answer, and every conversation has one. */
export function answer({ model, messages, maxTokens, text: own }: DemoInput): DemoReply {
  const whole = own ?? replyTo(readQuestion(messages), model === "demo-mini" ? "mini" : "full");
  const cut = maxTokens !== undefined && estimateTokens(whole) > maxTokens;
  const text = cut ? cutToTokens(whole, maxTokens) : whole;
  return {
    text,
    inputTokens: messages.reduce((sum, message) => sum + estimateTokens(message.text) + TOKENS_PER_MESSAGE, 0),
    outputTokens: estimateTokens(text),
    finish: cut ? "length" : "stop",
    pace: PACES[model],
  };
}
