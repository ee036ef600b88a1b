import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Bench, type BenchOptions, type Figures, MissingData } from "./bench.ts";
import { SoakWindow } from "./soak/soakWindow.ts";
import { seededRandom } from "./stats.ts";

/*
 * Ten thousand requests from two windows against an endpoint that fails at random, in every way of the fault matrix:
 * nothing may be lost, booked twice, thrown past everybody or left open.
 */

const REQUESTS = 10_000;
/** Not counted: they fill caches and pools; what grows from then on is a leak. */
const FIRST_REQUESTS = 1_000;
/** Requests of one window at a time. */
const PARALLEL = 12;
/** Share of calls that fail. */
const FAULTY = 0.4;
/** Share of requests that the user stops. */
const STOPPED = 0.05;

export const soak: Bench = {
  floors: [
    { key: "requests", min: REQUESTS },
    { key: "acceptedShare", min: 0.8 },
    { key: "lostEntries", max: 0 },
    { key: "doubledEntries", max: 0 },
    { key: "unhandled", max: 0 },
    { key: "heapGrowthMB", max: 10 },
    { key: "openHandles", max: 0 },
  ],
  run,
};

async function run({ data }: BenchOptions): Promise<Figures> {
  const matrix = path.join(data, "models/error-matrix.json");
  if (!existsSync(matrix))
    throw new MissingData(`There is no fault matrix at ${matrix}. Name another data folder: --data DIR.`);
  let unhandled = 0;
  const count = (): void => void (unhandled += 1);
  process.on("unhandledRejection", count);
  const server = fork(path.join(import.meta.dirname, "soak/server.ts"), [matrix, String(FAULTY)], { stdio: "inherit" });
  const [{ port }] = (await once(server, "message")) as [{ readonly port: number }];
  const random = seededRandom(7);
  const windows = ["one", "two"].map((name) => new SoakWindow(name, `http://127.0.0.1:${port}/v1`, random));
  await load(windows, FIRST_REQUESTS, random);
  const before = { handles: openHandles(), heap: heapMB() };
  await load(windows, REQUESTS, random);
  const heapGrowth = Math.max(0, heapMB() - before.heap);
  const handles = Math.max(0, openHandles() - before.handles);
  server.kill();
  process.off("unhandledRejection", count);
  const sum = (pick: (window: SoakWindow) => number): number =>
    windows.reduce((total, window) => total + pick(window), 0);
  console.log(`What came of them: ${JSON.stringify(tally(windows))}`);
  return {
    requests: { value: sum(({ requests }) => requests) - FIRST_REQUESTS },
    acceptedShare: { value: sum(({ answered }) => answered) / sum(({ finished }) => finished) },
    lostEntries: { value: sum(({ lost }) => lost) },
    doubledEntries: { value: sum(({ doubled }) => doubled) },
    unhandled: { value: unhandled },
    heapGrowthMB: { value: heapGrowth },
    openHandles: { value: handles },
  };
}

/** All windows together make so many requests. */
async function load(windows: readonly SoakWindow[], requests: number, random: () => number): Promise<void> {
  let left = requests;
  const caller = async (window: SoakWindow): Promise<void> => {
    while (left > 0) {
      left -= 1;
      if (left > 0 && left % 1_000 === 0) console.log(`${left} requests to go`);
      await window.request({ stop: random() < STOPPED });
    }
  };
  await Promise.all(windows.flatMap((window) => Array.from({ length: PARALLEL }, () => caller(window))));
  // What is closed at the end is gone a moment later.
  await new Promise((resolve) => setTimeout(resolve, 500));
}

function tally(windows: readonly SoakWindow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcomes } of windows) {
    for (const [name, times] of outcomes) counts[name] = (counts[name] ?? 0) + times;
  }
  return counts;
}

/** Collects garbage, by a function of the engine that a flag brings to light. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  if (typeof gc === "function") gc();
}

function heapMB(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Timers and requests on the way; sockets in the pool are meant to stay open. */
function openHandles(): number {
  const isOnTheWay = (name: string): boolean => name === "Timeout" || name === "Immediate" || name.includes("Req");
  return process.getActiveResourcesInfo().filter(isOnTheWay).length;
}
