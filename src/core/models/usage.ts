/**
 * Parts of a bucket that some models price apart from the rest of it. Parts of one bucket never overlap; what no part
 * names is text, and in a cache for five minutes.
 */
export const USAGE_PARTS = {
  inputAudio: "input",
  inputImage: "input",
  inputVideo: "input",
  cacheReadAudio: "cacheRead",
  cacheReadImage: "cacheRead",
  cacheReadVideo: "cacheRead",
  /** Stored in the cache for an hour. */
  cacheWriteHour: "cacheWrite",
  outputAudio: "output",
  outputImage: "output",
  outputVideo: "output",
} as const satisfies Readonly<Record<string, "input" | "cacheRead" | "cacheWrite" | "output">>;

export type UsagePart = keyof typeof USAGE_PARTS;

/**
 * Tokens of one attempt in disjoint buckets: `input` leaves out what the cache served (`cacheRead`) or stored
 * (`cacheWrite`). `reasoning` is a part of `output`, never added to it.
 */
export interface Usage {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
  /** True when the server reported nothing (broken or cancelled stream) and the counts are ours. */
  readonly estimated: boolean;
  /** Never more than their bucket holds; absent where the server tells none. */
  readonly parts?: Readonly<Partial<Record<UsagePart, number | undefined>>> | undefined;
  /** Calls, not tokens; absent where there were none. */
  readonly webSearches?: number | undefined;
}

export const NO_USAGE: Usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, estimated: false };

/** All prompt tokens, cached ones included. */
export function promptTokens(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite;
}
