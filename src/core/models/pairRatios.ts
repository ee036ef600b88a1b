/** Serialised as `[mean, count]` by the two ids, see {@link PairRatios}. */
export type PairRecord = Readonly<Record<string, readonly [number, number]>>;

/** Weight of the newest pair, once there are enough that each no longer weighs the same. */
const WEIGHT = 0.2;
/** In shorter prompts the servers' own framing decides the ratio. */
const LEAST_TOKENS = 200;
const PLAUSIBLE = { least: 0.2, most: 5 };
const MOST_PAIRS = 200;

/**
 * How many tokens one model made of the very prompt of which another made one: measured wherever the same prompt was given
 * to two of them, as in a comparison. Goes before what is known of each alone.
 */
export class PairRatios {
  readonly #pairs: Map<string, readonly [mean: number, count: number]>;

  constructor(record: unknown = {}) {
    this.#pairs = new Map(rowsOf(record));
  }

  get record(): PairRecord {
    return Object.fromEntries(this.#pairs);
  }

  /** Tokens of `to` for one of `from`, ids of models; undefined where they were never given the same. */
  ratio(from: string, to: string): number | undefined {
    const [mean] = this.#pairs.get(keyOf(from, to)) ?? [];
    return mean === undefined ? undefined : from < to ? mean : 1 / mean;
  }

  /** One prompt, and how many tokens each says that it read. Too short a prompt or an odd ratio teaches nothing. */
  observe(one: Read, other: Read): void {
    const [from, to] = one.id < other.id ? [one, other] : [other, one];
    const ratio = to.tokens / from.tokens;
    if (from.id === to.id || Math.min(from.tokens, to.tokens) < LEAST_TOKENS) return;
    if (!(ratio >= PLAUSIBLE.least && ratio <= PLAUSIBLE.most)) return;
    const key = keyOf(from.id, to.id);
    const [mean, count] = this.#pairs.get(key) ?? [ratio, 0];
    const weight = Math.max(WEIGHT, 1 / (count + 1));
    this.#pairs.delete(key);
    this.#pairs.set(key, [mean + weight * (ratio - mean), count + 1]);
    const [oldest] = this.#pairs.keys();
    if (this.#pairs.size > MOST_PAIRS && oldest !== undefined) this.#pairs.delete(oldest);
  }
}

/** A model and what it says that it read. */
export interface Read {
  /** `connection/model` */
  readonly id: string;
  readonly tokens: number;
}

/** One row for both directions. */
function keyOf(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}

/** The intact rows of what was stored. */
function rowsOf(record: unknown): [string, readonly [number, number]][] {
  if (typeof record !== "object" || record === null) return [];
  return Object.entries(record).flatMap(([key, row]: [string, unknown]): [string, readonly [number, number]][] => {
    const [mean, count] = Array.isArray(row) ? (row as readonly unknown[]) : [];
    const fits =
      typeof mean === "number" &&
      mean >= PLAUSIBLE.least &&
      mean <= PLAUSIBLE.most &&
      typeof count === "number" &&
      Number.isInteger(count) &&
      count > 0;
    return fits ? [[key, [mean, count]]] : [];
  });
}
