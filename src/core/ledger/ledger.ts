import { Emitter, type Event } from "../../util/emitter.ts";
import type { Clock, LedgerSink } from "../ports.ts";
import { type LedgerEntry, ledgerEntrySchema } from "./entry.ts";

/** Where lines are kept; one file a month. `append` throws when the line is not safe. */
export interface LedgerStore {
  append(month: string, line: string): Promise<void>;
  /** The month's text; "" where there is none. */
  read(month: string): Promise<string>;
}

export interface ReadResult {
  readonly entries: readonly LedgerEntry[];
  /** Lines that are no entries: torn or from elsewhere. */
  readonly skipped: number;
}

/**
 * The window's view of the ledger: this session in memory, the month from the store on demand. Spending goes on being
 * counted in memory when the store fails, and `onDidFail` says so.
 */
export class Ledger implements LedgerSink {
  readonly #session: LedgerEntry[] = [];
  readonly #unsaved: LedgerEntry[] = [];
  readonly #changed = new Emitter<LedgerEntry>();
  readonly #failed = new Emitter<unknown>();
  readonly #store: LedgerStore;
  readonly #clock: Clock;

  readonly onDidAppend: Event<LedgerEntry> = this.#changed.event;
  readonly onDidFail: Event<unknown> = this.#failed.event;

  constructor(store: LedgerStore, clock: Clock) {
    this.#store = store;
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

  async append(entry: LedgerEntry): Promise<void> {
    this.#session.push(entry);
    // The write starts first: a listener that throws must not lose the line.
    const saved = this.#save(entry);
    this.#changed.fire(entry);
    await saved;
  }

  async #save(entry: LedgerEntry): Promise<void> {
    try {
      await this.#store.append(monthOf(entry.at), JSON.stringify(entry));
    } catch (error) {
      this.#unsaved.push(entry);
      this.#failed.fire(error);
    }
  }

  /** Entries of the running local month, those that are not written yet or could not be written included. */
  async month(): Promise<ReadResult> {
    const now = this.#clock.now();
    const { entries, skipped } = parseLines(await this.#store.read(monthOf(now)));
    const known = new Set(entries.map(({ id }) => id));
    const missing = this.#session.filter(({ id, at }) => !known.has(id) && monthOf(at) === monthOf(now));
    return { entries: [...entries, ...missing], skipped };
  }

  /** Entries since local midnight. */
  async today(): Promise<ReadResult> {
    const { entries, skipped } = await this.month();
    const start = startOfDay(this.#clock.now());
    return { entries: entries.filter(({ at }) => at >= start), skipped };
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

/** Every intact line; a torn or foreign one is counted and left out, the rest still counts. */
export function parseLines(text: string): ReadResult {
  const entries: LedgerEntry[] = [];
  let skipped = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const parsed = parseLine(line);
    if (parsed) entries.push(parsed);
    else skipped += 1;
  }
  return { entries, skipped };
}

function parseLine(line: string): LedgerEntry | undefined {
  try {
    return ledgerEntrySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
