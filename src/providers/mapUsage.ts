import { PICO_PER_DOLLAR, type Pico } from "../core/models/money.ts";
import type { Usage } from "../core/models/usage.ts";
import { asCount, asObject, field } from "./json.ts";

/**
 * Usage of Chat Completions as disjoint buckets: `prompt_tokens` holds what the cache served and stored, and
 * `completion_tokens` holds reasoning. Undefined where the server counted nothing. Figures that contradict each other are
 * cut so that the buckets never exceed the totals.
 */
export function mapUsage(raw: unknown): Usage | undefined {
  const prompt = asCount(field(raw, "prompt_tokens"));
  const completion = asCount(field(raw, "completion_tokens"));
  if (prompt === undefined || completion === undefined || prompt + completion === 0) return undefined;
  const promptDetails = field(raw, "prompt_tokens_details");
  const cached = asCount(field(promptDetails, "cached_tokens")) ?? asCount(field(raw, "prompt_cache_hit_tokens")) ?? 0;
  const cacheRead = Math.min(cached, prompt);
  const cacheWrite = Math.min(asCount(field(promptDetails, "cache_write_tokens")) ?? 0, prompt - cacheRead);
  const reasoning = asCount(field(field(raw, "completion_tokens_details"), "reasoning_tokens")) ?? 0;
  return {
    input: prompt - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output: completion,
    reasoning: Math.min(reasoning, completion),
    estimated: false,
  };
}

/**
 * What the provider says it charged, in US dollars (`usage.cost` of OpenRouter and LiteLLM; with a key of one's own at
 * OpenRouter the upstream's charge comes on top). Undefined where it says nothing.
 */
export function mapBilled(raw: unknown): Pico | undefined {
  const cost = field(raw, "cost");
  if (typeof cost !== "number" || !(cost >= 0)) return undefined;
  const details = asObject(field(raw, "cost_details"));
  const upstream = field(raw, "is_byok") === true ? details?.["upstream_inference_cost"] : 0;
  const total = cost + (typeof upstream === "number" && upstream > 0 ? upstream : 0);
  const pico = Math.round(total * PICO_PER_DOLLAR);
  return Number.isSafeInteger(pico) ? pico : undefined;
}
