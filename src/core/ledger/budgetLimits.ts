import * as z from "zod/mini";
import { PICO_PER_DOLLAR } from "../models/money.ts";

export const BUDGET_NAMES = ["request", "session", "day", "month"] as const;
export type BudgetName = (typeof BUDGET_NAMES)[number];

/** What a request meets at a limit. `step-down` = a cheaper tier answers where one fits. */
export const AT_LIMIT = ["refuse", "step-down"] as const;
export type AtLimit = (typeof AT_LIMIT)[number];

/** What may be spent; pico-dollars, 0 = no limit. */
export interface BudgetLimits extends Readonly<Record<BudgetName, bigint>> {
  readonly atLimit: AtLimit;
  /** Share of a limit from which on it is warned of, 0 to 1. */
  readonly warnAt: number;
}

const MOST_DOLLARS = 1_000_000;
const dollars = z.number().check(z.gte(0), z.lte(MOST_DOLLARS));

/** The settings behind {@link BudgetLimits}, in US dollars. */
export const BUDGET_SCHEMAS = {
  "budgets.request": { schema: dollars, fallback: 0 },
  "budgets.session": { schema: dollars, fallback: 0 },
  "budgets.day": { schema: dollars, fallback: 0 },
  "budgets.month": { schema: dollars, fallback: 0 },
  "budgets.atLimit": { schema: z.enum(AT_LIMIT), fallback: "step-down" as AtLimit },
  "budgets.warnAtPercent": { schema: z.int().check(z.gte(1), z.lte(100)), fallback: 80 },
} as const;

type Read = <K extends keyof typeof BUDGET_SCHEMAS>(key: K) => (typeof BUDGET_SCHEMAS)[K]["fallback"];

export function budgetLimitsOf(read: Read): BudgetLimits {
  return {
    request: picoOfDollars(read("budgets.request")),
    session: picoOfDollars(read("budgets.session")),
    day: picoOfDollars(read("budgets.day")),
    month: picoOfDollars(read("budgets.month")),
    atLimit: read("budgets.atLimit"),
    warnAt: read("budgets.warnAtPercent") / 100,
  };
}

/** Exact to a millionth of a dollar. */
export function picoOfDollars(amount: number): bigint {
  // Settings come as decimal text of few places; the multiplication must not drag a binary rest along.
  return BigInt(Math.round(amount * 1e6)) * BigInt(PICO_PER_DOLLAR / 1e6);
}

export const NO_LIMITS: BudgetLimits = {
  ...{ request: 0n, session: 0n, day: 0n, month: 0n },
  atLimit: "step-down",
  warnAt: 0.8,
};
