import { perMillion } from "../../../src/core/models/price.ts";
import type { TaskKind } from "../../../src/core/task/kinds.ts";
import { route } from "../../../src/core/router/route.ts";
import { seededRandom } from "../stats.ts";
import { SMALLEST_GAP } from "./baselines.ts";
import { figuresOf, type PairRow, splitHalf } from "./curve.ts";
import { candidatesOf, fit, meanOf, policyOf, shareOf, signalsOf } from "./decide.ts";
import type { OutcomeSet, PoolModel, Problem } from "./outcomes.ts";
import { type LoadedPair, oracleOrder, orderBy } from "./pairs.ts";
import { follow } from "./play.ts";

/** Kinds of the pair's rows in the order in which they turn up, as kinds of ours; only that they differ matters. */
const STAND_INS: readonly TaskKind[] = [
  "fix",
  "explain",
  "edit",
  "refactor",
  "test",
  "debug",
  "review",
  "chat",
  "commit",
];

/** A pair as a pool of two, so that the product's router can decide it. */
function poolOf({ rows }: LoadedPair): OutcomeSet {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const models: readonly PoolModel[] = ["mini", "full"].map((name) => ({ name, reasons: false }));
  const problems = rows.map(({ id, group, kind, mini, full, miniUsd, fullUsd }): Problem => ({
    ...{ id, group, source: "", promptTokens: 0, codeTokens: 0 },
    kind: STAND_INS[kinds.indexOf(kind) % STAND_INS.length] ?? "edit",
    outcomes: [
      { right: mini, usd: miniUsd, acceptsRight: 1, acceptsWrong: 1 },
      { right: full, usd: fullUsd, acceptsRight: 1, acceptsWrong: 1 },
    ],
  }));
  return { name: "pair", models, problems, checked: false };
}

const FOLDS = 5;

/** Rows by what a solved request must be worth for the router to send them to full, smallest first. */
function routerOrder(loaded: LoadedPair): readonly PairRow[] {
  const pool = poolOf(loaded);
  const known = loaded.pair.cost.method === "tokens" || loaded.pair.cost.method === "chars";
  const candidates = candidatesOf(pool).map((candidate, index) => ({
    ...candidate,
    tier: index === 0 ? ("mini" as const) : ("full" as const),
  }));
  const foldOf = (group: string): number => Math.floor(shareOf(`fold ${group}`) * FOLDS);
  const policies = Array.from({ length: FOLDS }, (_, fold) =>
    policyOf(
      fit(
        pool,
        pool.problems.filter(({ group }) => foldOf(group) !== fold),
      ),
      1,
      1,
    ),
  );
  const needed = new Map(
    pool.problems.map((problem) => {
      const policy = policies[foldOf(problem.group)];
      // Prices known before sending are this row's own; recorded ones are the kind's mean.
      const priced = candidates.map((candidate, index) => ({
        ...candidate,
        info: known ? { ...candidate.info, price: flat(problem.outcomes[index]?.usd ?? 0) } : candidate.info,
      }));
      const { weighing } = route({ ...signalsOf(problem), promptTokens: known ? 1 : 0 }, priced, policy);
      if (!weighing || weighing.gain <= 0) return [problem.id, Number.MAX_VALUE] as const;
      return [problem.id, Math.max(0, weighing.extraPico) / weighing.gain] as const;
    }),
  );
  return orderBy(loaded.rows, ({ id }) => [needed.get(id) ?? 0]);
}

/** A price whose one prompt token costs what the request costs. */
function flat(usd: number): PoolModelPrice {
  return {
    kind: "listed",
    rates: { input: perMillion(usd * 1e6), output: 0 },
    provenance: "computed",
    asOf: "",
  };
}

type PoolModelPrice = NonNullable<PoolModel["price"]>;

/** Strengths of checks that the report lists, {accepts right, accepts wrong}. */
const STRENGTHS = [
  [1, 0],
  [0.98, 0.1],
  [0.95, 0.2],
  [0.95, 0.4],
  [0.95, 0.6],
  [0.95, 0.8],
  [1, 0.97],
] as const;

const RESAMPLES = 300;

/** One block of text per pair. */
export function reportPair(loaded: LoadedPair): string {
  const { pair, rows } = loaded;
  const mean = (pick: (row: PairRow) => number): number => meanOf(rows.map(pick));
  const [mini, full] = [mean((row) => row.mini), mean((row) => row.full)];
  const [miniUsd, fullUsd] = [mean((row) => row.miniUsd), mean((row) => row.fullUsd)];
  const groups = new Set(rows.map(({ group }) => group)).size;
  const line = (name: string, quality: number, usd: number): string =>
    `  ${name.padEnd(26)} ${percent(quality / full)} of full, saved ${(1 - usd / fullUsd).toFixed(3)}`;
  const ours = routerOrder(loaded);
  const oracle = figuresOf(oracleOrder(rows));
  const figures = figuresOf(ours);
  const lines = [
    `${pair.id}: ${rows.length} rows, ${groups} problems`,
    line("always mini", mini, miniUsd),
    line("always full", full, fullUsd),
    line("random, half to full", (mini + full) / 2, (miniUsd + fullUsd) / 2),
    line("best single", Math.max(mini, full), mini >= full ? miniUsd : fullUsd),
    ...kindLines(loaded, line),
    `  oracle                     ${percent(oracle.best / full)} of full, saved at 95 % ${show(oracle.saved["95"])}`,
    `  ours                       ${curveText(figures)}; ${skill(ours, figures.apgr, full - mini)}`,
    `  ours, chosen on one half   ${[0.95, 0.98, 0.99, 1].map((target) => splitText(ours, target)).join(", ")}`,
    `  cascade by check           ${STRENGTHS.map((strength) => cascadeText(loaded, strength, full, fullUsd)).join("  ")}`,
  ];
  return lines.join("\n");
}

function curveText({ apgr, cpt, saved }: ReturnType<typeof figuresOf>): string {
  return `APGR ${show(apgr)}, CPT50/80/95 ${Object.values(cpt).map(show).join("/")}, saved at 95/98/99/100 % ${Object.values(saved).map(show).join("/")}`;
}

function splitText(order: readonly PairRow[], target: number): string {
  const { saved, quality } = splitHalf(order, target, ({ group }) => shareOf(`half ${group}`) < 0.5);
  return `${saved.toFixed(2)} at ${percent(quality)} for ${target * 100}`;
}

/** The kind table alone: each kind to the model that was better on the other folds. */
function kindLines(
  loaded: LoadedPair,
  line: (name: string, quality: number, usd: number) => string,
): readonly string[] {
  const kinds = new Set(loaded.rows.map(({ kind }) => kind));
  if (kinds.size < 2) return ["  kind table                 there is one kind only"];
  const foldOf = (group: string): number => Math.floor(shareOf(`fold ${group}`) * FOLDS);
  const gain = new Map<string, number>();
  for (const kind of kinds) {
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const seen = loaded.rows.filter((row) => row.kind === kind && foldOf(row.group) !== fold);
      gain.set(`${kind} ${fold}`, meanOf(seen.map(({ mini, full }) => full - mini)));
    }
  }
  const chosen = loaded.rows.map((row) =>
    (gain.get(`${row.kind} ${foldOf(row.group)}`) ?? 0) > 0
      ? { quality: row.full, usd: row.fullUsd }
      : { quality: row.mini, usd: row.miniUsd },
  );
  return [line("kind table", meanOf(chosen.map(({ quality }) => quality)), meanOf(chosen.map(({ usd }) => usd)))];
}

/** The interval of the area, by problem; a row that does not beat a random order says so. */
function skill(order: readonly PairRow[], apgr: number | undefined, gap: number): string {
  if (apgr === undefined || gap < SMALLEST_GAP) return "no skill: the gap between the two is too small to recover";
  const groups = new Map<string, PairRow[]>();
  const place = new Map(order.map((row, index) => [row, index]));
  for (const row of order) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  const all = [...groups.values()];
  const random = seededRandom(11);
  const areas = Array.from({ length: RESAMPLES }, () => {
    const drawn = all.flatMap(() => all[Math.floor(random() * all.length)] ?? []);
    return figuresOf(drawn.toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))).apgr ?? 0;
  }).toSorted((a, b) => a - b);
  const low = areas[Math.floor(RESAMPLES * 0.025)] ?? 0;
  const high = areas[Math.floor(RESAMPLES * 0.975)] ?? 0;
  return `[${low.toFixed(2)}, ${high.toFixed(2)}]${low > 0.5 ? "" : ", no skill"}`;
}

function cascadeText(
  loaded: LoadedPair,
  [acceptsRight, acceptsWrong]: readonly [number, number],
  full: number,
  fullUsd: number,
): string {
  const played = poolOf(loaded).problems.map((problem) =>
    follow(
      { ...problem, outcomes: problem.outcomes.map((outcome) => ({ ...outcome, acceptsRight, acceptsWrong })) },
      [0, 1],
    ),
  );
  const quality = meanOf(played.map((one) => one.quality));
  const saved = 1 - meanOf(played.map(({ usd }) => usd)) / fullUsd;
  return `${acceptsRight}/${acceptsWrong}: ${percent(quality / full)}/${saved.toFixed(2)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function show(value: number | undefined): string {
  return value === undefined ? "-" : value.toFixed(2);
}
