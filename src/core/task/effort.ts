import type { Candidate, Effort } from "../models/model.ts";
import type { Tier } from "../models/tier.ts";
import type { TaskKind } from "./kinds.ts";

/** From least to most. */
const EFFORTS: readonly Effort[] = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

/** What a tier is for says how much it thinks; the full tier does as its model does by itself. */
const BY_TIER: Readonly<Record<Tier, Effort | undefined>> = {
  mini: "low",
  full: undefined,
  deep: "high",
  local: undefined,
};

/** Work that is easier than its tier: a message or a comment needs no long thought, even from a deep model. */
const LIGHT: ReadonlySet<TaskKind> = new Set(["complete", "commit", "document"]);

/**
 * How much a model is told to reason for a task; undefined where it is not told, or of which nothing is known. Never less
 * than the least that the model takes. `quick` = somebody waits for it while typing.
 */
export function effortFor(task: TaskKind, { tier, info }: Candidate, quick: boolean): Effort | undefined {
  const least = info.leastEffort;
  if (least === undefined) return undefined;
  if (quick) return least;
  const wanted = LIGHT.has(task) ? "low" : BY_TIER[tier];
  return wanted && nearest(wanted, info.efforts ?? EFFORTS.slice(EFFORTS.indexOf(least)));
}

/** The wanted effort, else the next higher one that the model takes, else its highest. */
function nearest(wanted: Effort, taken: readonly Effort[]): Effort | undefined {
  const rank = EFFORTS.indexOf(wanted);
  const sorted = taken.toSorted((a, b) => EFFORTS.indexOf(a) - EFFORTS.indexOf(b));
  return sorted.find((effort) => EFFORTS.indexOf(effort) >= rank) ?? sorted.at(-1);
}
