import { type LedgerEntry, ledgerEntrySchema } from "./entry.ts";

/** Whole lines of a month's file, from a byte on. */
export interface Lines {
  /** Complete lines with their newlines; "" where none follows. */
  readonly text: string;
  /** What stands behind the last newline of the file: a line that is not complete, or whose newline is missing. */
  readonly open: string;
  /** Byte where `text` begins: the one asked for, or 0 where the file is shorter than that and so is another one. */
  readonly from: number;
  /** Byte behind `text`. */
  readonly end: number;
  /** More complete lines follow behind `end`. */
  readonly more: boolean;
}

export interface LineReader {
  /** Lines of the month from byte `from` on, as many as are handled at once without holding up others. */
  readLines(month: string, from: number): Promise<Lines>;
}

export interface ReadResult {
  readonly entries: readonly LedgerEntry[];
  /** Lines that are no entries: torn or from elsewhere. */
  readonly skipped: number;
}

interface Month {
  readonly entries: LedgerEntry[];
  skipped: number;
  end: number;
}

/**
 * What is known of the months' files, so that a read takes in only what was added since the last one. A file that became
 * shorter is read anew.
 */
export class MonthCache {
  readonly #reader: LineReader;
  readonly #months = new Map<string, Month>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /** Every entry of the month that is in the file by now. Rejects where the file cannot be read. */
  read(month: string): Promise<ReadResult> {
    // One after the other: two readers at once would take in the same lines twice.
    const read = this.#queue.then(() => this.#read(month));
    this.#queue = read.catch(() => undefined);
    return read;
  }

  async #read(month: string): Promise<ReadResult> {
    for (;;) {
      const known = this.#months.get(month) ?? { entries: [], skipped: 0, end: 0 };
      const lines = await this.#reader.readLines(month, known.end);
      const next = lines.from === known.end ? known : { entries: [], skipped: 0, end: 0 };
      const { entries, skipped } = parseLines(lines.text);
      for (const entry of entries) next.entries.push(entry);
      next.skipped += skipped;
      next.end = lines.end;
      this.#months.set(month, next);
      if (lines.more) continue;
      const last = parseLines(lines.open);
      return { entries: [...next.entries, ...last.entries], skipped: next.skipped + last.skipped };
    }
  }
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
