import { type CostSum } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import { sumOf } from "./report.ts";
import type { MoneyKind } from "./savings.ts";
import type { Totals } from "./totals.ts";

/** What one local day cost. `byTier` and `rejected` are pico-dollars of one kind of money and add up to its sum in `cost`. */
export interface Day {
  /** Local midnight, ms since the epoch. */
  readonly start: number;
  readonly requests: number;
  readonly cost: CostSum;
  /** Without rejected tries. */
  readonly byTier: ReadonlyMap<Tier, bigint>;
  readonly rejected: bigint;
}

/** Local midnights of the `count` days that end with the day of `now`, oldest first; right also where clocks change. */
export function dayStarts(now: number, count: number): readonly number[] {
  const today = new Date(now);
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  return Array.from({ length: count }, (_, index) => new Date(year, month, day - count + 1 + index).getTime());
}

/** A day as the chart shows it. */
export function chartDay(start: number, totals: Totals, kind: MoneyKind): Day {
  const money = kind === "priced" ? "pico" : "simulatedPico";
  const rows = [...totals.rows.values()];
  const byTier = new Map<Tier, bigint>();
  let rejected = 0n;
  for (const { key, cost, rejected: tries } of rows) {
    const pico = cost[money] - tries[money];
    rejected += tries[money];
    if (pico > 0n) byTier.set(key.tier, (byTier.get(key.tier) ?? 0n) + pico);
  }
  const requests = [...totals.tasks.values()].reduce((sum, count) => sum + count, 0);
  return { start, requests, cost: sumOf(rows.map(({ cost }) => cost)), byTier, rejected };
}
