import type { ModelInfo } from "./model.ts";

/** How far ahead a shutdown is worth a word. */
const SOON_MS = 90 * 86_400_000;

/** `ended` from its maker's shutdown day on (UTC), `ending` in the ninety days before. Behind a gateway it may live on. */
export type Life = "listed" | "ending" | "ended";

export function lifeOf({ shutdownDate }: Pick<ModelInfo, "shutdownDate">, now: number): Life {
  if (shutdownDate === undefined) return "listed";
  const end = Date.parse(`${shutdownDate}T00:00:00Z`);
  if (now >= end) return "ended";
  return now >= end - SOON_MS ? "ending" : "listed";
}
