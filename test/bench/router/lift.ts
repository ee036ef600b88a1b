import { seededRandom, type Estimate } from "../stats.ts";
import type { OutcomeSet } from "./outcomes.ts";
import type { Played } from "./play.ts";

/** Sums over the rows of one group: ours, and each model of the pool alone. */
interface GroupSums {
  rows: number;
  quality: number;
  usd: number;
  readonly modelQuality: number[];
  readonly modelUsd: number[];
}

/** A policy beside the strongest model and beside what any model or mixture of two reaches at its cost. */
export interface Frontier {
  /** Quality in % of the strongest model. */
  readonly quality: number;
  /** Share of the strongest model's cost that was saved. */
  readonly saved: number;
  /** Points above the best model or random mixture of two at the same cost. */
  readonly lift: number;
}

export interface FrontierSet {
  readonly value: Frontier;
  /** The same over resampled groups. */
  readonly samples: readonly Frontier[];
}

const RESAMPLES = 1_000;

/** `strongest` = index of the model with the highest mean quality on the fitting rows. */
export function frontierOf(set: OutcomeSet, played: readonly Played[], strongest: number): FrontierSet {
  const groups = [...sumsOf(set, played).values()];
  const random = seededRandom(7);
  const samples = Array.from({ length: RESAMPLES }, () => {
    const drawn = groups.map(() => groups[Math.floor(random() * groups.length)]).filter((group) => group !== undefined);
    return measure(drawn, strongest);
  });
  return { value: measure(groups, strongest), samples };
}

export function strongestOf(set: OutcomeSet): number {
  const means = set.models.map((_, index) =>
    set.problems.reduce((sum, { outcomes }) => sum + (outcomes[index]?.right ?? 0), 0),
  );
  return means.indexOf(Math.max(...means));
}

function sumsOf(set: OutcomeSet, played: readonly Played[]): Map<string, GroupSums> {
  const groups = new Map<string, GroupSums>();
  const empty = (): GroupSums => ({
    rows: 0,
    quality: 0,
    usd: 0,
    modelQuality: set.models.map(() => 0),
    modelUsd: set.models.map(() => 0),
  });
  for (const { problem, quality, usd } of played) {
    const sums = groups.get(problem.group) ?? empty();
    groups.set(problem.group, sums);
    sums.rows += 1;
    sums.quality += quality;
    sums.usd += usd;
    for (const [index, outcome] of problem.outcomes.entries()) {
      sums.modelQuality[index] = (sums.modelQuality[index] ?? 0) + outcome.right;
      sums.modelUsd[index] = (sums.modelUsd[index] ?? 0) + outcome.usd;
    }
  }
  return groups;
}

function measure(groups: readonly GroupSums[], strongest: number): Frontier {
  let rows = 0;
  let quality = 0;
  let usd = 0;
  const size = groups[0]?.modelQuality.length ?? 0;
  const modelQuality = new Float64Array(size);
  const modelUsd = new Float64Array(size);
  for (const group of groups) {
    rows += group.rows;
    quality += group.quality;
    usd += group.usd;
    for (let index = 0; index < size; index += 1) {
      modelQuality[index] = (modelQuality[index] ?? 0) + (group.modelQuality[index] ?? 0);
      modelUsd[index] = (modelUsd[index] ?? 0) + (group.modelUsd[index] ?? 0);
    }
  }
  const full = modelQuality[strongest] ?? 0;
  const points = Array.from(modelQuality, (value, index) => ({
    quality: value / rows,
    usd: (modelUsd[index] ?? 0) / rows,
  }));
  const ceiling = mixtureAt(points, usd / rows);
  return {
    quality: (100 * quality) / full,
    saved: 1 - usd / (modelUsd[strongest] ?? 1),
    lift: (100 * (quality / rows - ceiling)) / (full / rows),
  };
}

interface Point {
  readonly quality: number;
  readonly usd: number;
}

/**
 * The best that one model, or two drawn at random in some proportion, reach at a mean cost. Nothing is cheaper than the
 * cheapest: below its cost a policy is still held against its quality.
 */
export function mixtureAt(points: readonly Point[], usd: number): number {
  const at = Math.max(usd, Math.min(...points.map((point) => point.usd)));
  let best = 0;
  for (const cheap of points) {
    if (cheap.usd > at) continue;
    best = Math.max(best, cheap.quality);
    for (const dear of points) {
      if (dear.usd <= at) continue;
      const share = (at - cheap.usd) / (dear.usd - cheap.usd);
      best = Math.max(best, cheap.quality + share * (dear.quality - cheap.quality));
    }
  }
  return best;
}

/** Equal weight of several sets, each resampled on its own. */
export function average(sets: readonly FrontierSet[]): Readonly<Record<keyof Frontier, Estimate>> {
  const of = (key: keyof Frontier): Estimate => {
    const mean = (pick: (set: FrontierSet) => Frontier | undefined): number =>
      sets.reduce((sum, set) => sum + (pick(set)?.[key] ?? 0), 0) / sets.length;
    const samples = Array.from({ length: RESAMPLES }, (_, index) => mean(({ samples: all }) => all[index])).toSorted(
      (a, b) => a - b,
    );
    const at = (share: number): number => samples[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
    return { value: mean(({ value }) => value), low: at(0.025), high: at(0.975) };
  };
  return { quality: of("quality"), saved: of("saved"), lift: of("lift") };
}
