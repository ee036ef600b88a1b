import { isUtf8 } from "node:buffer";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import type { LedgerStore } from "../core/ledger/ledger.ts";
import type { Lines } from "../core/ledger/months.ts";
import { type FileLayer, LineAppender } from "./ledgerAppend.ts";

const NEWLINE = 10;

/** Bytes that are read at once: about a thousand entries, whose parsing nobody notices. */
const SLICE_BYTES = 512 * 1_024;

const SUM_DIGITS = 8;

const NO_LINES: Lines = { text: "", from: 0, more: false, file: 0 };

/**
 * One JSON-lines file a month in `folder`, with its totals beside it. Several windows write at once. Reads are short, so
 * they are done at once: handing one to another thread and back takes longer than the read itself.
 */
export class LedgerFile implements LedgerStore {
  readonly #folder: string;
  readonly #appender: LineAppender;

  constructor(folder: string, layer?: FileLayer) {
    this.#folder = folder;
    this.#appender = new LineAppender(layer);
  }

  /** Rejects when the line is not safe. It is written before this returns. */
  append(month: string, line: string): Promise<void> {
    try {
      this.#appender.append(this.#fileOf(month), line);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async readLines(month: string, from: number): Promise<Lines> {
    const lines = this.#reading(month, NO_LINES, (file) => {
      const { size, ino } = fstatSync(file);
      const start = from <= size ? from : 0;
      return readSlice(file, { from: start, size, bytes: SLICE_BYTES, file: ino });
    });
    // Between the slices of a long file the window gets its turn.
    if (lines.more) await setImmediate();
    return lines;
  }

  async readBack(month: string, end: number, bytes: number): Promise<string> {
    const start = Math.max(0, end - bytes);
    return this.#reading(month, "", (file) => {
      const buffer = Buffer.alloc(end - start);
      return decoded(buffer.subarray(0, readSync(file, buffer, 0, end - start, start)));
    });
  }

  async readTotals(month: string): Promise<string> {
    const bytes = readFileSync(this.#totalsOf(month));
    const text = bytes.subarray(bytes.indexOf(NEWLINE) + 1);
    if (Number.parseInt(bytes.toString("utf8", 0, SUM_DIGITS), 16) !== crc32(text)) throw new Error("not whole");
    return text.toString("utf8");
  }

  /** Written aside and put in place, so that other windows never read half of it. */
  async writeTotals(month: string, textOf: () => string): Promise<void> {
    const file = this.#totalsOf(month);
    const part = `${file}.${process.pid}.part`;
    await setImmediate();
    try {
      await mkdir(this.#folder, { recursive: true });
      const text = textOf();
      // Most of it is decoded long after it was read: a checksum tells at once whether it is what was written.
      await writeFile(part, `${crc32(text).toString(16).padStart(SUM_DIGITS, "0")}\n${text}`);
      await rename(part, file);
    } catch {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  /** Months with a file of lines or of totals, oldest first. */
  async months(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const months = names.flatMap((name) => /^ledger-(\d{4}-\d{2})\.(?:jsonl|totals\.json)$/.exec(name)?.[1] ?? []);
    return [...new Set(months)].toSorted();
  }

  /** Whether some line of the month holds this text. */
  async holds(month: string, text: string): Promise<boolean> {
    for (let from = 0, more = true; more;) {
      const lines = await this.readLines(month, from);
      if (lines.text.includes(text)) return true;
      more = lines.more;
      from = lines.from + Buffer.byteLength(lines.text);
    }
    return false;
  }

  /** Takes the month's entries away, and its totals too unless they are kept. */
  async remove(month: string, { keepTotals }: { readonly keepTotals: boolean }): Promise<void> {
    this.#appender.close();
    await rm(this.#fileOf(month), { force: true });
    if (!keepTotals) await rm(this.#totalsOf(month), { force: true });
  }

  dispose(): void {
    this.#appender.close();
  }

  #reading<T>(month: string, none: T, read: (file: number) => T): T {
    let file: number;
    try {
      file = openSync(this.#fileOf(month), "r");
    } catch (error) {
      if (isMissing(error)) return none;
      throw error;
    }
    try {
      return read(file);
    } finally {
      closeSync(file);
    }
  }

  #fileOf(month: string): string {
    return path.join(this.#folder, `ledger-${month}.jsonl`);
  }

  #totalsOf(month: string): string {
    return path.join(this.#folder, `ledger-${month}.totals.json`);
  }
}

interface Slice {
  readonly from: number;
  readonly size: number;
  readonly bytes: number;
  readonly file: number;
}

/** Reads up to the last newline of a slice, or the file's end; a line that is longer than the slice gets a longer one. */
function readSlice(opened: number, { from, size, bytes, file }: Slice): Lines {
  const length = Math.min(bytes, size - from);
  const buffer = Buffer.alloc(length);
  const bytesRead = readSync(opened, buffer, 0, length, from);
  const read = buffer.subarray(0, bytesRead);
  const more = from + bytesRead < size && bytesRead > 0;
  const end = more ? read.lastIndexOf(NEWLINE) + 1 : bytesRead;
  if (more && end === 0) return readSlice(opened, { from, size, bytes: bytes * 2, file });
  return { text: decoded(read.subarray(0, end)), from, more, file };
}

/**
 * A text of as many bytes, because places in the file are counted by it: of a line that was torn within a character, what
 * is no UTF-8 becomes question marks.
 */
function decoded(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  const lines = bytes.toString("latin1").split("\n");
  return lines
    .map((line) => {
      const own = Buffer.from(line, "latin1");
      return isUtf8(own) ? own.toString() : line.replaceAll(/[\u0080-\u00FF]/g, "?");
    })
    .join("\n");
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
