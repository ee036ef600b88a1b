import { perAccepted, type SpendReport } from "../../core/complete/spend.ts";
import type { BudgetState } from "../../core/ledger/budgets.ts";
import { chartDay, type Day, dayStarts } from "../../core/ledger/days.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { gatherRecent, type Recent } from "../../core/ledger/recent.ts";
import { type Group, type Report, reportOn, speedsOf, sumOf, totalsOf } from "../../core/ledger/report.ts";
import { isEstimated, newestFirst, requestsOf } from "../../core/ledger/request.ts";
import { modelId, type ModelKey } from "../../core/ledger/row.ts";
import type { MoneyKind } from "../../core/ledger/savings.ts";
import { dayOf } from "../../core/ledger/time.ts";
import { Totals } from "../../core/ledger/totals.ts";
import type { CostSum } from "../../core/models/money.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import type {
  BudgetView,
  CostRow,
  CostViewState,
  DaysView,
  DayView,
  Period,
  PeriodView,
  RecentRow,
  SpeedRow,
  SuggestionsView,
} from "../../protocol/costState.ts";
import { sumView } from "../costSumView.ts";
import type { Words } from "../words.ts";
import { periodStart } from "./periods.ts";

/** Days in the chart. */
const DAYS = 14;
const SPEED_DAYS = 7;
const RECENT_LINES = 20;

/** What the view is drawn from: figures of all windows, and entries of the chosen period. */
export interface CostFigures {
  readonly period: Totals;
  /** The period's newest entries, oldest first. */
  readonly newest: readonly LedgerEntry[];
  /** Totals of the chart's days, see {@link chartStarts}. */
  readonly days: readonly Totals[];
  readonly budgets: readonly (BudgetState & { readonly warnAt: number })[];
}

/** Days in the chart, by their local midnights. */
export function chartStarts(now: number): readonly number[] {
  return dayStarts(now, DAYS);
}

/** Entries that surely hold the requests of the list, runs of completions gathered. */
export const NEWEST_ENTRIES = 400;

/** Reads what the view shows of a period. */
export async function readFigures(period: Period, ledger: Ledger, now: number): Promise<Omit<CostFigures, "budgets">> {
  const days = await ledger.days(chartStarts(now));
  if (period === "session") return { period: totalsOf(ledger.session), newest: ledger.session, days };
  const start = periodStart(period, now);
  return { period: await ledger.totals(start), newest: await ledger.newest(start, NEWEST_ENTRIES), days };
}

/** What this window knows by itself. */
export function ownFigures({ session }: Pick<Ledger, "session">): Omit<CostFigures, "budgets"> {
  return { period: totalsOf(session), newest: session, days: [] };
}

/** The cost view's figures, names translated. */
export function costViewState(period: Period, figures: CostFigures, now: number, words: Words): CostViewState {
  const starts = chartStarts(now);
  const days = daysView(figures.days, starts);
  const recently = new Totals();
  for (const day of figures.days.slice(-SPEED_DAYS)) recently.merge(day.record);
  return {
    period,
    view: periodView(figures, words),
    budgets: figures.budgets.map(budgetView),
    anything: figures.newest.length > 0 || days !== undefined,
    ...(days ? { days } : {}),
    speed: speedRows(recently, words),
  };
}

export function periodView({ period, newest }: Pick<CostFigures, "period" | "newest">, words: Words): PeriodView {
  const report = reportOn(period);
  return {
    cost: sumView(report.cost),
    byTier: textMap(report.byTier),
    byProvenance: { billed: "0", computed: "0", assumed: "0", estimated: "0", ...textMap(report.byProvenance) },
    tokens: report.tokens,
    ...savings(report),
    requests: report.requests,
    byModel: modelRows(report.byModel, words),
    byTask: report.byTask.map((group) => row(group, words.tell(TASK_NAMES[group.key]))),
    rejected: { requests: report.rejected.tries, cost: sumView(report.rejected.cost) },
    shiftUps: report.shiftUps,
    recent: gatherRecent(newestFirst(requestsOf(newest)), RECENT_LINES).map(recentRow),
  };
}

type Savings = Pick<
  PeriodView,
  | ("alwaysFullPico" | "savedPico" | "comparedByTier" | "compared")
  | ("simulatedAlwaysFullPico" | "simulatedSavedPico" | "simulatedComparedByTier" | "simulatedCompared")
  | ("overCheapestPico" | "simulatedOverCheapestPico")
>;

function savings({ alwaysFull: { priced: real, simulated: play }, alwaysCheapest }: Report): Savings {
  return {
    ...(real ? { alwaysFullPico: String(real.baseline), savedPico: String(real.saved) } : {}),
    ...(play ? { simulatedAlwaysFullPico: String(play.baseline), simulatedSavedPico: String(play.saved) } : {}),
    ...(alwaysCheapest.priced ? { overCheapestPico: String(-alwaysCheapest.priced.saved) } : {}),
    ...(alwaysCheapest.simulated ? { simulatedOverCheapestPico: String(-alwaysCheapest.simulated.saved) } : {}),
    comparedByTier: textMap(real?.byTier ?? new Map()),
    simulatedComparedByTier: textMap(play?.byTier ?? new Map()),
    compared: real?.requests ?? 0,
    simulatedCompared: play?.requests ?? 0,
  };
}

function textMap<Key extends string>(sums: ReadonlyMap<Key, bigint>): Partial<Record<Key, string>> {
  return Object.fromEntries([...sums].map(([key, pico]) => [key, String(pico)])) as Partial<Record<Key, string>>;
}

/** A model is told apart by its connection only where another row has the same name and tier. */
function modelRows(groups: readonly Group<ModelKey>[], words: Words): CostRow[] {
  return groups.map((group) => {
    const { connection, model, tier } = group.key;
    const twin = groups.some(({ key }) => key !== group.key && key.model === model && key.tier === tier);
    const name = isPlay(group.cost) ? words.t("demo, no AI", {}) : twin ? `${model} · ${connection}` : model;
    return { ...row(group, name), tier, ...(group.cost.unknown > 0 ? { unpriced: `${connection}/${model}` } : {}) };
  });
}

function isPlay({ simulated, priced, free, included, unknown }: CostSum): boolean {
  return simulated > 0 && priced + free + included + unknown === 0;
}

function row<Key>({ requests, cost }: Group<Key>, name: string): CostRow {
  return { name, requests, cost: sumView(cost) };
}

function recentRow({ records, cost }: Recent): RecentRow {
  const [{ request, last, attempts }] = records;
  const reasons = new Set(records.map((record) => record.last.reason));
  return {
    request,
    at: attempts[0]?.at ?? last.at,
    tier: last.tier,
    task: last.task,
    reason: reasons.size === 1 ? last.reason : "",
    cost: sumView(cost),
    verdict: verdictOf((records.find((record) => record.last.outcome === "accepted") ?? records[0]).last),
    checked: last.checked ?? [],
    estimated: records.some(isEstimated),
    count: records.length,
  };
}

function verdictOf({ outcome, verdict }: LedgerEntry): RecentRow["verdict"] {
  return outcome === "failed" || outcome === "cancelled" ? outcome : (verdict ?? "unverified");
}

/** What completions came to; absent while none was shown. */
export function suggestionsView(report: SpendReport): SuggestionsView | undefined {
  if (report.shown === 0) return undefined;
  const each = perAccepted(report);
  const { shown, accepted, cost } = report;
  return { shown, accepted, cost: sumView(cost), ...(each ? { perAccepted: each } : {}) };
}

/** Real money where there was any, else the demo's; absent without requests. */
function daysView(days: readonly Totals[], starts: readonly number[]): DaysView | undefined {
  const cost = sumOf(days.map((day) => day.cost));
  if (isNothing(cost)) return undefined;
  const kind: MoneyKind = isPlay(cost) ? "simulated" : "priced";
  const shown = starts.map((start, index) => chartDay(start, days[index] ?? new Totals(), kind));
  return { simulated: kind === "simulated", days: shown.map(dayView) };
}

function budgetView({ name, limit, spent, warnAt }: CostFigures["budgets"][number]): BudgetView {
  return { name, limitPico: String(limit), spentPico: String(spent), warnAt };
}

function isNothing({ priced, simulated, free, included, unknown }: CostSum): boolean {
  return priced + simulated + free + included + unknown === 0;
}

function dayView({ start, requests, cost, byTier, rejected }: Day): DayView {
  return { day: dayOf(start), requests, cost: sumView(cost), byTier: textMap(byTier), rejected: String(rejected) };
}

function speedRows(totals: Totals, words: Words): SpeedRow[] {
  const play = new Set(
    reportOn(totals)
      .byModel.filter(({ cost }) => isPlay(cost))
      .map(({ key }) => modelId(key)),
  );
  return speedsOf(totals).map(({ key, answers, ...speed }) => ({
    name: play.has(modelId(key)) ? words.t("demo, no AI", {}) : key.model,
    tier: key.tier,
    requests: answers,
    ...speed,
  }));
}
