import { Totals, type TotalsRecord } from "./totals.ts";

/** A day's {@link TotalsRecord} as JSON. */
export type DayRecord = readonly [day: string, json: string];
export type SumsRecord = Omit<TotalsRecord, "paces">;

/**
 * Days as they were stored, and what they add up to. A start asks for that sum and for today: any other day is decoded
 * once something shows it, because decoding all takes longer than the rest of a start.
 */
export class StoredDays {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #decoded = new Map<string, TotalsRecord>();
  readonly #first: string;
  readonly #sums = new Totals();

  /** Throws where there are no such records. What a day's text holds is as whole as what the store gave. */
  constructor(days: readonly DayRecord[], sums: SumsRecord) {
    if (!days.every((day) => day.length === 2 && day.every((part) => typeof part === "string")))
      throw new Error("no totals by day");
    this.#texts = new Map(days);
    this.#first = days.reduce((first, [day]) => (day < first ? day : first), "~");
    this.#sums.mergeSums(sums);
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

  /** Adds the sums of the days from `first` on. */
  mergeInto(into: Totals, first: string): void {
    if (first <= this.#first) into.mergeSums(this.#sums.sums);
    else for (const day of this.names) if (day >= first) into.mergeSums(this.get(day) ?? NONE);
  }
}

const NONE: SumsRecord = new Totals().sums;
