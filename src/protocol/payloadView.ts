import type { Cost } from "../core/models/money.ts";
import type { Tier } from "../core/models/tier.ts";

/** What goes to a model, or went: the screen *What Will Be Sent* and *What Was Sent*. */
export interface PayloadView {
  readonly when: "next" | "sent";
  /** Absent where there is nothing to show; `nothing` then says why. */
  readonly content?: PayloadContentView;
  readonly nothing?: string;
}

export interface PayloadContentView {
  readonly tier: Tier;
  /** Whole sentences: who gets it, how long it is kept there, what the privacy rules did. */
  readonly receiver: string;
  readonly keeping?: string;
  readonly gate: readonly string[];
  readonly weights: readonly WeightView[];
  /** All of it; the weights add up to it. */
  readonly tokens: number;
  /** Before sending: what it is expected to cost, and the most that it can. */
  readonly expected?: Cost;
  readonly worst?: Cost;
  readonly messages: readonly PayloadMessageView[];
  /** The request's body to the character; absent where none goes out. */
  readonly body?: string;
  /** What stands where a secret was, in messages and body. */
  readonly placeholders: readonly string[];
}

export interface WeightView {
  readonly name: string;
  readonly tokens: number;
  /** Tokens before it was cut to fit. */
  readonly cutFrom?: number;
}

export interface PayloadMessageView {
  /** Who says it: "Instructions", "You", "Answer", "Tool". */
  readonly name: string;
  readonly text: string;
}
