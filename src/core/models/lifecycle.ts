import type { ModelInfo } from "./model.ts";

type Ending = Pick<ModelInfo, "shutdownDate">;

const DAY_MS = 86_400_000;
/** How far ahead a shutdown is worth a word. */
const SOON_DAYS = 90;

/** `ended` from its maker's shutdown day on (UTC), `ending` in the ninety days before. Behind a gateway it may live on. */
export type Life = "listed" | "ending" | "ended";

export function lifeOf(info: Ending, now: number): Life {
  if (now >= endOf(info)) return "ended";
  return endsWithin(info, now, SOON_DAYS) ? "ending" : "listed";
}

/** Whether it still lives, and ends in so many days. */
export function endsWithin(info: Ending, now: number, days: number): boolean {
  const end = endOf(info);
  return now < end && now >= end - days * DAY_MS;
}

function endOf({ shutdownDate }: Ending): number {
  return shutdownDate === undefined ? Infinity : Date.parse(`${shutdownDate}T00:00:00Z`);
}
