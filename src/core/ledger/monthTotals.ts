import type { LedgerEntry } from "./entry.ts";
import type { Hold } from "./holds.ts";
import { isEntry } from "./lineChecks.ts";
import { type LineListener, readLine } from "./lines.ts";
import { dayOf, zoneOf } from "./time.ts";
import { Requests, Totals, type TotalsRecord } from "./totals.ts";
import { dayLine, NO_DAYS, StoredDays, type SumsRecord } from "./storedDays.ts";

/** A line that is no entry: torn, from elsewhere, or of a later version. */
export interface LeftOut {
  readonly why: "unreadable" | "newer";
  /** Byte where it begins. */
  readonly at: number;
}

/**
 * The first line of a month's totals, which are a file of their own: a cache, thrown away wherever it does not fit. Its days
 * follow, a line each.
 */
interface MonthHead {
  readonly v: 3;
  readonly zone: string;
  /** Byte behind the last line that is in it. */
  readonly end: number;
  /** The last line: its length in bytes, and a hash of its text. */
  readonly last: readonly [bytes: number, hash: number];
  /** How many follow. */
  readonly days: number;
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

/** Totals as they were stored. */
export interface StoredMonth {
  readonly head: MonthHead;
  readonly dayLines: readonly string[];
}

const SCHEMA = 3;
/** So many lines are named; all are counted. */
const MOST_NAMED = 20;
const DAYS_OF_SPEED = 8;
const encoder = new TextEncoder();

/** A month's figures by local day, and how far into its file they reach. */
export class MonthTotals {
  /** What the stored totals held, and what was added to each day since. */
  #stored = NO_DAYS;
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

  /** What {@link MonthTotals.from} goes on from. */
  textFor(month: string): string {
    const days = this.#dayLines();
    const head: MonthHead = {
      v: SCHEMA,
      zone: zoneOf(month),
      end: this.#end,
      last: [encoder.encode(this.#last).length, hashOf(this.#last)],
      days: days.length,
      sums: this.#sums(),
      open: this.#requests.open,
      leftOut: this.leftOut,
      leftOutCount: this.leftOutCount,
      holds: [...this.#holds.values()],
      ...(this.rolledUp ? { rolledUp: true } : {}),
    };
    return [JSON.stringify(head), ...days].join("\n");
  }

  /** The file is gone; what comes from now on stands in a new one. */
  startFile(): void {
    this.#end = 0;
    this.#last = "";
  }

  /** Throws where what was stored is of another version or time zone. `last` = the text that stands before its end. */
  static from(
    { head, dayLines }: StoredMonth,
    { month, last, listener = {} }: { readonly month: string; readonly last: string; readonly listener?: LineListener },
  ): MonthTotals {
    const isKept = head.rolledUp === true;
    if (head.v !== SCHEMA || (!isKept && head.zone !== zoneOf(month))) throw new Error("made elsewhere");
    if (!isKept && hashOf(last) !== head.last[1]) throw new Error("of another file");
    if (head.days !== dayLines.length) throw new Error("not whole");
    const totals = new MonthTotals();
    totals.#stored = new StoredDays(dayLines, head.sums);
    for (const entry of head.open) if (isEntry(entry)) totals.#requests.resume(entry, totals.#day(dayOf(entry.at)));
    for (const hold of head.holds) {
      totals.#holds.set(hold.id, hold);
      listener.onHold?.(hold);
    }
    totals.leftOut.push(...head.leftOut);
    totals.leftOutCount = head.leftOutCount;
    totals.#end = head.end;
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
  #dayLines(): readonly string[] {
    const days = [...new Set([...this.#stored.names, ...this.#added.keys()])].toSorted();
    return days.flatMap((day, index) => {
      const withPaces = index >= days.length - DAYS_OF_SPEED;
      const same = this.#added.has(day) ? undefined : this.#stored.lineOf(day, withPaces);
      const record = same === undefined ? this.#recordOf(day) : undefined;
      return same ?? (record ? dayLine(day, record, withPaces) : []);
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

/** Reads {@link MonthTotals.textFor}. Throws where the text is none. */
export function readStored(text: string): StoredMonth {
  const [head = "", ...dayLines] = text.split("\n");
  return { head: JSON.parse(head) as MonthHead, dayLines };
}

/** FNV-1a, 32 bits: enough to tell one line from another at the same place. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
