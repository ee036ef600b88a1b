import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleepFor } from "node:timers/promises";
import { entriesIn, Months } from "../../src/core/ledger/months.ts";
import { reportOn } from "../../src/core/ledger/report.ts";
import { Totals } from "../../src/core/ledger/totals.ts";
import { LedgerFile } from "../../src/extension/ledgerFile.ts";
import { FAULTS, failingFiles } from "../helpers/failingFiles.ts";
import { temporaryFolder } from "../workbench/host.ts";
import type { Bench, Figures } from "./bench.ts";
import { entryOf, MONTH } from "./ledgerData.ts";
import { seededRandom } from "./stats.ts";

// Counts what is lost, doubled or left unsaid when writers are killed, when every call of the file system fails once, and
// when eight write at the same time.

const KILLS = 500;
const WRITERS = 8;
const ENTRIES_EACH = 3_000;
const LONGEST_LIFE_MS = 400;

/** What a run came to, in entries. */
interface Outcome {
  /** Said to be safe, and not there. */
  readonly lost: number;
  readonly doubled: number;
  /** Lines that are no entries. */
  readonly torn: number;
  readonly entries: number;
}

function judge(folder: string, acknowledged: readonly string[]): Outcome {
  const text = readFileSync(path.join(folder, `ledger-${MONTH}.jsonl`), "utf8");
  const ids = entriesIn(text).map(({ id }) => id);
  const there = new Set(ids);
  return {
    lost: acknowledged.filter((id) => !there.has(id)).length,
    doubled: ids.length - there.size,
    torn: text.split("\n").filter((line) => line.trim() !== "").length - ids.length,
    entries: ids.length,
  };
}

interface Writer {
  readonly kill: () => void;
  /** Ids that it said are safe, once it has ended. */
  readonly ended: Promise<readonly string[]>;
  /** It has written its first entry. */
  readonly began: Promise<void>;
}

function startWriter(folder: string, name: string, count: number): Writer {
  const file = path.join(import.meta.dirname, "ledgerWriter.ts");
  const child = spawn(process.execPath, ["--no-warnings", file, folder, name, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  let begin = (): void => undefined;
  const began = new Promise<void>((resolve) => (begin = resolve));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    begin();
  });
  const ended = new Promise<readonly string[]>((resolve) => {
    child.on("close", () => {
      begin();
      // What follows the last newline is half a word.
      resolve(said.split("\n").slice(0, -1));
    });
  });
  return { kill: () => void child.kill("SIGKILL"), ended, began };
}

/** Two writers at a time, each killed at a random moment of its writing. */
async function killed(folder: string): Promise<Outcome & { readonly kills: number }> {
  const random = seededRandom(11);
  const acknowledged: string[] = [];
  let kills = 0;
  while (kills < KILLS) {
    const writers = ["a", "b"].map((name) => startWriter(folder, `${name}${kills}`, 1_000_000));
    await Promise.all(
      writers.map(async ({ began, kill, ended }) => {
        await began;
        await sleepFor(random() * LONGEST_LIFE_MS * 0.25);
        kill();
        acknowledged.push(...(await ended));
      }),
    );
    kills += writers.length;
    if (kills % 100 === 0) console.log(`${kills} of ${KILLS} writers killed, ${acknowledged.length} entries`);
  }
  return { ...judge(folder, acknowledged), kills };
}

/** Each call of the file system fails once in each way; what is refused is given again, as the ledger does. */
async function faulted(
  folder: string,
): Promise<{ readonly points: number; readonly lost: number; readonly doubled: number }> {
  const totals = { points: 0, lost: 0, doubled: 0 };
  for (const fault of FAULTS) {
    for (let n = 1; ; n += 1) {
      const place = path.join(folder, `${fault}-${n}`);
      const layer = failingFiles(n, fault);
      const store = new LedgerFile(place, layer);
      const safe: string[] = [];
      for (const id of ["a", "b", "c", "d", "e"]) {
        const line = JSON.stringify({ ...entryOf(0, 1), id });
        const write = (): Promise<boolean> =>
          store.append(MONTH, line).then(
            () => true,
            () => false,
          );
        if ((await write()) || (await write())) safe.push(id);
      }
      try {
        store.dispose();
      } catch {
        // Closing may be the call that fails; everything is written by then.
      }
      const { lost, doubled } = judge(place, safe);
      totals.lost += lost + (5 - safe.length);
      totals.doubled += doubled;
      if (layer.calls < n) break;
      totals.points += 1;
    }
  }
  return totals;
}

/** Many windows at once; the totals that we read must be those of all their lines. */
async function together(folder: string): Promise<Outcome & { readonly counted: number }> {
  const writers = Array.from({ length: WRITERS }, (_, index) => startWriter(folder, `w${index}`, ENTRIES_EACH));
  const acknowledged = (await Promise.all(writers.map(({ ended }) => ended))).flat();
  const totals = new Totals();
  (await new Months(new LedgerFile(folder)).read(MONTH)).mergeInto(totals, 0);
  return { ...judge(folder, acknowledged), counted: reportOn(totals).requests };
}

async function run(): Promise<Figures> {
  const temporary = temporaryFolder("ledger-faults");
  const inside = (name: string): string => {
    const folder = path.join(temporary.path, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  try {
    const faults = await faulted(inside("faults"));
    const many = await together(inside("together"));
    const kills = await killed(inside("kills"));
    console.log(`${kills.entries} entries of killed writers, ${kills.torn} torn lines`);
    const uncounted = WRITERS * ENTRIES_EACH - many.counted;
    return {
      kills: { value: kills.kills },
      acknowledgedLost: { value: kills.lost + many.lost + faults.lost },
      doubled: { value: kills.doubled + many.doubled + faults.doubled },
      faultPoints: { value: faults.points },
      silentLoss: { value: uncounted + many.torn },
      entries: { value: kills.entries + many.entries },
    };
  } finally {
    temporary.remove();
  }
}

export const ledgerFaults: Bench = {
  floors: [
    { key: "kills", min: KILLS, goal: KILLS },
    { key: "acknowledgedLost", max: 0, goal: 0 },
    { key: "doubled", max: 0, goal: 0 },
    // Five appends make at least so many calls, and each fails in four ways.
    { key: "faultPoints", min: 60, goal: 60 },
    { key: "silentLoss", max: 0, goal: 0 },
  ],
  run,
};
