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

export const NO_COST: CostSum = {
  pico: 0n,
  simulatedPico: 0n,
  priced: 0,
  simulated: 0,
  free: 0,
  included: 0,
  unknown: 0,
};

export function addCost(sum: CostSum, cost: Cost): CostSum {
  switch (cost.kind) {
    case "priced":
      return { ...sum, pico: sum.pico + BigInt(cost.pico), priced: sum.priced + 1 };
    case "simulated":
      return { ...sum, simulatedPico: sum.simulatedPico + BigInt(cost.pico), simulated: sum.simulated + 1 };
    default:
      return { ...sum, [cost.kind]: sum[cost.kind] + 1 };
  }
}

export function sumCosts(costs: Iterable<Cost>): CostSum {
  let sum = NO_COST;
  for (const cost of costs) sum = addCost(sum, cost);
  return sum;
}
