import { Emitter, type Event } from "../../util/emitter.ts";
import type { Clock, LedgerSink } from "../ports.ts";
import type { LedgerEntry } from "./entry.ts";
import type { LineListener } from "./lines.ts";
import { entriesIn, type MonthReader, Months } from "./months.ts";
import type { LeftOut } from "./monthTotals.ts";
import { monthOf, monthsBetween } from "./time.ts";
import { Requests, Totals } from "./totals.ts";

/** Where lines are kept; one file a month. `append` rejects when the line is not safe; asked again it writes it once. */
export interface LedgerStore extends MonthReader {
  append(month: string, line: string): Promise<void>;
  /** Takes the month's lines away, and its totals unless they are kept. */
  remove(month: string, kept: { readonly keepTotals: boolean }): Promise<void>;
}

export interface LeftOutLine extends LeftOut {
  readonly month: string;
}

/**
 * The window's view of the ledger: this session in memory, the months' totals and entries from the store on demand.
 * Spending goes on being counted in memory when the store fails, and `onDidFail` says so.
 */
export class Ledger implements LedgerSink {
  #session: LedgerEntry[] = [];
  /** Booked here, but not known to stand in the file. */
  readonly #unsaved = new Map<string, LedgerEntry>();
  /** Booked here, but not read back from the file yet: the totals of the file lack them. */
  readonly #unread = new Map<string, LedgerEntry>();
  #failed = false;
  #reason = "";
  readonly #changed = new Emitter<LedgerEntry>();
  readonly #failures = new Emitter<unknown>();
  readonly #store: LedgerStore;
  readonly #months: Months;
  readonly #clock: Clock;
  #writing: Promise<void> = Promise.resolve();

  readonly onDidAppend: Event<LedgerEntry> = this.#changed.event;
  readonly onDidFail: Event<unknown> = this.#failures.event;

  constructor(store: LedgerStore, clock: Clock, onHold?: LineListener["onHold"]) {
    this.#store = store;
    this.#months = new Months(store, {
      onEntry: ({ id }) => void this.#unread.delete(id),
      ...(onHold ? { onHold } : {}),
    });
    this.#clock = clock;
  }

  /** Entries of this window, oldest first. */
  get session(): readonly LedgerEntry[] {
    return this.#session;
  }

  /** True when entries could not be written and live in memory only. */
  get degraded(): boolean {
    return this.#failed && this.#unsaved.size > 0;
  }

  /** Why the last write failed, in the system's words. */
  get reason(): string {
    return this.#reason;
  }

  /** True when this entry is in memory only. */
  isUnsaved(id: string): boolean {
    return this.#unsaved.has(id);
  }

  async append(entry: LedgerEntry): Promise<void> {
    this.#session.push(entry);
    this.#unsaved.set(entry.id, entry);
    this.#unread.set(entry.id, entry);
    // The write starts first: a listener that throws must not lose the line.
    const saved = this.#save();
    this.#changed.fire(entry);
    await saved;
  }

  /** Writes what is not written yet, oldest first. */
  #save(): Promise<void> {
    const saved = this.#writing.then(async () => {
      for (const [id, entry] of this.#unsaved) {
        try {
          await this.#store.append(monthOf(entry.at), JSON.stringify(entry));
          this.#unsaved.delete(id);
          this.#failed = false;
        } catch (error) {
          this.#failed = true;
          this.#reason = error instanceof Error ? error.message : String(error);
          this.#failures.fire(error);
          return;
        }
      }
    });
    this.#writing = saved;
    return saved;
  }

  /**
   * Sums since `start`, the beginning of a local day, without speeds: all windows' entries by now, those of this one that cannot be written included.
   * Rejects where a month cannot be read.
   */
  async totals(start: number): Promise<Totals> {
    const totals = new Totals();
    const months = monthsBetween(start, this.#lastMoment());
    const read = await Promise.all(months.map((month) => this.#months.read(month)));
    for (const month of read) month.mergeInto(totals, start);
    this.#addUnread(totals, (entry) => entry.at >= start);
    return totals;
  }

  /** Totals of each of the days that begin at `starts`, oldest first and without a gap; see {@link totals}. */
  async days(starts: readonly number[]): Promise<readonly Totals[]> {
    const first = starts[0] ?? this.#clock.now();
    const months = await Promise.all(monthsBetween(first, this.#lastMoment()).map((month) => this.#months.read(month)));
    return starts.map((start, index) => {
      const totals = new Totals();
      for (const month of months) month.mergeDay(totals, start);
      const end = starts[index + 1] ?? Infinity;
      this.#addUnread(totals, ({ at }) => at >= start && at < end);
      return totals;
    });
  }

  /**
   * Entries from `start` on (ms since the epoch) in the order in which they were booked, unsaved ones included. Reads the
   * files whole: for exports and lists that somebody asked for.
   */
  async since(start: number): Promise<readonly LedgerEntry[]> {
    const missing = new Map([...this.#unsaved].filter(([, { at }]) => at >= start));
    const entries: LedgerEntry[] = [];
    for (const month of monthsBetween(start, this.#lastMoment())) {
      for await (const text of this.#texts(month)) {
        for (const entry of entriesIn(text)) if (entry.at >= start) entries.push(entry);
      }
    }
    for (const { id } of entries) missing.delete(id);
    return [...entries, ...missing.values()];
  }

  /** The newest entries from `start` on, oldest first: `most` or some more; reads the ends of the files only. */
  async newest(start: number, most: number): Promise<readonly LedgerEntry[]> {
    let entries: readonly LedgerEntry[] = [];
    for (const month of monthsBetween(start, this.#lastMoment()).toReversed()) {
      if (entries.length >= most) break;
      entries = [...(await this.#endOf(month, most - entries.length)), ...entries];
    }
    const known = new Set(entries.map(({ id }) => id));
    const missing = [...this.#unsaved.values()].filter(({ id }) => !known.has(id)).slice(-most);
    return [...entries, ...missing].filter(({ at }) => at >= start);
  }

  /** Lines of the read months that are no entries, the first of each month named. */
  async leftOut(start: number): Promise<{ readonly count: number; readonly lines: readonly LeftOutLine[] }> {
    const months = monthsBetween(start, this.#lastMoment());
    const read = await Promise.all(months.map(async (month) => [month, await this.#months.read(month)] as const));
    return {
      count: read.reduce((sum, [, { leftOutCount }]) => sum + leftOutCount, 0),
      lines: read.flatMap(([month, { leftOut }]) => leftOut.map((line) => ({ ...line, month }))),
    };
  }

  /** Gives up a month's entries and keeps its totals by day. */
  async rollUp(month: string): Promise<void> {
    await this.#months.rollUp(month, () => this.#store.remove(month, { keepTotals: true }));
  }

  /** Deletes what was booked in these months, totals and this session's part included. Rejects where a file stays. */
  async delete(months: readonly string[]): Promise<void> {
    await this.#writing;
    await this.#months.delete(months, (month) => this.#store.remove(month, { keepTotals: false }));
    const stays = ({ id, at }: LedgerEntry): boolean => this.#unsaved.has(id) || !months.includes(monthOf(at));
    this.#session = this.#session.filter(stays);
    for (const [id, entry] of this.#unread) if (!stays(entry)) this.#unread.delete(id);
  }

  /** Stores totals, so that the next start reads only what follows. */
  async rest(): Promise<void> {
    await this.#writing;
    await this.#months.store();
  }

  /** A clock that was set back must not hide what was booked before. */
  #lastMoment(): number {
    return this.#session.reduce((last, { at }) => Math.max(last, at), this.#clock.now());
  }

  /** Unread entries belong to requests whose earlier attempts may have been read: those are known, but counted already. */
  #addUnread(totals: Totals, fits: (entry: LedgerEntry) => boolean): void {
    const waiting = [...this.#unread.values()].filter(fits);
    if (waiting.length === 0) return;
    const open = new Set(waiting.map(({ request }) => request));
    const requests = new Requests();
    for (const entry of this.#session) {
      if (open.has(entry.request) && !this.#unread.has(entry.id)) requests.resume(entry, totals);
    }
    for (const entry of waiting) requests.add(entry, totals);
  }

  async *#texts(month: string): AsyncGenerator<string, void> {
    for (let from = 0, more = true; more;) {
      const lines = await this.#store.readLines(month, from);
      yield lines.text;
      more = lines.more && lines.text !== "";
      from = lines.from + new TextEncoder().encode(lines.text).length;
    }
  }

  async #endOf(month: string, most: number): Promise<readonly LedgerEntry[]> {
    const { end } = await this.#months.read(month);
    for (let bytes = most * ENTRY_BYTES; ; bytes *= 4) {
      const text = await this.#store.readBack(month, end, bytes);
      const whole = bytes >= end ? text : text.slice(text.indexOf("\n") + 1);
      const entries = entriesIn(whole);
      if (entries.length >= most || bytes >= end) return entries;
    }
  }
}

/** What a line takes, more or less. */
const ENTRY_BYTES = 700;
