import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Bench, type BenchOptions, type Figures, MissingData } from "./bench.ts";
import { type FaultResponse } from "../workbench/endpointFaults.ts";
import { startEndpoint } from "../workbench/endpoint.ts";
import { SoakWindow } from "./soak/soakWindow.ts";
import { seededRandom } from "./stats.ts";

/*
 * Ten thousand requests from two windows against an endpoint that fails at random, in every way of the fault matrix:
 * nothing may be lost, booked twice, thrown past everybody or left open.
 */

const REQUESTS = 10_000;
/** Requests of one window at a time. */
const PARALLEL = 24;
/** Share of calls that a fault strikes. */
const FAULTY = 0.4;
/** Share of requests that the user stops. */
const STOPPED = 0.05;

export const soak: Bench = {
  floors: [
    { key: "requests", min: REQUESTS },
    { key: "lostEntries", max: 0 },
    { key: "doubledEntries", max: 0 },
    { key: "unhandled", max: 0 },
    { key: "heapGrowthMB", max: 10 },
    { key: "openHandles", max: 0 },
  ],
  run,
};

async function run({ data }: BenchOptions): Promise<Figures> {
  const faults = readFaults(path.join(data, "models/error-matrix.json"));
  const random = seededRandom(11);
  let unhandled = 0;
  const count = (): void => void (unhandled += 1);
  process.on("unhandledRejection", count);
  const endpoint = await startEndpoint({ pace: 0 });
  const windows = [new SoakWindow("one", endpoint.baseUrl, random), new SoakWindow("two", endpoint.baseUrl, random)];
  // Caches, pools and compiled code are there after the first requests; what grows from then on is a leak.
  await load(windows, endpoint, { faults, random, requests: REQUESTS / 10 });
  const handles = openHandles();
  const heap = heapMB();
  await load(windows, endpoint, { faults, random, requests: REQUESTS });
  const grown = heapMB() - heap;
  await endpoint.behave();
  await new Promise((resolve) => setTimeout(resolve, 200));
  const left = Math.max(0, openHandles() - handles);
  await endpoint.close();
  process.off("unhandledRejection", count);
  const sum = (pick: (window: SoakWindow) => number): number => windows.reduce((total, one) => total + pick(one), 0);
  console.log(`Outcomes: ${JSON.stringify(tally(windows))}`);
  return {
    requests: { value: sum(({ requests }) => requests) - REQUESTS / 10 },
    lostEntries: { value: sum(({ lost }) => lost) },
    doubledEntries: { value: sum(({ doubled }) => doubled) },
    unhandled: { value: unhandled },
    heapGrowthMB: { value: Math.max(0, grown) },
    openHandles: { value: left },
  };
}

interface Load {
  readonly faults: readonly FaultResponse[];
  readonly random: () => number;
  readonly requests: number;
}

/** All windows together make so many requests, each struck by a fault or not. */
async function load(
  windows: readonly SoakWindow[],
  endpoint: Awaited<ReturnType<typeof startEndpoint>>,
  { faults, random, requests }: Load,
): Promise<void> {
  let left = requests;
  const caller = async (window: SoakWindow): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const fault = random() < FAULTY ? faults[Math.floor(random() * faults.length)] : undefined;
      // One that strikes somebody else's call is as good: both were going to be struck by something.
      if (fault) endpoint.misbehave({ response: fault, times: 1 });
      await window.request({ stop: random() < STOPPED });
      if (left > 0 && left % 1_000 === 0) console.log(`${left} requests to go`);
    }
  };
  await Promise.all(windows.flatMap((window) => Array.from({ length: PARALLEL }, () => caller(window))));
}

/** Those that end the listening itself would strike everybody, and long ones only cost time. */
function readFaults(file: string): readonly FaultResponse[] {
  if (!existsSync(file))
    throw new MissingData(`There is no fault matrix at ${file}. Name another data folder: --data DIR.`);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly cases: readonly { readonly response: FaultResponse }[];
  };
  return cases
    .map(({ response }) => response)
    .filter(({ hang, frames_generator: long }) => hang !== "refused" && long === undefined);
}

function tally(windows: readonly SoakWindow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcomes } of windows) {
    for (const [name, count] of outcomes) counts[name] = (counts[name] ?? 0) + count;
  }
  return counts;
}

/** Collects garbage; a function of the engine that a flag brings to light. */
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
  return process
    .getActiveResourcesInfo()
    .filter((name) => name === "Timeout" || name === "Immediate" || name.includes("Req")).length;
}
