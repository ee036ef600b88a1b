import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { monthOf, startOfMonth } from "../../src/core/ledger/time.ts";
import type { Tier } from "../../src/core/models/tier.ts";

/* A month of entries, in our files and in a table of SQLite with its totals kept beside it. */

export const NOW = new Date(2026, 9, 30, 18).getTime();
export const MONTH = monthOf(NOW);
const START = startOfMonth(NOW);
const MODELS: readonly (readonly [string, Tier])[] = [
  ["gpt-6-luna", "mini"],
  ["gpt-6.1-sol", "full"],
  ["gpt-6.1-sol", "deep"],
  ["qwen3-coder:30b", "local"],
];
const TASKS = ["complete", "chat", "explain", "edit", "fix"] as const;
const WRITE_BYTES = 4_000_000;

export function entryOf(index: number, count: number): LedgerEntry {
  const [model = "", tier = "mini"] = MODELS[index % MODELS.length] ?? [];
  const pico = 115_000_000 + (index % 100_000) * 1_000;
  return {
    v: 1,
    id: `4f2d1c7a-0b1e-4c55-9d3e-${index.toString(16).padStart(12, "0")}`,
    request: `9a1b2c3d-77aa-4bbb-8ccc-${index.toString(16).padStart(12, "0")}`,
    session: `session-${index % 7}`,
    at: START + Math.floor(((NOW - START) / count) * index),
    task: TASKS[index % TASKS.length] ?? "chat",
    tier,
    connection: "openai",
    model,
    why: "routed",
    reason: "quick work",
    outcome: "accepted",
    verdict: "unverified",
    checked: ["shape"],
    usage: {
      input: 1_000 + (index % 900),
      cacheRead: index % 500,
      cacheWrite: 0,
      output: 30 + (index % 300),
      reasoning: 0,
      estimated: false,
    },
    cost: { kind: "priced", pico, provenance: "computed" },
    alwaysFull: { kind: "priced", pico: pico * 8, provenance: "estimated" },
    firstTokenMs: 300 + (index % 700),
    totalMs: 900 + (index % 3_000),
    workspace: `project-${index % 5}`,
  };
}

/** Writes the month's file as the product would. */
export function writeLines(folder: string, count: number): void {
  const fd = openSync(path.join(folder, `ledger-${MONTH}.jsonl`), "w");
  let text = "";
  for (let index = 0; index < count; index += 1) {
    text += `${JSON.stringify(entryOf(index, count))}\n`;
    if (text.length < WRITE_BYTES) continue;
    writeSync(fd, text);
    text = "";
  }
  writeSync(fd, text);
  closeSync(fd);
}

const SCHEMA = `pragma journal_mode = wal; pragma synchronous = normal;
  create table ledger (id text primary key, at integer, session text, task text, tier text, connection text, model text,
    input integer, cacheRead integer, output integer, pico integer, rest text) without rowid;
  create table totals (day integer, model text, tier text, task text, n integer, pico integer,
    primary key (day, model, tier, task)) without rowid;`;
const TOTAL = `insert into totals values (?, ?, ?, ?, 1, ?)
  on conflict (day, model, tier, task) do update set n = n + 1, pico = pico + excluded.pico`;

/** The same in SQLite: a row, and its share of the totals, in one transaction. */
export class SqliteLedger {
  readonly #db: DatabaseSync;
  readonly #row;
  readonly #total;

  constructor(file: string) {
    rmSync(file, { force: true });
    this.#db = new DatabaseSync(file);
    this.#db.exec(SCHEMA);
    this.#row = this.#db.prepare("insert into ledger values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.#total = this.#db.prepare(TOTAL);
  }

  append(entry: LedgerEntry): void {
    this.#db.exec("begin immediate");
    this.#insert(entry);
    this.#db.exec("commit");
  }

  fill(count: number): void {
    this.#db.exec("begin");
    for (let index = 0; index < count; index += 1) this.#insert(entryOf(index, count));
    this.#db.exec("commit");
  }

  close(): void {
    this.#db.close();
  }

  #insert(entry: LedgerEntry): void {
    const { id, at, session, task, tier, connection, model, usage, cost, ...rest } = entry;
    const pico = cost.kind === "priced" ? cost.pico : 0;
    this.#row.run(
      id,
      at,
      session,
      task,
      tier,
      connection,
      model,
      usage.input,
      usage.cacheRead,
      usage.output,
      pico,
      JSON.stringify(rest),
    );
    this.#total.run(new Date(at).getDate(), model, tier, task, pico);
  }
}
