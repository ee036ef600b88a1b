import { type CostSum, type Provenance, Tally } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import { EDIT_TASKS, type TaskKind } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";
import { modelId, type ModelKey, type Row, TOKEN_BUCKETS, type TokenSums } from "./row.ts";
import type { Comparison, MoneyKind } from "./savings.ts";
import type { Speed } from "./speed.ts";
import { Requests, Totals } from "./totals.ts";

export interface Group<Key> {
  readonly key: Key;
  readonly requests: number;
  readonly cost: CostSum;
}

/** How many requests a stronger tier had to finish, of how many. */
export interface ShiftUps {
  readonly shifted: number;
  readonly of: number;
  /** What `of` counts: edits while only edits shifted up, else all requests. */
  readonly among: "edits" | "requests";
}

/** Everything the cost view shows of a span of time. Every grouping sums to the same `cost`. */
export interface Report {
  readonly requests: number;
  readonly cost: CostSum;
  readonly tokens: TokenSums;
  /** Against the full tier alone, and against the cheapest of the user's models alone; real money and play money apart. */
  readonly alwaysFull: Readonly<Partial<Record<MoneyKind, Comparison>>>;
  readonly alwaysCheapest: Readonly<Partial<Record<MoneyKind, Comparison>>>;
  readonly byTier: ReadonlyMap<Tier, bigint>;
  readonly byProvenance: ReadonlyMap<Provenance, bigint>;
  readonly byModel: readonly Group<ModelKey>[];
  readonly byTask: readonly Group<TaskKind>[];
  readonly rejected: { readonly tries: number; readonly cost: CostSum };
  readonly shiftUps: ShiftUps;
}

export type ModelSpeed = Speed & { readonly key: ModelKey };

export function reportOf(entries: readonly LedgerEntry[]): Report {
  return reportOn(totalsOf(entries));
}

export function totalsOf(entries: readonly LedgerEntry[]): Totals {
  const totals = new Totals();
  const requests = new Requests();
  for (const entry of entries) requests.add(entry, totals);
  return totals;
}

export function reportOn(totals: Totals): Report {
  const rows = [...totals.rows.values()];
  const rejected = sumOf(rows.map((row) => row.rejected));
  const requests = [...totals.tasks.values()].reduce((sum, count) => sum + count, 0);
  return {
    requests,
    cost: totals.cost,
    tokens: tokensOf(rows),
    alwaysFull: comparisons(totals, "alwaysFull"),
    alwaysCheapest: comparisons(totals, "alwaysCheapest"),
    byTier: byTierOf(rows, "pico"),
    byProvenance: addUp(rows.flatMap(({ provenance }) => [...provenance])),
    byModel: groupBy(rows, ({ key: { connection, model, tier } }) => ({ connection, model, tier }), modelId),
    byTask: groupBy(
      rows,
      ({ key }) => key.task,
      (task) => task,
    ).map((group) => ({ ...group, requests: totals.tasks.get(group.key) ?? 0 })),
    rejected: { tries: triesOf(rejected), cost: rejected },
    shiftUps: shiftUpsOf(totals, requests),
  };
}

/** Pico-dollars by tier of one kind of money. */
export function byTierOf(rows: readonly Row[], money: "pico" | "simulatedPico"): Map<Tier, bigint> {
  return addUp(rows.map(({ key, cost }) => [key.tier, cost[money]] as const).filter(([, pico]) => pico > 0n));
}

export function sumOf(sums: readonly CostSum[]): CostSum {
  const tally = new Tally();
  for (const sum of sums) tally.addSum(sum);
  return tally.sum;
}

function triesOf({ priced, simulated, free, included, unknown }: CostSum): number {
  return priced + simulated + free + included + unknown;
}

function tokensOf(rows: readonly Row[]): TokenSums {
  const sums = TOKEN_BUCKETS.map((bucket) => [bucket, rows.reduce((sum, { tokens }) => sum + tokens[bucket], 0)]);
  return Object.fromEntries(sums) as TokenSums;
}

function comparisons(
  { compared }: Totals,
  name: "alwaysFull" | "alwaysCheapest",
): Partial<Record<MoneyKind, Comparison>> {
  const priced = compared.get(`${name} priced`)?.comparison;
  const simulated = compared.get(`${name} simulated`)?.comparison;
  return { ...(priced ? { priced } : {}), ...(simulated ? { simulated } : {}) };
}

function shiftUpsOf({ shifted, shiftedEdits, tasks }: Totals, requests: number): ShiftUps {
  if (shifted !== shiftedEdits) return { shifted, of: requests, among: "requests" };
  const edits = [...tasks].reduce((sum, [task, count]) => sum + (EDIT_TASKS.has(task) ? count : 0), 0);
  return { shifted, of: edits, among: "edits" };
}

/** How fast each model was; models with most answers first. */
export function speedsOf({ paces, rows }: Totals): readonly ModelSpeed[] {
  const keys = new Map([...rows.values()].map(({ key }) => [modelId(key), key]));
  const speeds = [...paces].flatMap(([id, { speed }]) => {
    const key = keys.get(id);
    return key && speed.answers > 0
      ? [{ key: { connection: key.connection, model: key.model, tier: key.tier }, ...speed }]
      : [];
  });
  return speeds.toSorted((a, b) => b.answers - a.answers);
}

function addUp<Key>(parts: Iterable<readonly [Key, bigint]>): Map<Key, bigint> {
  const sums = new Map<Key, bigint>();
  for (const [key, pico] of parts) sums.set(key, (sums.get(key) ?? 0n) + pico);
  return sums;
}

/** Dearest first, play money behind real money, unknown and free last. `idOf` tells keys apart. */
function groupBy<Key>(rows: readonly Row[], keyOf: (row: Row) => Key, idOf: (key: Key) => string): Group<Key>[] {
  const groups = new Map<string, { readonly key: Key; readonly tally: Tally; requests: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(idOf(key)) ?? { key, tally: new Tally(), requests: 0 };
    groups.set(idOf(key), group);
    group.tally.addSum(row.cost);
    group.requests += row.requests;
  }
  return [...groups.values()]
    .map(({ key, requests, tally }) => ({ key, requests, cost: tally.sum }))
    .toSorted(
      (a, b) =>
        descending(a.cost.pico, b.cost.pico) ||
        descending(a.cost.simulatedPico, b.cost.simulatedPico) ||
        b.requests - a.requests,
    );
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? 1 : -1;
}
