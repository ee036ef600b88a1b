import type { CostSum } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import type { LedgerEntry } from "./entry.ts";
import { costOfAll } from "./tally.ts";

/** Whose money a chart stacks; the two are never added. */
export type MoneyKind = "priced" | "simulated";

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

/** Each day with what began on it; entries before the first day are left out, the last day has no end. */
export function byDay(entries: readonly LedgerEntry[], starts: readonly number[], kind: MoneyKind): readonly Day[] {
  const days = starts.map((start) => ({ start, entries: [] as LedgerEntry[] }));
  for (const entry of entries) days.findLast(({ start }) => start <= entry.at)?.entries.push(entry);
  return days.map((day) => dayOf(day.start, day.entries, kind));
}

function dayOf(start: number, entries: readonly LedgerEntry[], kind: MoneyKind): Day {
  const byTier = new Map<Tier, bigint>();
  let rejected = 0n;
  for (const entry of entries) {
    if (entry.cost.kind !== kind) continue;
    const pico = BigInt(entry.cost.pico);
    if (entry.outcome === "rejected") rejected += pico;
    else byTier.set(entry.tier, (byTier.get(entry.tier) ?? 0n) + pico);
  }
  const requests = new Set(entries.map(({ request }) => request)).size;
  return { start, requests, cost: costOfAll(entries), byTier, rejected };
}
