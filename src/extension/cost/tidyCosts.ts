import * as vscode from "vscode";
import { monthOf } from "../../core/ledger/time.ts";
import type { ExportDeps } from "./exportCosts.ts";

export interface TidyDeps extends ExportDeps {
  /** Months with entries, oldest first. */
  readonly months: () => Promise<readonly string[]>;
}

/** How many months keep their entries, the running one included. */
const KEPT = [1, 3, 12] as const;

/** Takes the entries of old months away and keeps their totals by day; asks how far back, and again before it does. */
export async function tidyCosts({ ledger, clock, words, months }: TidyDeps): Promise<void> {
  const { t } = words;
  const known = await months();
  const items = KEPT.map((count) => {
    const old = known.filter((month) => month < firstKept(clock.now(), count));
    const label =
      count === 1 ? t("Keep the entries of this month", {}) : t("Keep the entries of {count} months", { count });
    const description =
      old.length === 1
        ? t("1 month is reduced to daily totals", {})
        : t("{count} months are reduced to daily totals", { count: old.length });
    return { label, description, old };
  });
  const picked = await vscode.window.showQuickPick(items, { title: t("Tidy up the cost record", {}) });
  if (!picked || picked.old.length === 0) return;
  const reduce = t("Reduce", {});
  const question = t("Entries of {months} cannot be exported or opened any more. Their totals stay.", {
    months: picked.old.join(", "),
  });
  if ((await vscode.window.showWarningMessage(question, { modal: true }, reduce)) !== reduce) return;
  for (const month of picked.old) await ledger.rollUp(month);
}

/** The first month that keeps its entries. */
function firstKept(now: number, count: number): string {
  const date = new Date(now);
  return monthOf(new Date(date.getFullYear(), date.getMonth() - count + 1, 1).getTime());
}
