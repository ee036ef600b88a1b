import type { LedgerEntry } from "../../core/ledger/entry.ts";
import { type Ledger, startOfDay, startOfMonth } from "../../core/ledger/ledger.ts";
import type { Period } from "../../protocol/viewState.ts";
import type { Words } from "../words.ts";

/** What the ledger holds of this window and, since a moment in the past, of all windows. */
export interface Account {
  readonly session: readonly LedgerEntry[];
  /** Goes back to the start of the month at least. */
  readonly recorded: readonly LedgerEntry[];
}

/** The entries of a period, in the order in which they were booked. */
export function entriesOf(period: Period, { session, recorded }: Account, now: number): readonly LedgerEntry[] {
  if (period === "session") return session;
  const start = period === "today" ? startOfDay(now) : startOfMonth(now);
  return recorded.filter(({ at }) => at >= start);
}

/** {@link entriesOf} fresh from the ledger. */
export async function readPeriod(period: Period, ledger: Ledger, now: number): Promise<readonly LedgerEntry[]> {
  if (period === "session") return ledger.session;
  const { entries } = await ledger.since(startOfMonth(now));
  return entriesOf(period, { session: ledger.session, recorded: entries }, now);
}

export function periodName(period: Period, { t }: Words): string {
  const names: Readonly<Record<Period, string>> = {
    session: t("Session", {}),
    today: t("Today", {}),
    month: t("Month", {}),
  };
  return names[period];
}
