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
}

export const NO_USAGE: Usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0, estimated: false };

/** All prompt tokens, cached ones included. */
export function promptTokens(usage: Usage): number {
  return usage.input + usage.cacheRead + usage.cacheWrite;
}
