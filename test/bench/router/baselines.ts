import { figuresOf, type CurveFigures, type PairRow } from "./curve.ts";
import { numberOf, type Row } from "./data.ts";
import { type LoadedPair, oracleOrder, orderBy } from "./pairs.ts";
import { seededRandom } from "../stats.ts";

type Published = Readonly<Record<string, unknown>> & { readonly id: string };

export interface BaselineError {
  readonly pair: string;
  readonly figure: string;
  readonly published: number;
  readonly ours: number;
  readonly error: number;
}

/** The ratio of costs was published with two decimals. */
const CENTS = 2;

/** Below a gap of four points the share recovered of it is noise, and a mean of 50 random orders is too. */
export const SMALLEST_GAP = 0.04;

/** Difficulty labels of the tables, easiest first. */
const LABELS = ["easy", "medium", "hard"];
const TIMES = ["<15 min fix", "15 min - 1 hour", "1-4 hours", ">4 hours"];

/** Random orders were drawn with seeds that nobody recorded. */
export const RANDOM_TOLERANCE = 0.03;
const RANDOM_RUNS = 50;

/** Every published figure of a pair beside ours; what the data's README excepts is left out. */
export function compareBaselines(loaded: LoadedPair, published: Published): readonly BaselineError[] {
  const ours = figuresOfPair(loaded);
  const errors: BaselineError[] = [];
  const compare = (figure: string, theirs: unknown, own: unknown): void => {
    if (typeof theirs === "number") {
      const value = typeof own === "number" ? own : Number.NaN;
      errors.push({
        pair: published.id,
        figure,
        published: theirs,
        ours: value,
        error: Math.abs((figure === "cost_ratio" ? roundTo(value, CENTS) : value) - theirs),
      });
    } else if (typeof theirs === "object" && theirs !== null) {
      const inner: Readonly<Record<string, unknown>> = typeof own === "object" && own !== null ? { ...own } : {};
      for (const [key, value] of Object.entries(theirs)) compare(`${figure}.${key}`, value, inner[key]);
    }
  };
  for (const [key, value] of Object.entries(published)) {
    if (key === "id" || (key === "oracle_policy" && roundedOracle(loaded))) continue;
    compare(key, value, ours[key]);
  }
  return errors;
}

/** Ratio prices and fractional gains: the published oracle rounded the gain per dollar before it ranked. */
function roundedOracle({ pair, rows }: LoadedPair): boolean {
  return pair.cost.method === "ratio" && rows.some(({ mini, full }) => !Number.isInteger(full - mini));
}

function figuresOfPair({ rows }: LoadedPair): Readonly<Record<string, unknown>> {
  const mean = (pick: (row: PairRow) => number): number => rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
  const high = (value: number): boolean => value >= 0.5;
  const share = (mini: boolean, full: boolean): number =>
    mean((row) => (high(row.mini) === mini && high(row.full) === full ? 1 : 0));
  return {
    n: rows.length,
    mini: mean(({ mini }) => mini),
    full: mean(({ full }) => full),
    oracle: mean(({ mini, full }) => Math.max(mini, full)),
    share: {
      both: share(true, true),
      mini_only: share(true, false),
      full_only: share(false, true),
      none: share(false, false),
    },
    cost_ratio: mean(({ fullUsd }) => fullUsd) / mean(({ miniUsd }) => miniUsd),
    always_mini_saved: 1 - mean(({ miniUsd }) => miniUsd) / mean(({ fullUsd }) => fullUsd),
    oracle_policy: named(figuresOf(oracleOrder(rows))),
    random_policy_mean_of_50: randomFigures(rows),
    difficulty_label_policy: named(figuresOf(orderBy(rows, ({ raw }) => [-labelOf(raw)]))),
    ...(rows[0] && "chars" in rows[0].raw
      ? { prompt_length_policy: named(figuresOf(orderBy(rows, ({ raw }) => [-numberOf(raw, "chars")]))) }
      : {}),
  };
}

function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function labelOf({ difficulty = "" }: Row): number {
  return Math.max(LABELS.indexOf(difficulty), TIMES.indexOf(difficulty));
}

function named({ apgr, cpt, saved, area, best }: CurveFigures): Readonly<Record<string, number | undefined>> {
  return {
    apgr,
    ...Object.fromEntries(Object.entries(cpt).map(([share, value]) => [`cpt${share}`, value])),
    ...Object.fromEntries(Object.entries(saved).map(([share, value]) => [`saved_at_${share}`, value])),
    area_quality_over_cost: area,
    best_quality: best,
  };
}

function randomFigures(rows: readonly PairRow[]): Readonly<Record<string, number>> {
  const random = seededRandom(50);
  const runs = Array.from({ length: RANDOM_RUNS }, () => {
    const keys = new Map(rows.map(({ id }) => [id, random()]));
    return named(figuresOf(rows.toSorted((a, b) => (keys.get(a.id) ?? 0) - (keys.get(b.id) ?? 0))));
  });
  const keys = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    keys.map((key) => [key, runs.reduce((sum, run) => sum + (run[key] ?? 0), 0) / runs.length]),
  );
}
