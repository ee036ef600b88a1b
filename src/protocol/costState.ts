import type { CheckName } from "../core/cascade/verdict.ts";
import type { Tier } from "../core/models/tier.ts";
import type { TaskKind } from "../core/task/kinds.ts";
import type { NoticeView, CostSumView } from "./viewState.ts";

export interface CostRow {
  readonly name: string;
  readonly tier?: Tier;
  readonly requests: number;
  readonly cost: CostSumView;
  /** `connection/model` of a row that has requests without a price. */
  readonly unpriced?: string;
}

/** What completions came to since the window opened. */
export interface SuggestionsView {
  readonly shown: number;
  readonly accepted: number;
  readonly cost: CostSumView;
  /** What one accepted suggestion cost, those that were not accepted included; absent without one, or without a price. */
  readonly perAccepted?: { readonly kind: "priced" | "simulated"; readonly pico: number };
}

export interface RecentRow {
  readonly request: string;
  readonly at: number;
  readonly tier: Tier;
  readonly task: TaskKind;
  readonly reason: string;
  readonly cost: CostSumView;
  readonly verdict: "accepted" | "unverified" | "rejected" | "failed" | "cancelled";
  readonly checked: readonly CheckName[];
  /** Some of the tokens are our count: the server reported none, as after a stop. */
  readonly estimated: boolean;
  /** How many requests the row stands for: more than one for a run of completions. */
  readonly count: number;
}

/** A day's column. Amounts are pico-dollars of the chart's money; tiers and rejected tries add up to the day. */
export interface DayView {
  /** Calendar day of the host, `2026-11-07`. */
  readonly day: string;
  readonly requests: number;
  readonly cost: CostSumView;
  readonly byTier: Readonly<Partial<Record<Tier, string>>>;
  readonly rejected: string;
}

/** The last days up to today, oldest first; days without requests are there too. */
export interface DaysView {
  /** Play money is charted only where no real money was spent. */
  readonly simulated: boolean;
  readonly days: readonly DayView[];
}

export interface SpeedRow {
  readonly name: string;
  readonly tier: Tier;
  readonly requests: number;
  /** ms; absent while there are too few requests to tell. */
  readonly firstToken?: { readonly median: number; readonly p95: number };
  readonly total?: { readonly median: number; readonly p95: number };
  readonly tokensPerSecond?: number;
}

export interface PeriodView {
  readonly cost: CostSumView;
  /** Disjoint, but for `reasoning`, which is a part of `output`. */
  readonly tokens: Readonly<Record<"input" | "cacheRead" | "cacheWrite" | "output" | "reasoning", number>>;
  /** What the compared requests cost more than the cheapest model alone would have; negative where they cost less. */
  readonly overCheapestPico?: string;
  readonly simulatedOverCheapestPico?: string;
  readonly byTier: Readonly<Partial<Record<Tier, string>>>;
  readonly byProvenance: Readonly<Record<"billed" | "computed" | "assumed" | "estimated", string>>;
  /** Over priced requests only; absent where there is no baseline. */
  readonly alwaysFullPico?: string;
  readonly savedPico?: string;
  /** What the compared requests cost, by tier; with what was saved it adds up to always Full. */
  readonly comparedByTier: Readonly<Partial<Record<Tier, string>>>;
  readonly simulatedComparedByTier: Readonly<Partial<Record<Tier, string>>>;
  /** How many requests the comparison with always Full covers, real and simulated. */
  readonly compared: number;
  readonly simulatedCompared: number;
  /** The same for the demo's play money. */
  readonly simulatedAlwaysFullPico?: string;
  readonly simulatedSavedPico?: string;
  readonly requests: number;
  readonly byModel: readonly CostRow[];
  readonly byTask: readonly CostRow[];
  readonly rejected: { readonly requests: number; readonly cost: CostSumView };
  /** `shifted` of `of` edits, or requests, went to a stronger tier. */
  readonly shiftUps: { readonly shifted: number; readonly of: number; readonly among: "edits" | "requests" };
  readonly recent: readonly RecentRow[];
}

/** A limit that is set, with what is spent of it; pico-dollars as text. */
export interface BudgetView {
  readonly name: "session" | "day" | "month";
  readonly limitPico: string;
  readonly spentPico: string;
  /** Share from which on it is near, 0 to 1. */
  readonly warnAt: number;
}

export const PERIODS = ["session", "today", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** How old the list prices are. */
export interface PricesView {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly days: number;
  /** So old that figures may be wrong. */
  readonly old: boolean;
}

export interface CostViewState {
  readonly period: Period;
  readonly view: PeriodView;
  readonly budgets: readonly BudgetView[];
  /** Some period has requests, so there is something to choose between. */
  readonly anything: boolean;
  /** Whatever the period; absent without requests in these days. */
  readonly days?: DaysView;
  /** Of the last seven days, whatever the period. */
  readonly speed: readonly SpeedRow[];
  /** Absent while none was shown. */
  readonly suggestions?: SuggestionsView;
  /** Absent where nothing is known of the prices. */
  readonly prices?: PricesView;
  /** Set when the ledger file could not be written: what is shown is counted in memory. */
  readonly notice?: NoticeView;
}
