import { byDay, dayStarts, type Day, type MoneyKind } from "../../core/ledger/days.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import { startOfMonth } from "../../core/ledger/ledger.ts";
import { gatherRecent, type Recent } from "../../core/ledger/recent.ts";
import { type Group, type ModelKey, newestFirst, type Report, reportOf } from "../../core/ledger/report.ts";
import { shiftUpsOf } from "../../core/ledger/shiftUps.ts";
import { speedOf } from "../../core/ledger/speed.ts";
import type { CostSum } from "../../core/models/money.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import { EDIT_TASKS } from "../../core/task/kinds.ts";
import type {
  CostRow,
  CostViewState,
  DaysView,
  DayView,
  Period,
  PeriodView,
  RecentRow,
  SpeedRow,
} from "../../protocol/viewState.ts";
import { sumView } from "../costSumView.ts";
import type { Words } from "../words.ts";
import { type Account, entriesOf } from "./periods.ts";

/** Days in the chart. */
const DAYS = 14;
const SPEED_DAYS = 7;
const RECENT_LINES = 20;

/** From when on the cost view needs entries: the chart's first day or the first of the month, whichever is earlier. */
export function viewStart(now: number): number {
  return Math.min(startOfMonth(now), ...dayStarts(now, DAYS));
}

/** The cost view's figures, names translated. `account.recorded` goes back to {@link viewStart}. */
export function costViewState(period: Period, account: Account, now: number, words: Words): CostViewState {
  const days = daysView(account.recorded, now);
  return {
    period,
    view: periodView(entriesOf(period, account, now), words),
    anything: account.session.length + account.recorded.length > 0,
    ...(days ? { days } : {}),
    speed: speedRows(account.recorded, now, words),
  };
}

export function periodView(entries: readonly LedgerEntry[], words: Words): PeriodView {
  const report = reportOf(entries, 0);
  const { records } = report;
  return {
    cost: sumView(report.cost),
    byTier: textMap(report.byTier),
    byProvenance: { billed: "0", computed: "0", assumed: "0", estimated: "0", ...textMap(report.byProvenance) },
    ...savings(report),
    requests: report.requests,
    byModel: modelRows(report.byModel, words),
    byTask: report.byTask.map((group) => row(group, words.tell(TASK_NAMES[group.key]))),
    rejected: { requests: report.rejected.tries, cost: sumView(report.rejected.cost) },
    shiftUps: shiftUpsOf(records, EDIT_TASKS),
    recent: gatherRecent(newestFirst(records), RECENT_LINES).map(recentRow),
  };
}

type Savings = Pick<
  PeriodView,
  | ("alwaysFullPico" | "savedPico" | "comparedByTier" | "compared")
  | ("simulatedAlwaysFullPico" | "simulatedSavedPico" | "simulatedComparedByTier" | "simulatedCompared")
>;

function savings({ savings: real, simulatedSavings: play, ...report }: Report): Savings {
  return {
    ...(real ? { alwaysFullPico: String(real.alwaysFull), savedPico: String(real.saved) } : {}),
    ...(play ? { simulatedAlwaysFullPico: String(play.alwaysFull), simulatedSavedPico: String(play.saved) } : {}),
    comparedByTier: textMap(report.comparedByTier),
    simulatedComparedByTier: textMap(report.simulatedComparedByTier),
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
    return { ...row(group, name), tier };
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
    estimated: records.some(({ attempts: tries }) => tries.some(isEstimated)),
    count: records.length,
  };
}

function isEstimated({ usage, cost }: LedgerEntry): boolean {
  return usage.estimated || (cost.kind === "priced" && cost.provenance === "estimated");
}

function verdictOf({ outcome, verdict }: LedgerEntry): RecentRow["verdict"] {
  return outcome === "failed" || outcome === "cancelled" ? outcome : (verdict ?? "unverified");
}

/** Real money where there was any, else the demo's; absent without requests. */
function daysView(entries: readonly LedgerEntry[], now: number): DaysView | undefined {
  const starts = dayStarts(now, DAYS);
  const shown = entries.filter(({ at }) => at >= (starts[0] ?? now));
  if (shown.length === 0) return undefined;
  const kind: MoneyKind = shown.every(({ cost }) => cost.kind === "simulated") ? "simulated" : "priced";
  return { simulated: kind === "simulated", days: byDay(shown, starts, kind).map(dayView) };
}

function dayView({ start, requests, cost, byTier, rejected }: Day): DayView {
  const date = new Date(start);
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return { day, requests, cost: sumView(cost), byTier: textMap(byTier), rejected: String(rejected) };
}

function speedRows(entries: readonly LedgerEntry[], now: number, words: Words): SpeedRow[] {
  const start = dayStarts(now, SPEED_DAYS)[0] ?? now;
  const recent = entries.filter(({ at }) => at >= start);
  const play = new Set(recent.flatMap(({ cost, model }) => (cost.kind === "simulated" ? [model] : [])));
  return speedOf(recent).map(({ key, ...speed }) => ({
    name: play.has(key.model) ? words.t("demo, no AI", {}) : key.model,
    tier: key.tier,
    ...speed,
  }));
}
