/* Local days and months: those of the calendar on the wall. */

/** `2026-11` of a moment in local time. */
export function monthOf(epochMs: number): string {
  return dayOf(epochMs).slice(0, 7);
}

/** `2026-11-07` of a moment in local time. */
export function dayOf(epochMs: number): string {
  const date = new Date(epochMs);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}

export function startOfDay(epochMs: number): number {
  const date = new Date(epochMs);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

export function startOfMonth(epochMs: number): number {
  const date = new Date(epochMs);
  return new Date(date.getFullYear(), date.getMonth(), 1).getTime();
}

/** Months from that of `start` to that of `end`, oldest first. */
export function monthsBetween(start: number, end: number): readonly string[] {
  const months: string[] = [];
  const first = new Date(startOfMonth(start));
  for (let ahead = 0; ; ahead += 1) {
    const at = new Date(first.getFullYear(), first.getMonth() + ahead, 1).getTime();
    if (at > end) return months;
    months.push(monthOf(at));
  }
}

/** Tells time zones apart by their offsets in winter and summer, in minutes: totals by day hold in one of them only. */
export function zoneOf(month: string): string {
  const year = Number(month.slice(0, 4));
  return [0, 6].map((at) => new Date(year, at, 1).getTimezoneOffset()).join("/");
}
