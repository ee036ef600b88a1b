import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "../core/ports.ts";

/** The real time. */
export const CLOCK: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** A wait that is cut short is over, which is all that matters. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  sleepFor(ms, undefined, { signal }).catch(() => undefined);
