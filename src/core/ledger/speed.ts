import type { MeasuredSpeed } from "../models/measuredSpeed.ts";
import type { LedgerEntry } from "./entry.ts";
import { Spread, type SpreadRecord } from "./spread.ts";

/** How fast a model answered. Figures are absent below {@link MIN_ANSWERS} answers: too few to mean anything. */
export interface Speed {
  readonly answers: number;
  /** ms. p95 by nearest rank. */
  readonly firstToken?: Percentiles;
  readonly total?: Percentiles;
  /** Tokens of all counted answers by the time they took after their first token. */
  readonly tokensPerSecond?: number;
}

/** Undefined while too little was measured. */
export function measuredSpeed({ firstToken, tokensPerSecond }: Speed): MeasuredSpeed | undefined {
  if (!firstToken || tokensPerSecond === undefined || !(tokensPerSecond > 0)) return undefined;
  return { firstMs: firstToken.median, tokensPerSecond };
}

export interface Percentiles {
  readonly median: number;
  readonly p95: number;
}

export type PaceRecord = readonly [SpreadRecord, SpreadRecord, streams: number, tokens: number, ms: number];

const MIN_ANSWERS = 5;

/** An answer that came in less time says more about the network's buffers than about the model. */
const MIN_STREAM_MS = 200;

const SLOW_CHECKS: ReadonlySet<string> = new Set(["diagnostics", "types", "tests"]);

/** Measures one model over many attempts. */
export class Pace {
  readonly #first = new Spread();
  readonly #total = new Spread();
  #streams = 0;
  #tokens = 0;
  #ms = 0;

  add(entry: LedgerEntry): void {
    const { firstTokenMs, totalMs, usage } = entry;
    if (firstTokenMs === undefined) return;
    this.#first.add(firstTokenMs);
    if (!isWhole(entry)) return;
    this.#total.add(totalMs);
    const ms = totalMs - firstTokenMs;
    if (usage.estimated || ms < MIN_STREAM_MS) return;
    this.#streams += 1;
    this.#tokens += usage.output;
    this.#ms += ms;
  }

  get record(): PaceRecord {
    return [this.#first.record, this.#total.record, this.#streams, this.#tokens, this.#ms];
  }

  merge([first, total, streams, tokens, ms]: PaceRecord): void {
    this.#first.merge(first);
    this.#total.merge(total);
    this.#streams += streams;
    this.#tokens += tokens;
    this.#ms += ms;
  }

  get speed(): Speed {
    return {
      answers: this.#first.size,
      ...(this.#first.size < MIN_ANSWERS ? {} : { firstToken: percentiles(this.#first) }),
      ...(this.#total.size < MIN_ANSWERS ? {} : { total: percentiles(this.#total) }),
      ...(this.#streams < MIN_ANSWERS ? {} : { tokensPerSecond: (this.#tokens * 1_000) / this.#ms }),
    };
  }
}

/** Written to its end, and with no wait for a check in its time. */
function isWhole({ outcome, checked }: LedgerEntry): boolean {
  const ended = outcome === "accepted" || outcome === "rejected";
  return ended && checked?.some((check) => SLOW_CHECKS.has(check)) !== true;
}

function percentiles(spread: Spread): Percentiles {
  return { median: spread.rank(0.5), p95: spread.rank(0.95) };
}
