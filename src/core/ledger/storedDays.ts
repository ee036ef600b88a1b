import { Totals, type TotalsRecord } from "./totals.ts";

export type SumsRecord = Omit<TotalsRecord, "paces">;

/** A day and its {@link TotalsRecord} as JSON, one behind the other. */
const DAY_LINE = /^\d{4}-\d\d-\d\d\{/;
const NAME_CHARS = "2026-11-07".length;
const NO_PACES = '"paces":[]}';

/**
 * Days as they were stored, and what they add up to. A start asks for that sum and for today: any other day is decoded
 * once something shows it, because decoding all takes longer than the rest of a start.
 */
export class StoredDays {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #decoded = new Map<string, TotalsRecord>();
  readonly #first: string;
  readonly #sums: SumsRecord;

  /** `lines` are of {@link dayLine}, oldest first. Throws where they are none; what they hold is as whole as what the store gave. */
  constructor(lines: readonly string[], sums: SumsRecord) {
    if (!lines.every((line) => DAY_LINE.test(line))) throw new Error("no totals by day");
    this.#texts = new Map(lines.map((line) => [line.slice(0, NAME_CHARS), line.slice(NAME_CHARS)]));
    this.#first = lines[0]?.slice(0, NAME_CHARS) ?? "~";
    this.#sums = sums;
  }

  get names(): Iterable<string> {
    return this.#texts.keys();
  }

  get(day: string): TotalsRecord | undefined {
    const known = this.#decoded.get(day);
    const text = this.#texts.get(day);
    if (known || text === undefined) return known;
    const record = JSON.parse(text) as TotalsRecord;
    this.#decoded.set(day, record);
    return record;
  }

  /** The day's line as it was stored; undefined where it is to be made anew, because it has speeds that are not wanted. */
  lineOf(day: string, withPaces: boolean): string | undefined {
    const text = this.#texts.get(day);
    return text !== undefined && (withPaces || text.endsWith(NO_PACES)) ? day + text : undefined;
  }

  /** Adds the sums of the days from `first` on. */
  mergeInto(into: Totals, first: string): void {
    if (first <= this.#first) into.mergeSums(this.#sums);
    else for (const day of this.names) if (day >= first) into.mergeSums(this.get(day) ?? NO_SUMS);
  }
}

const NO_SUMS: SumsRecord = new Totals().sums;
export const NO_DAYS = new StoredDays([], NO_SUMS);

export function dayLine(day: string, record: TotalsRecord, withPaces: boolean): string {
  return day + JSON.stringify({ ...record, paces: withPaces ? record.paces : [] });
}
