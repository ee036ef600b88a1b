import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LedgerEntry } from "../../src/core/ledger/entry.ts";
import { Months, STORE_AFTER_BYTES } from "../../src/core/ledger/months.ts";
import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { type Bench, type Figures, MissingData } from "./bench.ts";
import { entryOf, MONTH, NOW, SqliteLedger, writeLines } from "./ledgerData.ts";
import { interleave, ratioOf, type Round } from "./rounds.ts";
import { median } from "./stats.ts";

// The ledger's file against a table of node:sqlite that keeps its totals, a parse of the whole file, and one JSON file
// that is written anew for each entry.

const APPENDS = 2_000;
/** Lines that the stored totals lack: as many as a window writes between two times of storing them. */
const TAIL = Math.ceil(STORE_AFTER_BYTES / JSON.stringify(entryOf(1, 2)).length);

interface Appended {
  readonly cpuMs: number;
}

interface Started extends Appended {
  readonly entries: number;
  readonly pico: string;
  readonly ms: number;
  readonly rssMB: number;
}

async function run(): Promise<Figures> {
  const temporary = temporaryFolder("ledger-bench");
  try {
    const small = path.join(temporary.path, "1e5");
    const large = path.join(temporary.path, "1e6");
    const append1e5 = await appendRounds(small, 100_000);
    const rewrite = rewriteRatio(small, append1e5);
    const append1e6 = await appendRounds(large, 1_000_000);
    const place = await withTail(large);
    const full = await startRounds(place, "full");
    const sqlite = await startRounds(place, "sqlite", large);
    const starts = sqlite.flatMap(({ ours }) => ours);
    return {
      appendRatioSqlite1e5: ratioOf(append1e5, ({ cpuMs }) => cpuMs),
      appendRatioSqlite1e6: ratioOf(append1e6, ({ cpuMs }) => cpuMs),
      appendRatioRewrite1e5: { value: rewrite },
      startRatioFullParse1e6: ratioOf(full, ({ cpuMs }) => cpuMs),
      startRatioSqliteTotals1e6: ratioOf(sqlite, ({ cpuMs }) => cpuMs),
      startMs1e6: { value: median(starts.map(({ ms }) => ms)) },
      rssMB1e6: { value: median(starts.map(({ rssMB }) => rssMB)) },
    };
  } finally {
    temporary.remove();
  }
}

async function appendRounds(folder: string, count: number): Promise<readonly Round<Appended>[]> {
  mkdirSync(folder, { recursive: true });
  console.log(`Writing ${count} entries`);
  writeLines(folder, count - TAIL);
  const store = new LedgerFile(folder);
  const months = new Months(store);
  await months.read(MONTH);
  await months.store();
  const sqlite = new SqliteLedger(path.join(folder, "ledger.db"));
  sqlite.fill(count - TAIL);
  let next = 0;
  const batch = (): readonly ReturnType<typeof entryOf>[] =>
    Array.from({ length: APPENDS }, () => ({ ...entryOf(count - 1, count), id: `append-${(next += 1)}` }));
  const rounds = await interleave<Appended>({
    name: `an append to ${count} entries`,
    ours: async () => {
      const entries = batch();
      return timed(async () => {
        for (const entry of entries) await store.append("2026-09", JSON.stringify(entry));
      });
    },
    floor: async () => {
      const entries = batch();
      return timed(async () => {
        for (const entry of entries) sqlite.append(entry);
      });
    },
    steady: [],
    compare: () => undefined,
  });
  store.dispose();
  sqlite.close();
  return rounds;
}

async function timed(work: () => Promise<void>): Promise<Appended> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1_000 };
}

/** Our append beside one that writes the whole account anew; measured over a few, for each takes long. */
function rewriteRatio(folder: string, rounds: readonly Round<Appended>[]): number {
  const file = path.join(folder, "all.json");
  const all = readFileSync(path.join(folder, `ledger-${MONTH}.jsonl`), "utf8")
    .split("\n")
    .flatMap((line): unknown[] => (line === "" ? [] : [JSON.parse(line)]));
  const before = process.cpuUsage();
  for (let index = 0; index < 3; index += 1) {
    all.push(entryOf(index, 3));
    writeFileSync(file, JSON.stringify(all));
  }
  const { user, system } = process.cpuUsage(before);
  const ours = median(rounds.flatMap((round) => round.ours.map(({ cpuMs }) => cpuMs / APPENDS)));
  return ours / ((user + system) / 3_000);
}

/** A copy of the month in which TAIL lines follow what the totals hold. */
async function withTail(folder: string): Promise<string> {
  const place = path.join(folder, "whole");
  mkdirSync(place, { recursive: true });
  for (const name of [`ledger-${MONTH}.jsonl`, `ledger-${MONTH}.totals.json`])
    copyFileSync(path.join(folder, name), path.join(place, name));
  const store = new LedgerFile(place);
  for (let index = 0; index < TAIL; index += 1) await store.append(MONTH, JSON.stringify(lateEntry(index)));
  store.dispose();
  return place;
}

/** What was booked last: all of it today. */
function lateEntry(index: number): LedgerEntry {
  const entry = entryOf(index, TAIL);
  return { ...entry, id: `late-${index}`, request: `late-${index}`, at: NOW - (TAIL - index) * 1_000 };
}

/** Starts of fresh processes on the files of `place` and on what the other way reads. */
async function startRounds(
  place: string,
  other: "full" | "sqlite",
  folder = place,
): Promise<readonly Round<Started>[]> {
  return await interleave<Started>({
    name: `a start against ${other}`,
    ours: async () => start("ours", place),
    floor: async () => start(other, folder),
    steady: [],
    compare: (ours, floor) => {
      // SQLite's table was appended to meanwhile: what can be compared is that ours holds every line it was given.
      if (other === "full" && (ours.entries !== floor.entries || ours.pico !== floor.pico))
        throw new MissingData("The two ways do not come to the same total");
    },
  });
}

function start(way: "ours" | "full" | "sqlite", folder: string): Started {
  const args = ["--no-warnings", path.join(import.meta.dirname, "ledgerStart.ts"), way, folder];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Started;
}

export const ledger: Bench = {
  floors: [
    { key: "appendRatioSqlite1e5", max: 0.5, goal: 0.1 },
    { key: "appendRatioSqlite1e6", max: 0.5, goal: 0.1 },
    { key: "startRatioFullParse1e6", max: 0.02, goal: 0.005 },
    { key: "startRatioSqliteTotals1e6", max: 3, goal: 1.5 },
    { key: "rssMB1e6", max: 60, goal: 10 },
  ],
  run,
};
