import { existsSync } from "node:fs";
import path from "node:path";
import { root } from "../workbench/toolchain.mjs";
import { MissingData, type Bench, type BenchOptions, type Figures } from "./bench.ts";
import { measureCost } from "./completion/cost.ts";
import { makeTraces, type Trace } from "./completion/keys.ts";
import { FakeModel } from "./completion/model.ts";
import { fixed, type Policy, upshift, type World } from "./completion/policies.ts";
import { type Counts, simulate } from "./completion/simulate.ts";
import { medianOf, percentile } from "./stats.ts";

const SEED = 5;
const MEDIANS_MS = [300, 700] as const;
/** 1,000 tokens in and 30 out at 0.10 and 0.50 dollars a million. */
const CENT_PER_REQUEST = 0.0115;

const POLICIES: Readonly<Record<string, (world: World) => Policy>> = {
  quick: (world) => upshift("quick", world),
  thrifty: (world) => upshift("thrifty", world),
  fixed0: (world) => fixed(0, false, world),
  fixed150: (world) => fixed(150, false, world),
  fixed300: (world) => fixed(300, false, world),
  fixed350: (world) => fixed(350, false, world),
  fixed350Cache: (world) => fixed(350, true, world),
};

function foldersOf({ repos }: BenchOptions): readonly string[] {
  const folders =
    repos.length > 0 ? repos : ["zod", "openai"].map((name) => path.join(root, "node_modules", name, "src"));
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new MissingData(`There is no source at ${missing}. Name another: --repo DIR.`);
  return folders;
}

async function play(traces: readonly Trace[], medianMs: number, name: string): Promise<readonly Counts[]> {
  const policy = POLICIES[name];
  if (!policy) throw new Error(`There is no policy ${name}`);
  const runs: Counts[] = [];
  for (const [index, trace] of traces.entries()) {
    runs.push(await simulate(trace, new FakeModel(medianMs, SEED + index), policy));
  }
  return runs;
}

/** The same keys, files and answers for every policy; what is counted has no noise. */
async function run(options: BenchOptions): Promise<Figures> {
  const traces = makeTraces(foldersOf(options), SEED);
  const [first] = traces;
  if (!first) throw new MissingData("The folders hold no source of 3 to 20 KB.");
  const figures: Record<string, Figures[string]> = {};
  const runs = new Map<string, readonly Counts[]>();
  for (const medianMs of MEDIANS_MS) {
    for (const name of Object.keys(POLICIES)) {
      const counts = await play(traces, medianMs, name);
      runs.set(`${name}${medianMs}`, counts);
      Object.assign(figures, described(`${name}${medianMs}`, counts));
    }
  }
  const slow = { ours: runs.get("quick700") ?? [], peer: runs.get("fixed350Cache700") ?? [] };
  const ratio = (size: (counts: Counts) => number): Figures[string] =>
    medianOf(slow.ours.map((own, index) => size(own) / size(slow.peer[index] ?? own)));
  const { perKeyP95Ms, cacheHitMs } = await measureCost(first.text);
  return {
    coveredRatioFixed350Cache: ratio(({ covered }) => covered),
    requestsRatioFixed350Cache: ratio(({ requests }) => requests),
    perKeyP95Ms: { value: perKeyP95Ms },
    cacheHitMs: { value: cacheHitMs },
    ...figures,
  };
}

function described(name: string, runs: readonly Counts[]): Figures {
  const sum = (size: (counts: Counts) => number): number => runs.reduce((total, counts) => total + size(counts), 0);
  const [keys, requests] = [sum((one) => one.keys), sum((one) => one.requests)];
  const delays = runs.flatMap((one) => one.delays);
  return {
    [`${name}Covered`]: { value: sum((one) => one.covered) / sum((one) => one.pauses) },
    [`${name}RequestsPer100`]: { value: (100 * requests) / keys },
    [`${name}CentPer100`]: { value: (100 * requests * CENT_PER_REQUEST) / keys },
    [`${name}Wasted`]: { value: sum((one) => one.wasted) / requests },
    [`${name}DelayMs`]: { value: percentile(delays, 0.5) },
    [`${name}DelayP90Ms`]: { value: percentile(delays, 0.9) },
  };
}

/** How often a suggestion is there when somebody stops to look for one, and what that takes, by our pipeline and by others. */
export const completion: Bench = {
  floors: [
    { key: "coveredRatioFixed350Cache", min: 1.1, goal: 1.25 },
    { key: "requestsRatioFixed350Cache", max: 1.1, goal: 0.9 },
    { key: "perKeyP95Ms", max: 2, goal: 1 },
    { key: "cacheHitMs", max: 5, goal: 2 },
  ],
  run,
};
