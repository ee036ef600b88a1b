export interface RefreshFacts {
  /** The user has switched the daily list on. */
  readonly on: boolean;
  /** Nothing may be fetched: the folder is not trusted, or all stays on this computer. */
  readonly forbidden: boolean;
  /** UTC days, `YYYY-MM-DD`: now, of the last try of this window, and of the list that any window kept. */
  readonly today: string;
  readonly triedOn: string;
  readonly keptOn: string | undefined;
}

/** Whether the price list is to be fetched now: at most one try a day and window, none where a list of today is kept. */
export function isRefreshDue({ on, forbidden, today, triedOn, keptOn }: RefreshFacts): boolean {
  return on && !forbidden && triedOn !== today && keptOn !== today;
}
