import type { LedgerEntry } from "./entry.ts";
import { type LineListener, readLine } from "./lines.ts";
import { MonthTotals, readStored } from "./monthTotals.ts";

/** Lines of a month's file, from a byte on. */
export interface Lines {
  /** Lines with their newlines; the last of the file may lack its own, or be torn. */
  readonly text: string;
  /** Byte where `text` begins: the one asked for, or 0 where the file is shorter than that and so is another one. */
  readonly from: number;
  /** More follows behind `text`. */
  readonly more: boolean;
  /** Tells this file from one that was put in its place; 0 where there is none. */
  readonly file: number;
}

/** Where months lie. Reading rejects where a file cannot be read; a month without a file is an empty one. */
export interface MonthReader {
  /** Lines from byte `from` on, as many as are handled at once without holding up others. */
  readLines(month: string, from: number): Promise<Lines>;
  /** The bytes before `end`. */
  readBack(month: string, end: number, bytes: number): Promise<string>;
  /** What {@link writeTotals} was given, whole; rejects where it is not. */
  readTotals(month: string): Promise<string>;
  /** Asks for the text once nobody waits for anything else. May fail silently: totals are a cache. */
  writeTotals(month: string, text: () => string): Promise<void>;
}

interface Month {
  totals: MonthTotals;
  file: number;
  /** Where the stored totals end. */
  stored: number;
}

/**
 * So much of a file is read at a start at most before the totals are stored again. Parsing lines in a fresh process is
 * what a start spends its time on, and storing costs one write of some 100 KB for every half a dozen requests.
 */
export const STORE_AFTER_BYTES = 4 * 1_024;

/**
 * What is known of the months' files, so that a read takes in only what was added since the last one, and the first read
 * only what was added since totals were stored. A file that was put in the place of another is read anew.
 */
export class Months {
  readonly #reader: MonthReader;
  readonly #listener: LineListener;
  readonly #months = new Map<string, Month>();
  #queue: Promise<unknown> = Promise.resolve();
  #storing: Promise<void> = Promise.resolve();

  constructor(reader: MonthReader, listener: LineListener = {}) {
    this.#reader = reader;
    this.#listener = listener;
  }

  /** The month's totals as they stand in the file by now. Rejects where the file cannot be read. */
  read(month: string): Promise<MonthTotals> {
    // One after the other: two readers at once would take in the same lines twice.
    const read = this.#queue.then(() => this.#read(month));
    this.#queue = read.catch(() => undefined);
    return read;
  }

  /** Stores totals of what was read, so that the next start need not read it again. */
  store(least = 1): Promise<void> {
    this.#storing = this.#storing.then(async () => {
      for (const [month, known] of this.#months) {
        if (known.totals.end - known.stored < least) continue;
        await this.#reader.writeTotals(month, () => {
          known.stored = known.totals.end;
          return known.totals.textFor(month);
        });
      }
    });
    return this.#storing;
  }

  /** Gives up the lines of a month but keeps its totals; `remove` takes the file away. */
  async rollUp(month: string, remove: () => Promise<void>): Promise<void> {
    const totals = await this.read(month);
    totals.rolledUp = true;
    await this.#reader.writeTotals(month, () => totals.textFor(month));
    await remove();
    totals.startFile();
    this.#months.set(month, { totals, file: 0, stored: 0 });
    await this.#reader.writeTotals(month, () => totals.textFor(month));
  }

  /** Deletes months with their totals; `remove` takes the files away. */
  delete(months: readonly string[], remove: (month: string) => Promise<void>): Promise<void> {
    const deleted = Promise.all([this.#queue, this.#storing]).then(async () => {
      for (const month of months) {
        await remove(month);
        this.#months.delete(month);
      }
    });
    this.#queue = deleted.catch(() => undefined);
    return deleted;
  }

  async #read(month: string): Promise<MonthTotals> {
    const known = this.#months.get(month) ?? (await this.#resume(month));
    this.#months.set(month, known);
    for (;;) {
      const { text, from, more, file } = await this.#reader.readLines(month, known.totals.end);
      if (from !== known.totals.end || (known.file !== 0 && file !== known.file)) {
        if (known.totals.rolledUp) known.totals.startFile();
        else known.totals = new MonthTotals();
        known.file = file;
        known.stored = 0;
        if (from > 0) continue;
      }
      known.file = file;
      known.totals.take(text, this.#listener);
      if (!more) break;
    }
    void this.store(STORE_AFTER_BYTES);
    return known.totals;
  }

  async #resume(month: string): Promise<Month> {
    try {
      const stored = readStored(await this.#reader.readTotals(month));
      const { end, last: lastLine } = stored.head;
      const last = await this.#reader.readBack(month, end, lastLine[0] + 1);
      const totals = MonthTotals.from(stored, {
        ...{ month, last: last.endsWith("\n") ? last.slice(0, -1) : last.slice(1) },
        listener: this.#listener,
      });
      return { totals, file: 0, stored: end };
    } catch {
      return { totals: new MonthTotals(), file: 0, stored: 0 };
    }
  }
}

/** Every intact entry of some lines. */
export function entriesIn(text: string): LedgerEntry[] {
  return text.split("\n").flatMap((line) => {
    const read = line.trim() === "" ? undefined : readLine(line);
    return read?.type === "entry" ? [read.entry] : [];
  });
}
