/** An integer count of pico-dollars (1e-12 USD). One request stays below 2^53; sums are bigint. */
export type Pico = number;

export const PICO_PER_DOLLAR = 1_000_000_000_000;

/** Where a figure comes from, most trusted first. */
export type Provenance = "billed" | "computed" | "assumed" | "estimated";

/**
 * The cost of one attempt. Absence of a price is a value of its own and never 0: `unknown` has tokens but no price,
 * `free` ran on the user's machine, `included` is paid by another vendor's plan, `simulated` is the demo's play money.
 */
export type Cost =
  | { readonly kind: "priced"; readonly pico: Pico; readonly provenance: Provenance }
  | { readonly kind: "simulated"; readonly pico: Pico }
  | { readonly kind: "free" }
  | { readonly kind: "included" }
  | { readonly kind: "unknown" };

/** Costs of many attempts. `pico` counts real money only; the demo's is kept apart. */
export interface CostSum {
  readonly pico: bigint;
  readonly simulatedPico: bigint;
  readonly priced: number;
  readonly simulated: number;
  readonly free: number;
  readonly included: number;
  /** Attempts with tokens but without a price: the sum is then a lower bound. */
  readonly unknown: number;
}

export const COST_KINDS = ["priced", "simulated", "free", "included", "unknown"] as const;
type CostKind = (typeof COST_KINDS)[number];

export const NO_COST: CostSum = {
  pico: 0n,
  simulatedPico: 0n,
  priced: 0,
  simulated: 0,
  free: 0,
  included: 0,
  unknown: 0,
};

/** Adds up costs one by one. */
export class Tally {
  readonly #counts: Record<CostKind, number> = { priced: 0, simulated: 0, free: 0, included: 0, unknown: 0 };
  #pico = 0n;
  #simulatedPico = 0n;

  add(cost: Cost): void {
    this.#counts[cost.kind] += 1;
    if (cost.kind === "priced") this.#pico += BigInt(cost.pico);
    else if (cost.kind === "simulated") this.#simulatedPico += BigInt(cost.pico);
  }

  addSum(sum: CostSum): void {
    for (const kind of COST_KINDS) this.#counts[kind] += sum[kind];
    this.#pico += sum.pico;
    this.#simulatedPico += sum.simulatedPico;
  }

  get sum(): CostSum {
    return { ...this.#counts, pico: this.#pico, simulatedPico: this.#simulatedPico };
  }
}

export function sumCosts(costs: Iterable<Cost>): CostSum {
  const tally = new Tally();
  for (const cost of costs) tally.add(cost);
  return tally.sum;
}
