import type { Cost, CostSum } from "../models/money.ts";

type Counts = Record<Exclude<keyof CostSum, "pico" | "simulatedPico">, number>;

/** Adds up costs one by one; `sum` is what `sumCosts` makes of them, without an object per cost. */
export class Tally {
  readonly #counts: Counts = { priced: 0, simulated: 0, free: 0, included: 0, unknown: 0 };
  #pico = 0n;
  #simulatedPico = 0n;

  add(cost: Cost): void {
    this.#counts[cost.kind] += 1;
    if (cost.kind === "priced") this.#pico += BigInt(cost.pico);
    else if (cost.kind === "simulated") this.#simulatedPico += BigInt(cost.pico);
  }

  get sum(): CostSum {
    return { ...this.#counts, pico: this.#pico, simulatedPico: this.#simulatedPico };
  }
}

export function costOfAll(entries: readonly { readonly cost: Cost }[]): CostSum {
  const tally = new Tally();
  for (const { cost } of entries) tally.add(cost);
  return tally.sum;
}
