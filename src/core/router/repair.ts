import type { CheckName } from "../cascade/verdict.ts";
import type { Effort } from "../models/model.ts";
import type { RankedCandidate, RouteDecision } from "./decision.ts";

/**
 * Of answers that a hard diagnostic refused, 43 of 100 passed after the same model had seen the diagnostic once (repair
 * runs of six open models), and of answers that pass about four in five of those are right.
 */
const RIGHT_AFTER_REPAIR = 0.35;

/** Where one model failed, a stronger one is right about 0.65 times as often as in general (pairs of EDIT-Bench). */
const RIGHT_AFTER_FAILURE = 0.65;

/** What names a place and a reason, so that the same model has something to mend. */
const TELLING: ReadonlySet<CheckName> = new Set(["diagnostics", "types", "tests"]);

export interface Refused {
  readonly candidate: RankedCandidate;
  /** The check that refused. */
  readonly by: CheckName;
  /** Who would be asked next; absent where nobody is left. */
  readonly next?: RankedCandidate;
}

/** Whether a refused answer goes back to its model once before a stronger one is asked: where that is worth more. */
export function worthRepairing(
  { candidate, by, next }: Refused,
  { valuePico }: Pick<RouteDecision, "valuePico">,
): boolean {
  // The demo's script writes the same again.
  if (!TELLING.has(by) || candidate.info.demo) return false;
  const again = RIGHT_AFTER_REPAIR * valuePico - candidate.outlook.pico;
  if (again <= 0) return false;
  if (!next) return true;
  return again > RIGHT_AFTER_FAILURE * next.outlook.chance.right * valuePico - next.outlook.pico;
}

/** A model that can reason more does so before another is asked; undefined for models that cannot be told. */
export function raisedEffort({ info }: RankedCandidate): Effort | undefined {
  return info.leastEffort === undefined ? undefined : "high";
}
