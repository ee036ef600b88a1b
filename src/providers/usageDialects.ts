import { NO_USAGE, type Usage, USAGE_PARTS, type UsagePart } from "../core/models/usage.ts";
import { asArray, asCount, asText, field } from "./json.ts";

/** Ways in which servers count: Chat Completions, OpenAI's Responses, Anthropic's Messages, Gemini's generateContent. */
export const USAGE_DIALECTS = ["chat", "responses", "anthropic", "google"] as const;
export type UsageDialect = (typeof USAGE_DIALECTS)[number];

/** What a server said, as totals; cached tokens are inside `prompt`, reasoning is inside `output`. */
export interface Counts {
  readonly prompt: number | undefined;
  readonly output: number | undefined;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly reasoning?: number | undefined;
  readonly parts?: Readonly<Partial<Record<UsagePart, number | undefined>>>;
  readonly webSearches?: number | undefined;
}

/** More than any model takes: such a figure is no count, and the price of it would leave the safe integers. */
const MOST_TOKENS = 20_000_000;

function tokens(value: unknown, ...path: readonly string[]): number | undefined {
  const count = asCount(path.reduce(field, value));
  return count !== undefined && count <= MOST_TOKENS ? count : undefined;
}

function sum(...counts: readonly (number | undefined)[]): number | undefined {
  return counts.every((count) => count === undefined)
    ? undefined
    : counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}

/** The dialect that the names of the fields give away; undefined where there are none of any. */
export function dialectOf(raw: unknown): UsageDialect | undefined {
  if (field(raw, "prompt_tokens") !== undefined) return "chat";
  if (field(raw, "promptTokenCount") !== undefined) return "google";
  if (field(raw, "input_tokens") === undefined) return undefined;
  const cache = ["cache_creation_input_tokens", "cache_read_input_tokens"];
  return cache.some((name) => field(raw, name) !== undefined) ? "anthropic" : "responses";
}

export const READERS: Readonly<Record<UsageDialect, (raw: unknown) => Counts>> = {
  chat: readChat,
  responses: readResponses,
  anthropic: readAnthropic,
  google: readGoogle,
};

function readChat(raw: unknown): Counts {
  const asked = field(raw, "prompt_tokens_details");
  const answered = field(raw, "completion_tokens_details");
  const [prompt, completion, total] = ["prompt_tokens", "completion_tokens", "total_tokens"].map((name) =>
    tokens(raw, name),
  );
  const reasoning = tokens(answered, "reasoning_tokens") ?? tokens(raw, "reasoning_tokens") ?? 0;
  // xAI leaves reasoning out of `completion_tokens`; its total tells.
  const isApart = reasoning > 0 && total === sum(prompt, completion, reasoning);
  return {
    prompt,
    output: isApart ? sum(completion, reasoning) : completion,
    reasoning,
    cacheRead: tokens(asked, "cached_tokens") ?? first(raw, CACHED),
    // The second is LiteLLM's.
    cacheWrite: first(asked, ["cache_write_tokens", "cache_creation_tokens"]),
    parts: {
      inputAudio: tokens(asked, "audio_tokens"),
      outputAudio: tokens(answered, "audio_tokens"),
    },
  };
}

/** Where servers put the cached tokens that have no details: DeepSeek, Moonshot and Anthropic, xAI. */
const CACHED = ["prompt_cache_hit_tokens", "cached_tokens", "cached_prompt_text_tokens"] as const;

function first(raw: unknown, names: readonly string[]): number | undefined {
  return names.map((name) => tokens(raw, name)).find((count) => count !== undefined);
}

function readResponses(raw: unknown): Counts {
  const asked = field(raw, "input_tokens_details");
  return {
    prompt: tokens(raw, "input_tokens"),
    output: tokens(raw, "output_tokens"),
    reasoning: tokens(raw, "output_tokens_details", "reasoning_tokens"),
    cacheRead: tokens(asked, "cached_tokens"),
    cacheWrite: tokens(asked, "cache_write_tokens"),
  };
}

/** The one dialect whose buckets are disjoint as they come. */
function readAnthropic(raw: unknown): Counts {
  const cacheRead = tokens(raw, "cache_read_input_tokens");
  const cacheWrite = tokens(raw, "cache_creation_input_tokens");
  const input = tokens(raw, "input_tokens");
  return {
    prompt: input === undefined ? undefined : sum(input, cacheRead, cacheWrite),
    output: tokens(raw, "output_tokens"),
    reasoning: tokens(raw, "output_tokens_details", "thinking_tokens"),
    cacheRead,
    cacheWrite,
    parts: { cacheWriteHour: tokens(raw, "cache_creation", "ephemeral_1h_input_tokens") },
    webSearches: tokens(raw, "server_tool_use", "web_search_requests"),
  };
}

const MODALITIES = { Audio: ["AUDIO"], Image: ["IMAGE", "DOCUMENT"], Video: ["VIDEO"] } as const;

function readGoogle(raw: unknown): Counts {
  const thoughts = tokens(raw, "thoughtsTokenCount");
  const prompt = tokens(raw, "promptTokenCount");
  const parts: Partial<Record<UsagePart, number>> = {};
  for (const kind of ["Audio", "Image", "Video"] as const) {
    const count = (list: string): number => ofModality(field(raw, list), MODALITIES[kind]);
    const cached = count("cacheTokensDetails");
    parts[`cacheRead${kind}`] = cached;
    parts[`input${kind}`] = Math.max(0, count("promptTokensDetails") + count("toolUsePromptTokensDetails") - cached);
    parts[`output${kind}`] = count("candidatesTokensDetails");
  }
  return {
    prompt: prompt === undefined ? undefined : sum(prompt, tokens(raw, "toolUsePromptTokenCount")),
    // An answer that was blocked has no candidates.
    output: sum(tokens(raw, "candidatesTokenCount"), thoughts) ?? 0,
    reasoning: thoughts,
    cacheRead: tokens(raw, "cachedContentTokenCount"),
    parts,
  };
}

function ofModality(list: unknown, names: readonly string[]): number {
  return (asArray(list) ?? []).reduce<number>((total, entry) => {
    const modality = asText(field(entry, "modality")) ?? "";
    return names.includes(modality) ? total + (tokens(entry, "tokenCount") ?? 0) : total;
  }, 0);
}

/** Output tokens that only the server's total counts. */
export function hiddenOutput(raw: unknown): number {
  const [prompt, completion, total] = ["prompt_tokens", "completion_tokens", "total_tokens"].map((name) =>
    tokens(raw, name),
  );
  return prompt === undefined || completion === undefined ? 0 : Math.max(0, (total ?? 0) - prompt - completion);
}

/**
 * Disjoint buckets. Figures that contradict each other are cut so that no part exceeds its whole; undefined where prompt
 * or answer were not counted, or both are 0.
 */
export function toBuckets(counts: Counts): Usage | undefined {
  const { prompt, output } = counts;
  if (prompt === undefined || output === undefined || prompt + output === 0) return undefined;
  const cacheRead = Math.min(counts.cacheRead ?? 0, prompt);
  const cacheWrite = Math.min(counts.cacheWrite ?? 0, prompt - cacheRead);
  const usage = {
    ...NO_USAGE,
    input: prompt - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output,
    reasoning: Math.min(counts.reasoning ?? 0, output),
  };
  const parts = partsWithin(usage, counts.parts ?? {});
  return {
    ...usage,
    ...(Object.keys(parts).length > 0 ? { parts } : {}),
    ...(counts.webSearches ? { webSearches: counts.webSearches } : {}),
  };
}

function partsWithin(usage: Usage, counts: NonNullable<Counts["parts"]>): Partial<Record<UsagePart, number>> {
  const left: Record<(typeof USAGE_PARTS)[UsagePart], number> = { ...usage };
  const parts: Partial<Record<UsagePart, number>> = {};
  for (const [part, bucket] of Object.entries(USAGE_PARTS) as [UsagePart, (typeof USAGE_PARTS)[UsagePart]][]) {
    const count = Math.min(counts[part] ?? 0, left[bucket]);
    if (count === 0) continue;
    left[bucket] -= count;
    parts[part] = count;
  }
  return parts;
}
