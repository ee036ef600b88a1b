import type { ModelInfo } from "./model.ts";
import type { Cost } from "./money.ts";
import { costOf } from "./price.ts";
import type { PromptSize } from "./promptSize.ts";
import { NO_USAGE } from "./usage.ts";

/**
 * The most that a request can cost: the prompt at its largest, written to the cache where that is dearer than reading it,
 * and an answer that takes all its room.
 */
export function worstCost({ price }: Pick<ModelInfo, "price">, { most }: PromptSize, maxOutputTokens: number): Cost {
  const usage = { ...NO_USAGE, output: maxOutputTokens, estimated: true };
  const plain = costOf(price, { ...usage, input: most });
  const written = costOf(price, { ...usage, cacheWrite: most });
  return plain.kind === "priced" && written.kind === "priced" && written.pico > plain.pico ? written : plain;
}
