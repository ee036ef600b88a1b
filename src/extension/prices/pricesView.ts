import type { PricesView } from "../../protocol/costState.ts";

const DAY_MS = 86_400_000;
/** Vendors change prices every few weeks: a list older than this may be wrong. */
const OLD_DAYS = 30;

/** How old the prices are; `day` is `YYYY-MM-DD`. */
export function pricesView(day: string, now: number): PricesView {
  const days = Math.max(0, Math.floor((now - Date.parse(day)) / DAY_MS));
  return { day, days, old: days > OLD_DAYS };
}
