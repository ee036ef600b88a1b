import type { Tier } from "../../core/models/tier.ts";
import type { DayView } from "../../protocol/costState.ts";
import { TIER_ORDER } from "../shared/names.ts";

/* Arithmetic of the chart of days, without drawing. Amounts are pico-dollars. */

export interface Bar {
  readonly part: Tier | "rejected";
  readonly pico: bigint;
}

/** A day's column from bottom to top: the tiers as they rise, rejected tries last. Parts of nothing are left out. */
export function barsOf({ byTier, rejected }: DayView): readonly Bar[] {
  const bars: Bar[] = TIER_ORDER.map((tier) => ({ part: tier, pico: BigInt(byTier[tier] ?? "0") }));
  return [...bars, { part: "rejected" as const, pico: BigInt(rejected) }].filter(({ pico }) => pico > 0n);
}

export function dayTotal(day: DayView): bigint {
  return barsOf(day).reduce((sum, { pico }) => sum + pico, 0n);
}

export interface Axis {
  /** Gridlines from 0 up, the last at the top. */
  readonly lines: readonly bigint[];
  readonly top: bigint;
  /** Decimals of their labels. */
  readonly decimals: number;
}

const MAX_STEPS = 4n;
const SMALLEST = 100_000_000n;
const DOLLAR = 1_000_000_000_000n;

/** Gridlines at round amounts (1, 2 or 5 of a power of ten, $0.0001 or more), at most four above the base line. */
export function axisFor(totals: readonly bigint[]): Axis {
  const most = totals.reduce((max, total) => (total > max ? total : max), 1n);
  const step = stepFor(most);
  const count = (most + step - 1n) / step;
  const lines = Array.from({ length: Number(count) + 1 }, (_, index) => BigInt(index) * step);
  return { lines, top: step * count, decimals: decimalsOf(step) };
}

function stepFor(most: bigint): bigint {
  for (let power = SMALLEST; ; power *= 10n) {
    for (const digit of [1n, 2n, 5n]) if (power * digit * MAX_STEPS >= most) return power * digit;
  }
}

function decimalsOf(step: bigint): number {
  let decimals = 0;
  for (let unit = DOLLAR; step < unit && decimals < 4; unit /= 10n) decimals += 1;
  return decimals;
}
