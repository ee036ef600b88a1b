/** Each bucket reaches 4 % further than the one before, so a percentile is off by two percent at most. */
const STEP = Math.log(1.04);

export type SpreadRecord = readonly (readonly [bucket: number, count: number])[];

/** A distribution of durations or rates that can be merged with others and takes little room. Values below 1 count as 1. */
export class Spread {
  readonly #counts = new Map<number, number>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get record(): SpreadRecord {
    return [...this.#counts];
  }

  add(value: number): void {
    this.#count(Math.round(Math.log(Math.max(1, value)) / STEP), 1);
  }

  merge(record: SpreadRecord): void {
    for (const [bucket, count] of record) this.#count(bucket, count);
  }

  /** Nearest rank: the smallest value that at least `share` of the values do not exceed; 0 where there is none. */
  rank(share: number): number {
    let left = Math.max(1, Math.ceil(share * this.#size));
    for (const [bucket, count] of [...this.#counts].toSorted(([a], [b]) => a - b)) {
      left -= count;
      if (left <= 0) return Math.round(Math.exp(bucket * STEP));
    }
    return 0;
  }

  #count(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    this.#size += count;
  }
}
