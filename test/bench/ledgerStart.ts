import { createReadStream } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { Ledger } from "../../src/core/ledger/ledger.ts";
import { startOfMonth } from "../../src/core/ledger/time.ts";
import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { MONTH, NOW } from "./ledgerData.ts";

// node ledgerStart.ts WAY FOLDER: the month's total by one way in a fresh process, with the time and memory it took.

interface Total {
  readonly entries: number;
  readonly pico: string;
}

const WAYS: Readonly<Record<string, (folder: string) => Promise<Total>>> = {
  async ours(folder) {
    const ledger = new Ledger(new LedgerFile(folder), { now: () => NOW, monotonic: () => performance.now() });
    const { cost } = await ledger.totals(startOfMonth(NOW));
    return { entries: cost.priced, pico: String(cost.pico) };
  },
  async full(folder) {
    const totals = new Map<string, { entries: number; pico: bigint }>();
    const lines = createInterface({ input: createReadStream(path.join(folder, `ledger-${MONTH}.jsonl`)) });
    for await (const line of lines) {
      const { at, model, task, cost } = JSON.parse(line) as LedgerEntry;
      const key = `${new Date(at).getDate()} ${model} ${task}`;
      const known = totals.get(key) ?? { entries: 0, pico: 0n };
      totals.set(key, {
        entries: known.entries + 1,
        pico: known.pico + BigInt("pico" in cost ? cost.pico : 0),
      });
    }
    const all = [...totals.values()];
    const pico = all.reduce((sum, one) => sum + one.pico, 0n);
    return { entries: all.reduce((sum, one) => sum + one.entries, 0), pico: String(pico) };
  },
  sqlite(folder) {
    const db = new DatabaseSync(path.join(folder, "ledger.db"));
    const statement = db.prepare("select n, pico from totals");
    statement.setReadBigInts(true);
    const rows = statement.all();
    db.close();
    const pico = rows.reduce((sum, row) => sum + BigInt(String(row["pico"])), 0n);
    return Promise.resolve({
      entries: Number(rows.reduce((sum, row) => sum + BigInt(String(row["n"])), 0n)),
      pico: String(pico),
    });
  },
};

const [, , way = "", folder = ""] = process.argv;
const run = WAYS[way];
if (!run) throw new Error(`There is no way "${way}"`);
const memory = process.memoryUsage().rss;
const started = performance.now();
const cpu = process.cpuUsage();
const total = await run(folder);
const { user, system } = process.cpuUsage(cpu);
const ms = performance.now() - started;
const rssMB = Math.max(0, process.memoryUsage().rss - memory) / 1e6;
process.stdout.write(JSON.stringify({ ...total, ms, cpuMs: (user + system) / 1_000, rssMB }));
process.exit(0);
