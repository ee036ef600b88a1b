import type { BudgetLimits } from "./budgetLimits.ts";
import { isObject, isText } from "./shape.ts";
import { dayOf } from "./time.ts";

/** What may be spent on one day, whatever the settings say. */
export interface Raise {
  /** Local day, `2026-11-07`. */
  readonly day: string;
  /** Pico-dollars, as decimal text: it is kept as JSON. */
  readonly pico: string;
}

export function raiseTo(pico: bigint, now: number): Raise {
  return { day: dayOf(now), pico: String(pico) };
}

/** The limits that hold now. A raise ends with its day; it never lowers a limit, nor sets one where there is none. */
export function withRaise(limits: BudgetLimits, stored: unknown, now: number): BudgetLimits {
  if (limits.day === 0n || !isRaise(stored) || stored.day !== dayOf(now)) return limits;
  const pico = BigInt(stored.pico);
  return pico > limits.day ? { ...limits, day: pico } : limits;
}

function isRaise(stored: unknown): stored is Raise {
  if (!isObject(stored)) return false;
  return isText(stored["day"]) && isText(stored["pico"]) && /^\d+$/.test(String(stored["pico"]));
}
