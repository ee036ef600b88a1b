import type { LedgerEntry } from "./entry.ts";
import type { Hold } from "./holds.ts";
import { isEntry } from "./lineChecks.ts";
import { type LineListener, readLine } from "./lines.ts";
import { dayOf, zoneOf } from "./time.ts";
import { Requests, Totals, type TotalsRecord } from "./totals.ts";
import { type DayRecord, StoredDays, type SumsRecord } from "./storedDays.ts";

/** A line that is no entry: torn, from elsewhere, or of a later version. */
export interface LeftOut {
  readonly why: "unreadable" | "newer";
  /** Byte where it begins. */
  readonly at: number;
}

/** The totals of a month as a file of their own: a cache, thrown away wherever it does not fit. */
export interface MonthRecord {
  readonly v: 2;
  readonly zone: string;
  /** Byte behind the last line that is in it. */
  readonly end: number;
  /** The last line: its length in bytes, and a hash of its text. */
  readonly last: readonly [bytes: number, hash: number];
  readonly days: readonly DayRecord[];
  /** What the days add up to. */
  readonly sums: SumsRecord;
  readonly open: readonly LedgerEntry[];
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCount: number;
  /** Money that was set aside and not settled. */
  readonly holds: readonly Hold[];
  /** The lines are gone on purpose; these totals are all there is, and not a cache. */
  readonly rolledUp?: true;
}

const SCHEMA = 2;
/** So many lines are named; all are counted. */
const MOST_NAMED = 20;
const DAYS_OF_SPEED = 8;
const encoder = new TextEncoder();

/** A month's figures by local day, and how far into its file they reach. */
export class MonthTotals {
  /** What the stored totals held, and what was added to each day since. */
  #stored = new StoredDays([], new Totals().sums);
  readonly #added = new Map<string, Totals>();
  readonly leftOut: LeftOut[] = [];
  leftOutCount = 0;
  /** Lines were taken away and these totals kept. */
  rolledUp = false;
  readonly #requests = new Requests();
  readonly #holds = new Map<string, Hold>();
  #end = 0;
  #last = "";

  /** Byte behind the last line that was taken in. */
  get end(): number {
    return this.#end;
  }

  /**
   * Takes in whole lines that begin at {@link end}. A line without its
   * newline counts once it is whole: no beginning of a JSON object is one.
   */
  take(text: string, listener: LineListener = {}): void {
    let start = 0;
    while (start < text.length) {
      const newline = text.indexOf("\n", start);
      const stop = newline === -1 ? text.length : newline;
      const line = text.slice(start, stop);
      const isOpen = newline === -1;
      const taken = this.#takeLine(line, listener, isOpen);
      if (isOpen && !taken) return;
      this.#end += encoder.encode(line).length + (isOpen ? 0 : 1);
      if (line !== "") this.#last = line;
      start = stop + 1;
    }
  }

  /** Adds the sums of the days from that of `start` on. */
  mergeInto(into: Totals, start: number): void {
    const first = dayOf(start);
    this.#stored.mergeInto(into, first);
    for (const [day, totals] of this.#added) if (day >= first) into.mergeSums(totals.sums);
  }

  /** Adds one day, its speeds too. */
  mergeDay(into: Totals, start: number): void {
    const record = this.#recordOf(dayOf(start));
    if (record) into.merge(record);
  }

  recordFor(month: string): MonthRecord {
    return {
      v: SCHEMA,
      zone: zoneOf(month),
      end: this.#end,
      last: [encoder.encode(this.#last).length, hashOf(this.#last)],
      days: this.#dayRecords(),
      sums: this.#sums(),
      open: this.#requests.open,
      leftOut: this.leftOut,
      leftOutCount: this.leftOutCount,
      holds: [...this.#holds.values()],
      ...(this.rolledUp ? { rolledUp: true } : {}),
    };
  }

  /** The file is gone; what comes from now on stands in a new one. */
  startFile(): void {
    this.#end = 0;
    this.#last = "";
  }

  /** Throws where the record is none, or of another version or time zone. `last` = the text that stands before its end. */
  static from(
    record: MonthRecord,
    { month, last, listener = {} }: { readonly month: string; readonly last: string; readonly listener?: LineListener },
  ): MonthTotals {
    const isKept = record.rolledUp === true;
    if (record.v !== SCHEMA || (!isKept && record.zone !== zoneOf(month))) throw new Error("made elsewhere");
    if (!isKept && hashOf(last) !== record.last[1]) throw new Error("of another file");
    const totals = new MonthTotals();
    totals.#stored = new StoredDays(record.days, record.sums);
    for (const entry of record.open) if (isEntry(entry)) totals.#requests.resume(entry, totals.#day(dayOf(entry.at)));
    for (const hold of record.holds) {
      totals.#holds.set(hold.id, hold);
      listener.onHold?.(hold);
    }
    totals.leftOut.push(...record.leftOut);
    totals.leftOutCount = record.leftOutCount;
    totals.#end = record.end;
    totals.#last = last;
    totals.rolledUp = isKept;
    return totals;
  }

  /** False when it is no line yet, but may become one. */
  #takeLine(text: string, listener: LineListener, isOpen: boolean): boolean {
    if (text.trim() === "") return true;
    const line = readLine(text);
    if (line.type === "entry") {
      this.#requests.add(line.entry, this.#day(dayOf(line.entry.at)));
      listener.onEntry?.(line.entry);
    } else if (line.type === "hold") {
      this.#holds.set(line.hold.id, line.hold);
      listener.onHold?.(line.hold);
    } else if (line.type === "settled") {
      this.#holds.delete(line.settled.id);
      listener.onHold?.(line.settled);
    } else if (isOpen) return false;
    else this.#leaveOut(line.type);
    return true;
  }

  /** Speed is shown of a few days only, and takes the most room. */
  #dayRecords(): MonthRecord["days"] {
    const days = [...new Set([...this.#stored.names, ...this.#added.keys()])].toSorted();
    return days.map((day, index) => {
      const record = this.#recordOf(day);
      return [day, JSON.stringify(index < days.length - DAYS_OF_SPEED ? { ...record, paces: [] } : record)];
    });
  }

  #recordOf(day: string): TotalsRecord | undefined {
    const stored = this.#stored.get(day);
    const added = this.#added.get(day);
    if (!stored || !added) return stored ?? added?.record;
    const both = new Totals();
    both.merge(stored);
    both.merge(added.record);
    return both.record;
  }

  #sums(): SumsRecord {
    const all = new Totals();
    this.mergeInto(all, 0);
    return all.sums;
  }

  #leaveOut(why: LeftOut["why"]): void {
    this.leftOutCount += 1;
    if (this.leftOut.length < MOST_NAMED) this.leftOut.push({ why, at: this.#end });
  }

  #day(day: string): Totals {
    const known = this.#added.get(day);
    if (known) return known;
    const totals = new Totals();
    this.#added.set(day, totals);
    return totals;
  }
}

/** FNV-1a, 32 bits: enough to tell one line from another at the same place. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
