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

  readLines(month: string, from: number): Promise<Lines> {
    const bytes = Buffer.from(this.months.get(month) ?? "");
    const start = from <= bytes.length ? from : 0;
    const end = Math.max(start, bytes.lastIndexOf("\n") + 1);
    const text = bytes.toString("utf8", start, end);
    return Promise.resolve({ text, open: bytes.toString("utf8", end), from: start, end, more: false });
  }
}
