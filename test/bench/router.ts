import { writeFileSync } from "node:fs";
import type { Bench, BenchOptions, Figures } from "./bench.ts";
import { type BaselineError, compareBaselines, RANDOM_TOLERANCE, SMALLEST_GAP } from "./router/baselines.ts";
import { readJson, routingFolder } from "./router/data.ts";
import { average, type Frontier, frontierOf, type FrontierSet, strongestOf } from "./router/lift.ts";
import { codeRouterBench, editBench, type OutcomeSet, sweBench } from "./router/outcomes.ts";
import { loadPair, type LoadedPair, type Pair } from "./router/pairs.ts";
import { reportPair } from "./router/pairReport.ts";
import { play, type Played } from "./router/play.ts";
import { decisionTimes } from "./router/speed.ts";
import type { Estimate } from "./stats.ts";

/**
 * One set in one regime, with the slider's position: what a solved request is worth, US dollars. Positions were chosen on
 * the open rows from splits, fitted on 70 % of the problems and judged on the rest: where lift is highest and its neighbours
 * hold as well. SWE-bench without tests has no such place (0 within its error everywhere).
 */
interface Part {
  readonly key: string;
  readonly set: (folder: string) => OutcomeSet;
  readonly value: number;
  readonly leaveSourceOut?: boolean;
}

const GPT5 = ["GPT-5 mini (2025-08-07) (medium reasoning)", "GPT-5 (2025-08-07) (medium reasoning)"];
const EDIT_STEPS = ["gpt-4o-mini", "gpt-5-mini", "claude-sonnet-4"];

const REGIMES: Readonly<Record<"noTests" | "tests" | "mixed", readonly Part[]>> = {
  noTests: [
    { key: "codeRouterBenchNoTests", set: codeRouterBench, value: 0.6, leaveSourceOut: true },
    { key: "editBenchNoTests", set: (folder) => editBench(folder, 0), value: 0.0125 },
    { key: "sweBenchNoTests", set: (folder) => sweBench(folder, [0.94, 0.79]), value: 0.8 },
  ],
  tests: [
    { key: "editBenchTests", set: (folder) => editBench(folder, 2), value: 0.07 },
    { key: "sweBenchTests", set: (folder) => sweBench(folder, [1, 0.35]), value: 2 },
  ],
  mixed: [
    { key: "codeRouterBenchMixed", set: codeRouterBench, value: 0.05 },
    { key: "editBenchMixed", set: (folder) => editBench(folder, 2, EDIT_STEPS), value: 0.1 },
    { key: "sweBenchMixed", set: (folder) => sweBench(folder, [1, 0.8], GPT5), value: 3 },
  ],
};

/** Measures the product's own router on real outcomes: no decision here is taken by anything else. */
export const router: Bench = {
  floors: [
    { key: "noTestsLiftPoints", min: 3, goal: 5 },
    { key: "noTestsSavedShare", min: 0, goal: 0.75 },
    { key: "testsLiftPoints", min: 10, goal: 13 },
    { key: "testsSavedShare", min: 0, goal: 0.6 },
    { key: "mixedQualityPercent", min: 100, goal: 100 },
    { key: "mixedSavedShare", min: 0.7, goal: 0.75 },
    { key: "baselineMaxError", max: 0.001 },
    { key: "decisionP95Ms", max: 2, goal: 1 },
  ],
  run: (options) => Promise.resolve(measure(options)),
};

function measure(options: BenchOptions): Figures {
  const folder = routingFolder(options.data);
  const fitFolder = options.fit === undefined ? undefined : routingFolder(options.fit);
  const { p50, p95 } = decisionTimes();
  const lines: string[] = [];
  const figures: Record<string, Estimate> = {};
  printPairs(folder);
  figures["baselineMaxError"] = { value: baselineError(folder) };
  console.log(
    "\nVisible tests of EDIT-Bench are drawn from the tests that grade the answer; sizes of files are known.\n",
  );
  for (const [regime, parts] of Object.entries(REGIMES)) {
    const sets = parts.map((part) => {
      const { set, played, frontier } = playPart(part, folder, fitFolder);
      lines.push(...played.map((one) => rawLine(part.key, set, one)));
      figures[`${part.key}Quality`] = interval(frontier, "quality");
      figures[`${part.key}Saved`] = interval(frontier, "saved");
      figures[`${part.key}Lift`] = interval(frontier, "lift");
      return frontier;
    });
    const { quality, saved, lift } = average(sets);
    add(figures, `${regime}QualityPercent`, quality);
    add(figures, `${regime}SavedShare`, saved);
    if (regime !== "mixed") add(figures, `${regime}LiftPoints`, lift);
  }
  if (options.raw !== undefined) writeFileSync(options.raw, `${lines.join("\n")}\n`);
  return { ...figures, decisionP50Ms: { value: p50 }, decisionP95Ms: { value: p95 } };
}

function playPart(
  part: Part,
  folder: string,
  fitFolder: string | undefined,
): { readonly set: OutcomeSet; readonly played: readonly Played[]; readonly frontier: FrontierSet } {
  const set = part.set(folder);
  const fitSet = fitFolder === undefined ? undefined : part.set(fitFolder);
  const { value, leaveSourceOut = false } = part;
  const played = play(set, { value, leaveSourceOut, ...(fitSet ? { fit: fitSet } : {}) });
  return { set, played, frontier: frontierOf(set, played, strongestOf(fitSet ?? set)) };
}

/** A figure with its interval, and the ends of the interval as figures of their own. */
function add(figures: Record<string, Estimate>, key: string, estimate: Estimate): void {
  figures[key] = estimate;
  if (estimate.low !== undefined) figures[`${key}Low`] = { value: estimate.low };
  if (estimate.high !== undefined) figures[`${key}High`] = { value: estimate.high };
}

function interval(frontier: FrontierSet, key: keyof Frontier): Estimate {
  return average([frontier])[key];
}

function rawLine(part: string, set: OutcomeSet, { problem, order, reached, quality, usd }: Played): string {
  const tried = order.map((index, step) => ({
    model: set.models[index]?.name ?? "",
    reached: reached[step] ?? 0,
    acceptsRight: problem.outcomes[index]?.acceptsRight ?? 1,
    acceptsWrong: problem.outcomes[index]?.acceptsWrong ?? 1,
  }));
  return JSON.stringify({ id: problem.id, set: part, tried, usd, quality });
}

function pairsOf(folder: string): readonly LoadedPair[] {
  const pairs = (readJson(folder, "pairs.json") ?? []) as readonly Pair[];
  const prices = (readJson(folder, "prices.json") ?? {}) as Parameters<typeof loadPair>[2];
  return pairs.map((pair) => loadPair(folder, pair, prices)).filter(({ rows }) => rows.length > 0);
}

function printPairs(folder: string): void {
  for (const loaded of pairsOf(folder)) console.log(reportPair(loaded));
}

/** Largest difference from the published figures of this folder; 0 where it has none. */
function baselineError(folder: string): number {
  const published = (readJson(folder, "baselines_dev.json") ?? []) as readonly Parameters<typeof compareBaselines>[1][];
  const pairs = new Map(pairsOf(folder).map((loaded) => [loaded.pair.id, loaded]));
  const errors = published.flatMap((one) => {
    const loaded = pairs.get(one.id);
    return loaded ? compareBaselines(loaded, one) : [];
  });
  const gap = new Map(published.map(({ id, mini, full }) => [id, Number(full) - Number(mini)]));
  const isRandom = ({ figure }: BaselineError): boolean => figure.startsWith("random");
  const random = errors.filter((one) => isRandom(one) && (gap.get(one.pair) ?? 0) >= SMALLEST_GAP);
  const exact = errors.filter((one) => !isRandom(one));
  const worst = (of: readonly BaselineError[]): number =>
    of.reduce((most, { error }) => Math.max(most, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error), 0);
  console.log(
    `\n${exact.length} published figures, largest error ${worst(exact).toFixed(5)}; ` +
      `${random.length} of random orders, largest ${worst(random).toFixed(3)} (${RANDOM_TOLERANCE} is expected)`,
  );
  return worst(exact);
}
