import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { startOfDay, startOfMonth } from "../../core/ledger/time.ts";
import type { Period } from "../../protocol/costState.ts";
import type { Words } from "../words.ts";

/** When a period that is not this window's own begins, ms since the epoch. */
export function periodStart(period: Exclude<Period, "session">, now: number): number {
  return period === "today" ? startOfDay(now) : startOfMonth(now);
}

/** The entries of a period, in the order in which they were booked. */
export async function readPeriod(period: Period, ledger: Ledger, now: number): Promise<readonly LedgerEntry[]> {
  return period === "session" ? ledger.session : await ledger.since(periodStart(period, now));
}

export function periodName(period: Period, { t }: Words): string {
  const names: Readonly<Record<Period, string>> = {
    session: t("Session", {}),
    today: t("Today", {}),
    month: t("Month", {}),
  };
  return names[period];
}
