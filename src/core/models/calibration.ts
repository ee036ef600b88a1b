import type { ModelInfo } from "./model.ts";
import { scaleByName, type TokenScale } from "./tokenFamilies.ts";

/** Exponential mean and variance of what a server reported ÷ what we counted. */
interface Observed {
  readonly mean: number;
  readonly variance: number;
  readonly count: number;
}

/** Serialised as `[mean, variance, count]` by model id. */
export type CalibrationRecord = Readonly<Record<string, readonly [number, number, number]>>;

/** Weight of the newest observation. */
const WEIGHT = 0.2;
/** From so many answers on the own figures replace the table's. */
const ENOUGH = 5;
/** In shorter prompts the server's own framing decides the ratio. */
const LEAST_TOKENS = 200;
const LEAST_ERROR = 0.01;
const PLAUSIBLE = { least: 0.2, most: 5 };
/** A server that read less than this share of the prompt has cut it. Tokenizers differ by far less. */
const CUT_SHARE = 0.6;
const LEAST_CUT_TOKENS = 1_000;

/**
 * Learns, per connection and model, how many tokens the server counts for one of ours. Holds at most one small row a
 * model.
 */
export class Calibration {
  readonly #observed: Map<string, Observed>;

  constructor(record: unknown = {}) {
    this.#observed = new Map(rowsOf(record));
  }

  get record(): CalibrationRecord {
    return Object.fromEntries(
      [...this.#observed].map(([id, { mean, variance, count }]) => [id, [mean, variance, count] as const]),
    );
  }

  /** The model's own scale once {@link ENOUGH} answers are known, else its family's. */
  scaleOf({ id, model }: Pick<ModelInfo, "id" | "model">): TokenScale {
    const own = this.#observed.get(id);
    if (!own || own.count < ENOUGH) return scaleByName(model);
    const spread = (2 * Math.sqrt(own.variance)) / own.mean;
    return { factor: own.mean, error: Math.max(LEAST_ERROR, spread) };
  }

  /** Whether a server that reports so many tokens has cut the prompt that we counted, without a word. */
  isCut(info: Pick<ModelInfo, "id" | "model">, counted: number, reported: number): boolean {
    const expected = counted * this.scaleOf(info).factor;
    return counted >= LEAST_CUT_TOKENS && reported > 0 && reported < CUT_SHARE * expected;
  }

  /** Learns from what a server reported for a prompt that we counted exactly; a cut prompt teaches nothing. */
  observe(info: Pick<ModelInfo, "id" | "model">, counted: number, reported: number): void {
    if (this.isCut(info, counted, reported)) return;
    const ratio = reported / counted;
    if (counted >= LEAST_TOKENS && ratio >= PLAUSIBLE.least && ratio <= PLAUSIBLE.most) this.#learn(info.id, ratio);
  }

  #learn(id: string, ratio: number): void {
    const known = this.#observed.get(id) ?? { mean: ratio, variance: 0, count: 0 };
    // While there are few observations each weighs the same.
    const weight = Math.max(WEIGHT, 1 / (known.count + 1));
    const off = ratio - known.mean;
    this.#observed.set(id, {
      mean: known.mean + weight * off,
      variance: (1 - weight) * (known.variance + weight * off * off),
      count: known.count + 1,
    });
  }
}

/** The intact rows of what was stored. */
function rowsOf(record: unknown): [string, Observed][] {
  if (typeof record !== "object" || record === null) return [];
  return Object.entries(record).flatMap(([id, row]: [string, unknown]): [string, Observed][] => {
    if (!Array.isArray(row)) return [];
    const [mean, variance, count] = row as readonly unknown[];
    const fits =
      typeof mean === "number" &&
      mean >= PLAUSIBLE.least &&
      mean <= PLAUSIBLE.most &&
      typeof variance === "number" &&
      variance >= 0 &&
      Number.isFinite(variance) &&
      typeof count === "number" &&
      Number.isInteger(count) &&
      count > 0;
    return fits ? [[id, { mean, variance, count }]] : [];
  });
}
