import type { Group, Report, RequestRecord } from "../../core/ledger/report.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import type { CostRow, PeriodView, RecentRow } from "../../protocol/viewState.ts";
import { sumView } from "../costSumView.ts";
import type { Words } from "../words.ts";

/** A report as the cost view takes it. Names are translated, figures stay figures. */
export function periodView(report: Report, { tell }: Words): PeriodView {
  const { savings, simulatedSavings } = report;
  return {
    cost: sumView(report.cost),
    byTier: Object.fromEntries([...report.byTier].map(([tier, pico]) => [tier, String(pico)])),
    byProvenance: {
      billed: "0",
      computed: "0",
      assumed: "0",
      estimated: "0",
      ...Object.fromEntries([...report.byProvenance].map(([source, pico]) => [source, String(pico)])),
    },
    ...(savings ? { alwaysFullPico: String(savings.alwaysFull), savedPico: String(savings.saved) } : {}),
    ...(simulatedSavings
      ? {
          simulatedAlwaysFullPico: String(simulatedSavings.alwaysFull),
          simulatedSavedPico: String(simulatedSavings.saved),
        }
      : {}),
    requests: report.requests,
    byModel: report.byModel.map((group) => row(group, group.key.model, { tier: group.key.tier })),
    byTask: report.byTask.map((group) => row(group, tell(TASK_NAMES[group.key]))),
    rejected: { requests: report.rejected.tries, cost: sumView(report.rejected.cost) },
    recent: report.recent.map(recentRow),
  };
}

function row<Key>({ requests, cost }: Group<Key>, name: string, more: Pick<CostRow, "tier"> = {}): CostRow {
  return { name, requests, cost: sumView(cost), ...more };
}

function recentRow({ request, last, attempts, cost }: RequestRecord): RecentRow {
  const { outcome, verdict } = last;
  return {
    request,
    at: attempts[0]?.at ?? last.at,
    tier: last.tier,
    task: last.task,
    reason: last.reason,
    cost: sumView(cost),
    verdict: outcome === "failed" || outcome === "cancelled" ? outcome : (verdict ?? "unverified"),
  };
}
