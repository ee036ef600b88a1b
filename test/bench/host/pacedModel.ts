import { setTimeout as sleep } from "node:timers/promises";
import type { ModelInfo } from "../../../src/core/models/model.ts";
import { NO_USAGE } from "../../../src/core/models/usage.ts";
import type { ChatModel, ModelRequest, StreamPart } from "../../../src/core/ports.ts";
import { epochNow } from "../clock.ts";
import { tokenText, type RelayPlan } from "../relayRun.ts";

/** A model thinks before it speaks. */
const FIRST_TOKEN_MS = 50;
const TICK_MS = 1;
const INFO: ModelInfo = {
  ...{ id: "bench/paced", connection: "bench", model: "paced", label: "paced", host: "bench" },
  price: { kind: "free" },
  local: true,
  demo: false,
};

/** Speaks at an even pace and notes when each token left. */
export class PacedModel implements ChatModel {
  readonly info = INFO;
  /** ms since the epoch, one per token. */
  readonly sent: number[] = [];
  readonly #plan: RelayPlan;

  constructor(plan: RelayPlan) {
    this.#plan = plan;
  }

  stream(_request: ModelRequest, signal: AbortSignal): AsyncGenerator<StreamPart, void> {
    return this.tokens(signal);
  }

  /** All that was said. */
  get text(): string {
    return this.sent.map((_, index) => tokenText(index, this.#plan.tokenLength)).join("");
  }

  async *tokens(signal: AbortSignal): AsyncGenerator<StreamPart, void> {
    const { tokens, tokenLength, perSecond } = this.#plan;
    await sleep(FIRST_TOKEN_MS, undefined, { signal });
    for (const start = epochNow(); this.sent.length < tokens; await sleep(TICK_MS, undefined, { signal })) {
      const due = Math.min(tokens, 1 + Math.floor(((epochNow() - start) / 1_000) * perSecond));
      while (this.sent.length < due) {
        const text = tokenText(this.sent.length, tokenLength);
        this.sent.push(epochNow());
        yield { type: "text-delta", text };
      }
    }
    yield { type: "finish", reason: "stop", usage: { ...NO_USAGE, input: 10, output: tokens } };
  }
}
