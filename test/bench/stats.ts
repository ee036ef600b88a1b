/** A measured figure; `low` and `high` enclose it with 95 % confidence where it was measured in rounds. */
export interface Estimate {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

const RESAMPLES = 2_000;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The smallest value that at least this share of all does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The median of the rounds with its bootstrap interval. The same rounds always give the same interval. */
export function medianOf(rounds: readonly number[]): Estimate {
  const random = seededRandom(1);
  const draw = (): number => rounds[Math.floor(random() * rounds.length)] ?? Number.NaN;
  const medians = Array.from({ length: RESAMPLES }, () => median(rounds.map(draw))).toSorted((a, b) => a - b);
  const at = (share: number): number => medians[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { value: median(rounds), low: at(0.025), high: at(0.975) };
}

/** A share with Wilson's 95 % interval; of nothing it is no number. */
export function shareOf(hits: readonly boolean[]): Estimate {
  const count = hits.length;
  const part = hits.filter(Boolean).length / count;
  const z = 1.96;
  const middle = part + z ** 2 / (2 * count);
  const spread = z * Math.sqrt((part * (1 - part)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return { value: part, low: (middle - spread) / scale, high: (middle + spread) / scale };
}

/** Mulberry32: small, and good enough to draw rounds. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
