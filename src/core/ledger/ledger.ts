import { Emitter, type Event } from "../../util/emitter.ts";
import type { Clock, LedgerSink } from "../ports.ts";
import type { LedgerEntry } from "./entry.ts";
import { type LineReader, MonthCache, type ReadResult } from "./months.ts";

/** Where lines are kept; one file a month. `append` throws when the line is not safe. */
export interface LedgerStore extends LineReader {
  append(month: string, line: string): Promise<void>;
}

/**
 * The window's view of the ledger: this session in memory, the month from the store on demand. Spending goes on being
 * counted in memory when the store fails, and `onDidFail` says so.
 */
export class Ledger implements LedgerSink {
  readonly #session: LedgerEntry[] = [];
  readonly #unsaved: LedgerEntry[] = [];
  #reason = "";
  readonly #changed = new Emitter<LedgerEntry>();
  readonly #failed = new Emitter<unknown>();
  readonly #store: LedgerStore;
  readonly #months: MonthCache;
  readonly #clock: Clock;

  readonly onDidAppend: Event<LedgerEntry> = this.#changed.event;
  readonly onDidFail: Event<unknown> = this.#failed.event;

  constructor(store: LedgerStore, clock: Clock) {
    this.#store = store;
    this.#months = new MonthCache(store);
    this.#clock = clock;
  }

  /** Entries of this window, oldest first. */
  get session(): readonly LedgerEntry[] {
    return this.#session;
  }

  /** True when entries could not be written and live in memory only. */
  get degraded(): boolean {
    return this.#unsaved.length > 0;
  }

  /** Why the last write failed, in the system's words. */
  get reason(): string {
    return this.#reason;
  }

  /** True when this entry is in memory only. */
  isUnsaved(id: string): boolean {
    return this.#unsaved.some((entry) => entry.id === id);
  }

  async append(entry: LedgerEntry): Promise<void> {
    this.#session.push(entry);
    // The write starts first: a listener that throws must not lose the line.
    const saved = this.#save(entry);
    this.#changed.fire(entry);
    await saved;
  }

  /** Writes an entry, and with it those that could not be written before. */
  async #save(entry: LedgerEntry): Promise<void> {
    const waiting = [...this.#unsaved.splice(0), entry];
    for (const [index, next] of waiting.entries()) {
      try {
        await this.#store.append(monthOf(next.at), JSON.stringify(next));
      } catch (error) {
        this.#unsaved.push(...waiting.slice(index));
        this.#reason = error instanceof Error ? error.message : String(error);
        this.#failed.fire(error);
        return;
      }
    }
  }

  /**
   * Entries from `start` on (ms since the epoch) in the order in which they were booked, those that are not written yet or
   * could not be written included. Reads the months from that of `start` to the running one.
   */
  async since(start: number): Promise<ReadResult> {
    const missing = new Map(this.#session.filter(({ at }) => at >= start).map((entry) => [entry.id, entry]));
    const entries: LedgerEntry[] = [];
    let skipped = 0;
    for (const month of monthsBetween(start, this.#clock.now())) {
      const read = await this.#months.read(month);
      for (const entry of read.entries) if (entry.at >= start) entries.push(entry);
      skipped += read.skipped;
    }
    for (const { id } of entries) missing.delete(id);
    return { entries: [...entries, ...missing.values()], skipped };
  }

  /** Entries of the running local month, see {@link since}. */
  month(): Promise<ReadResult> {
    return this.since(startOfMonth(this.#clock.now()));
  }

  /** Entries since local midnight, see {@link since}. */
  today(): Promise<ReadResult> {
    return this.since(startOfDay(this.#clock.now()));
  }
}

/** `2026-11` of a moment in local time. */
export function monthOf(epochMs: number): string {
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}`;
}

export function startOfDay(epochMs: number): number {
  const date = new Date(epochMs);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

export function startOfMonth(epochMs: number): number {
  const date = new Date(epochMs);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

/** Months from that of `start` to that of `end`, oldest first. */
function monthsBetween(start: number, end: number): readonly string[] {
  const months: string[] = [];
  const first = new Date(startOfMonth(start));
  for (let ahead = 0; ; ahead += 1) {
    const at = new Date(first.getFullYear(), first.getMonth() + ahead, 1).getTime();
    if (at > end) return months;
    months.push(monthOf(at));
  }
}
