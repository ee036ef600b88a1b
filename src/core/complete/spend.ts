import type { LedgerEntry } from "../ledger/entry.ts";
import { type Cost, type CostSum, type Pico, Tally } from "../models/money.ts";

export const HOUR_MS = 3_600_000;
/** A budget that pays for no more than this many completions is kept for what the user asks. */
const KEPT_BACK = 20;

/** A charge and when it was made, ms since the epoch. */
interface Spent {
  readonly at: number;
  readonly pico: Pico;
}

/** What completions cost in the last hour, what they cost altogether, and what came of them, since the window opened. */
export class CompletionSpend {
  #hour: readonly Spent[] = [];
  /** By id: the same entries are found again and again. */
  readonly #elsewhere = new Map<string, Spent>();
  readonly #tally = new Tally();
  #shown = 0;
  #accepted = 0;

  /** A completion was booked; `at` in ms since the epoch. What has no price counts in the sum only. */
  add(cost: Cost, at: number): void {
    this.#tally.add(cost);
    if (cost.kind === "priced" && cost.pico > 0) this.#hour = [...this.#hour, { at, pico: cost.pico }];
  }

  /** What stands in the record of other windows, once more or for the first time: the hour's limit is for all of them. */
  noteElsewhere(entries: readonly Pick<LedgerEntry, "id" | "task" | "at" | "cost">[]): void {
    for (const { id, task, at, cost } of entries) {
      if (task === "complete" && cost.kind === "priced") this.#elsewhere.set(id, { at, pico: cost.pico });
    }
  }

  noteShown(): void {
    this.#shown += 1;
  }

  noteAccepted(): void {
    this.#accepted += 1;
  }

  /** Pico-dollars of the hour before `now`, in all windows. */
  lastHourPico(now: number): Pico {
    const isOver = ({ at }: Spent): boolean => now - at >= HOUR_MS;
    this.#hour = this.#hour.filter((spent) => !isOver(spent));
    for (const [id, spent] of this.#elsewhere) if (isOver(spent)) this.#elsewhere.delete(id);
    return [...this.#hour, ...this.#elsewhere.values()].reduce((sum, { pico }) => sum + pico, 0);
  }

  /** The hour's limit is reached; a limit of 0 is none. */
  isOver(limitPico: Pico, now: number): boolean {
    return limitPico > 0 && this.lastHourPico(now) >= limitPico;
  }

  /** The budget has too little left to be spent unasked. */
  isNearBudget(leftPico: Pico | undefined): boolean {
    if (leftPico === undefined) return false;
    return leftPico <= KEPT_BACK * (this.#hour.at(-1)?.pico ?? 0);
  }

  get report(): SpendReport {
    return { shown: this.#shown, accepted: this.#accepted, cost: this.#tally.sum };
  }
}

/** Counts since the window opened; partly accepted suggestions are not among the accepted. */
export interface SpendReport {
  readonly shown: number;
  readonly accepted: number;
  readonly cost: CostSum;
}

/** What one accepted suggestion cost, all that were not accepted included; undefined without one, or without a price. */
export function perAccepted({
  accepted,
  cost,
}: SpendReport): { readonly kind: "priced" | "simulated"; readonly pico: Pico } | undefined {
  if (accepted === 0 || cost.unknown > 0 || cost.priced + cost.simulated === 0) return undefined;
  // Real money and play money are never added; where there is both, the real one counts.
  return cost.priced > 0
    ? { kind: "priced", pico: Number(cost.pico / BigInt(accepted)) }
    : { kind: "simulated", pico: Number(cost.simulatedPico / BigInt(accepted)) };
}
