import type { HistoryItemView } from "../../protocol/viewState.ts";

/** The list of earlier chats, and what the user does with it. */
export interface HistoryModel {
  readonly shown: boolean;
  readonly items: readonly HistoryItemView[];
  readonly query: string;
  /** Id of the row that Tab reaches; the first one where it is not in the list. */
  readonly current: string | undefined;
  /** Deleted chats that can no longer be put back from here, by id. */
  readonly expired: ReadonlySet<string>;
}

export const NO_HISTORY: HistoryModel = {
  shown: false,
  items: [],
  query: "",
  current: undefined,
  expired: new Set(),
};

export type Day = "today" | "yesterday" | "earlier";

export interface DayGroup {
  readonly day: Day;
  readonly items: readonly HistoryItemView[];
}

/** The list as the host has it now; shown from here on. */
export function withItems(history: HistoryModel, items: readonly HistoryItemView[]): HistoryModel {
  const expired = items.filter(({ id, deleted }) => deleted && history.expired.has(id)).map(({ id }) => id);
  const fresh = history.shown ? {} : { query: "", current: undefined };
  return { ...history, ...fresh, shown: true, items, expired: new Set(expired) };
}

/** Marks a row at once; the host's own list follows. */
export function withDeleted(history: HistoryModel, id: string, deleted: boolean): HistoryModel {
  return { ...history, items: history.items.map((item) => (item.id === id ? { ...item, deleted } : item)) };
}

/** Rows to draw: those whose title or files hold what is searched for. */
export function shownItems({ items, query, expired }: HistoryModel): readonly HistoryItemView[] {
  const wanted = query.trim().toLocaleLowerCase();
  return items.filter(
    ({ id, title, files }) =>
      !expired.has(id) && [title, ...files].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
}

/** The same rows by the reader's own days, newest first; days without a chat are left out. `now` in ms since the epoch. */
export function byDay(items: readonly HistoryItemView[], now: number): readonly DayGroup[] {
  const date = new Date(now);
  const midnight = (back: number): number =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() - back).getTime();
  const [today, yesterday] = [midnight(0), midnight(1)];
  const dayOf = ({ at }: HistoryItemView): Day => (at >= today ? "today" : at >= yesterday ? "yesterday" : "earlier");
  return (["today", "yesterday", "earlier"] as const)
    .map((day) => ({ day, items: items.filter((item) => dayOf(item) === day).toSorted((a, b) => b.at - a.at) }))
    .filter((group) => group.items.length > 0);
}
