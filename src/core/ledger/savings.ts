import type { Cost } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import type { LedgerEntry } from "./entry.ts";

/** Whose money is compared; the two are never added. */
export type MoneyKind = "priced" | "simulated";

/** What requests are compared with: the full tier alone, or the cheapest of the user's models alone. */
export type BaselineName = "alwaysFull" | "alwaysCheapest";

/** One request beside a baseline; pico-dollars. */
export interface Compared {
  readonly baseline: bigint;
  readonly byTier: ReadonlyMap<Tier, bigint>;
}

/**
 * What a request cost, by tier, and what a baseline would have. Undefined where a side is unknown: a try without a price,
 * one that a plan paid, or none of this kind of money. Rejected tries are in it; a free one counts as nothing.
 */
export function compare(attempts: readonly LedgerEntry[], name: BaselineName, kind: MoneyKind): Compared | undefined {
  const baseline = attempts.at(-1)?.[name];
  if (baseline?.kind !== kind || !attempts.every(({ cost }) => cost.kind === kind || cost.kind === "free"))
    return undefined;
  const byTier = new Map<Tier, bigint>();
  for (const { tier, cost } of attempts) {
    const pico = picoOf(cost, kind);
    if (pico !== undefined) byTier.set(tier, (byTier.get(tier) ?? 0n) + pico);
  }
  return { baseline: BigInt(baseline.pico), byTier };
}

function picoOf(cost: Cost, kind: MoneyKind): bigint | undefined {
  return cost.kind === kind ? BigInt(cost.pico) : undefined;
}

/** What a request saved against always Full; negative when it cost more. */
export function savedBy(
  { attempts }: { readonly attempts: readonly LedgerEntry[] },
  kind: MoneyKind,
): { readonly alwaysFull: bigint; readonly saved: bigint } | undefined {
  const compared = compare(attempts, "alwaysFull", kind);
  return compared && { alwaysFull: compared.baseline, saved: compared.baseline - spentOf(compared) };
}

export function spentOf({ byTier }: Pick<Compared, "byTier">): bigint {
  return [...byTier.values()].reduce((sum, pico) => sum + pico, 0n);
}

/** Requests beside a baseline, added up. */
export interface Comparison {
  readonly requests: number;
  readonly baseline: bigint;
  /** Negative when routing cost more. */
  readonly saved: bigint;
  /** What the compared requests cost; with `saved` it adds up to `baseline`. */
  readonly byTier: ReadonlyMap<Tier, bigint>;
}

export type ComparisonRecord = readonly [
  requests: number,
  baseline: string,
  byTier: readonly (readonly [Tier, string])[],
];

/** Adds up compared requests, and takes them back when one goes on. */
export class Comparing {
  #requests = 0;
  #baseline = 0n;
  readonly #byTier = new Map<Tier, bigint>();

  add({ baseline, byTier }: Compared, sign: 1n | -1n = 1n): void {
    this.#requests += Number(sign);
    this.#baseline += sign * baseline;
    for (const [tier, pico] of byTier) this.#addTier(tier, sign * pico);
  }

  get comparison(): Comparison | undefined {
    if (this.#requests === 0) return undefined;
    const byTier = new Map([...this.#byTier].filter(([, pico]) => pico !== 0n));
    return { requests: this.#requests, baseline: this.#baseline, saved: this.#baseline - spentOf({ byTier }), byTier };
  }

  get record(): ComparisonRecord {
    return [
      this.#requests,
      String(this.#baseline),
      [...this.#byTier].map(([tier, pico]) => [tier, String(pico)] as const),
    ];
  }

  merge([requests, baseline, byTier]: ComparisonRecord): void {
    this.#requests += requests;
    this.#baseline += BigInt(baseline);
    for (const [tier, pico] of byTier) this.#addTier(tier, BigInt(pico));
  }

  #addTier(tier: Tier, pico: bigint): void {
    this.#byTier.set(tier, (this.#byTier.get(tier) ?? 0n) + pico);
  }
}
