import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import type { LedgerStore } from "../../src/core/ledger/ledger.ts";
import type { Lines } from "../../src/core/ledger/months.ts";
import type { LedgerSink } from "../../src/core/ports.ts";

/** A ledger that keeps its entries; it can be told to break its word and throw. */
export class MemoryLedger implements LedgerSink {
  readonly entries: LedgerEntry[] = [];
  breaks = false;

  append(entry: LedgerEntry): Promise<void> {
    if (this.breaks) return Promise.reject(new Error("disk full"));
    this.entries.push(entry);
    return Promise.resolve();
  }
}

/** Lines by month; it can be told to refuse writing. */
export class MemoryStore implements LedgerStore {
  readonly months = new Map<string, string>();
  full = false;

  append(month: string, line: string): Promise<void> {
    if (this.full) return Promise.reject(new Error("no space left"));
    this.months.set(month, `${this.months.get(month) ?? ""}${line}\n`);
    return Promise.resolve();
  }

  /** Stored totals by month. */
  readonly totals = new Map<string, string>();
  /** Bytes asked for by each read of lines. */
  readonly asked: number[] = [];
  /** Characters that a read gives at most. */
  slice = Number.MAX_SAFE_INTEGER;
  file = 1;

  readLines(month: string, asked: number): Promise<Lines> {
    this.asked.push(asked);
    const bytes = Buffer.from(this.months.get(month) ?? "");
    const from = asked <= bytes.length ? asked : 0;
    const cut = bytes.indexOf("\n", from + this.slice) + 1;
    const end = cut === 0 ? bytes.length : cut;
    const file = this.months.has(month) ? this.file : 0;
    return Promise.resolve({ text: bytes.toString("utf8", from, end), from, more: end < bytes.length, file });
  }

  remove(month: string, { keepTotals }: { readonly keepTotals: boolean }): Promise<void> {
    this.months.delete(month);
    if (!keepTotals) this.totals.delete(month);
    return Promise.resolve();
  }

  readBack(month: string, end: number, bytes: number): Promise<string> {
    return Promise.resolve(Buffer.from(this.months.get(month) ?? "").toString("utf8", Math.max(0, end - bytes), end));
  }

  readTotals(month: string): Promise<string> {
    const text = this.totals.get(month);
    return text === undefined ? Promise.reject(new Error("no totals")) : Promise.resolve(text);
  }

  writeTotals(month: string, text: () => string): Promise<void> {
    this.totals.set(month, text());
    return Promise.resolve();
  }
}
