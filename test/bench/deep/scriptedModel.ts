import { setTimeout as sleepFor } from "node:timers/promises";
import type { Seat } from "../../../src/core/assist/deps.ts";
import { estimateTokens } from "../../../src/core/context/tokens.ts";
import type { ModelInfo } from "../../../src/core/models/model.ts";
import { perMillion } from "../../../src/core/models/price.ts";
import { NO_USAGE } from "../../../src/core/models/usage.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../../../src/core/ports.ts";

export type ScriptedTier = "mini" | "full";

/** Gives the answers of the task that runs now. */
export interface Script {
  /** Asked once per answer. */
  next: (tier: ScriptedTier, request: ModelRequest) => string;
}

const PRICES = { mini: [0.15, 0.6], full: [2.5, 10] } as const;

/** A model in this process that says what its script says, `delayMs` after it is asked. */
export function scriptedSeats(script: Script, delayMs: number): readonly Seat[] {
  return (["mini", "full"] as const).map((tier) => {
    const info = infoOf(tier);
    const model: ChatModel = {
      info,
      async *stream(request, signal): AsyncGenerator<StreamPart> {
        const text = script.next(tier, request);
        await sleepFor(delayMs, undefined, { signal });
        yield { type: "text-delta", text };
        const usage = { ...NO_USAGE, input: request.pack.summary.tokens, output: estimateTokens(text) };
        yield { type: "finish", reason: "stop", usage };
      },
    };
    return { tier, info, model };
  });
}

function infoOf(tier: ScriptedTier): ModelInfo {
  const [input, output] = PRICES[tier].map(perMillion);
  const rates = { input: input ?? 0, output: output ?? 0 };
  return {
    id: `scripted/${tier}`,
    connection: "scripted",
    model: `scripted-${tier}`,
    label: `scripted-${tier}`,
    host: "scripted",
    price: { kind: "listed", rates, provenance: "computed" },
    local: false,
    demo: false,
    contextWindow: 128_000,
  };
}
