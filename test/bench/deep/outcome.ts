import type { Closing } from "../../../src/core/deep/inner.ts";
import type { AssistEvent } from "../../../src/core/assist/events.ts";
import type { Verdict } from "../../../src/core/cascade/verdict.ts";

/** An answer of a script, and what the checks said of it. */
export interface TriedAnswer {
  readonly tier: string;
  /** What the script says it is. */
  readonly kind: string;
  readonly isRight: boolean;
  verdict: Verdict["type"] | "none";
}

/** What became of one task. */
export interface Outcome {
  readonly id: string;
  /** Some model that is asked knows an answer. */
  readonly solvable: boolean;
  /** The flow ended with an answer that its checks let through. */
  readonly accepted: boolean;
  /** With that answer all tests of the repository pass, none of them changed. */
  readonly right: boolean;
  readonly answers: readonly TriedAnswer[];
  /** The folder is not what it was, though nobody accepted anything. */
  readonly leftChanged: boolean;
  /** The closing event's code where it failed. */
  readonly ended: string;
  readonly pico: number;
}

export interface Followed {
  readonly closing: Closing;
  /** What all attempts cost, pico-dollars. */
  readonly pico: number;
}

/** Follows a flow to its end. `tried` gets an entry per answer from the script; its verdicts are filled in here. */
export async function follow(events: AsyncIterable<AssistEvent>, tried: readonly TriedAnswer[]): Promise<Followed> {
  let closing: Closing | undefined;
  let pico = 0;
  for await (const event of events) {
    const last = tried.at(-1);
    if (event.type === "verdict" && last) last.verdict = event.verdict.type;
    if (event.type === "attempt-end" && event.entry.cost.kind === "priced") pico += event.entry.cost.pico;
    if (event.type === "assist-end" || event.type === "assist-error") closing = event;
  }
  if (!closing) throw new Error("A flow ended without its closing event");
  return { closing, pico };
}

/** Why a flow did not end well; "" where it did. */
export function endOf(closing: Closing): string {
  if (closing.type === "assist-error") return closing.failure.code;
  return closing.outcome === "cancelled" ? "cancelled" : (closing.note?.code ?? "");
}
