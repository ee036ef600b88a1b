import type { Candidate } from "../models/model.ts";
import { SINGLE_TRY, type TaskKind } from "../task/kinds.ts";
import type { Failure } from "./errors.ts";
import { faultOf, remedyOf } from "./faults.ts";

/** How a request is asked again of the same model. */
export interface Again {
  /** Wait before it, in ms. */
  readonly afterMs: number;
  /** What is different: less context, or more room for the answer. */
  readonly change?: "trimmed" | "more-room";
}

/** Waits of growing tries, in ms. */
const BACKOFF_MS = [400, 1_600] as const;

/** Nobody watches an empty answer for longer; a longer wait is told, or another model is asked. In ms. */
export const LONGEST_WAIT_MS = 8_000;

export interface Tried {
  readonly task: TaskKind;
  readonly candidate: Candidate;
  /** How often this model was asked in a row, the failed try included. */
  readonly tries: number;
  /** The context can be made smaller. */
  readonly canTrim: boolean;
}

/**
 * Whether the model that failed is asked again before anybody else, and how; only while nothing was shown. The wait that
 * a server names is never shortened: a longer one than {@link LONGEST_WAIT_MS} means no.
 */
export function againAfter(failure: Failure, { task, tries, canTrim }: Tried): Again | undefined {
  const { retry } = remedyOf(failure, { shown: false });
  const kind = faultOf(failure);
  // What is asked while typing is stale before a second try; only a dead connection costs no time to replace.
  if (SINGLE_TRY.has(task) && kind !== "reset") return undefined;
  const named = failure.facts.retryAfterMs ?? 0;
  switch (retry) {
    case "none":
      return undefined;
    case "immediate":
      return tries > 1 ? undefined : { afterMs: 0 };
    case "at-time":
      return tries > 1 ? undefined : within(named);
    case "backoff": {
      const wait = BACKOFF_MS[tries - 1];
      return wait === undefined ? undefined : within(Math.max(wait, named));
    }
    case "changed-request":
      return tries > 1 ? undefined : changed(failure, canTrim);
  }
}

function within(afterMs: number): Again | undefined {
  return afterMs > LONGEST_WAIT_MS ? undefined : { afterMs };
}

function changed(failure: Failure, canTrim: boolean): Again | undefined {
  switch (faultOf(failure)) {
    case "overflow":
    case "body-too-large":
      return canTrim ? { afterMs: 0, change: "trimmed" } : undefined;
    case "length-empty":
      return { afterMs: 0, change: "more-room" };
    default:
      // A refused parameter was left out by the adapter already.
      return undefined;
  }
}
