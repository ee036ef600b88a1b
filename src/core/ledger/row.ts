import { type CostSum, type Provenance, Tally } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";

/** A model as it is asked: the same name behind another connection or in another tier is another line of the account. */
export interface ModelKey {
  readonly connection: string;
  readonly model: string;
  readonly tier: Tier;
}

export interface RowKey extends ModelKey {
  readonly task: TaskKind;
}

/** Tokens in disjoint buckets, but for `reasoning`, which is a part of `output`. */
export type TokenSums = Readonly<Record<(typeof TOKEN_BUCKETS)[number], number>>;

export const TOKEN_BUCKETS = ["input", "cacheRead", "cacheWrite", "output", "reasoning"] as const;
const PROVENANCES = ["billed", "computed", "assumed", "estimated"] as const;

type SumRecord = readonly [string, string, number, number, number, number, number];

export type RowRecord = readonly [
  key: readonly [Tier, string, string, TaskKind],
  requests: number,
  cost: SumRecord,
  rejected: SumRecord,
  provenance: readonly string[],
  tokens: readonly number[],
];

/** Everything that is added up of one model on one kind of task. */
export class Row {
  readonly key: RowKey;
  /** Requests with an attempt in this row. */
  requests = 0;
  readonly #cost = new Tally();
  readonly #rejected = new Tally();
  readonly #provenance = new Map<Provenance, bigint>();
  readonly #tokens = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 };

  constructor({ connection, model, tier, task }: RowKey) {
    this.key = { connection, model, tier, task };
  }

  add({ cost, outcome, usage }: LedgerEntry): void {
    this.#cost.add(cost);
    if (outcome === "rejected") this.#rejected.add(cost);
    if (cost.kind === "priced") this.#addProvenance(cost.provenance, BigInt(cost.pico));
    for (const bucket of TOKEN_BUCKETS) this.#tokens[bucket] += usage[bucket];
  }

  get cost(): CostSum {
    return this.#cost.sum;
  }

  get rejected(): CostSum {
    return this.#rejected.sum;
  }

  get provenance(): ReadonlyMap<Provenance, bigint> {
    return this.#provenance;
  }

  get tokens(): TokenSums {
    return this.#tokens;
  }

  get record(): RowRecord {
    const { tier, connection, model, task } = this.key;
    return [
      [tier, connection, model, task],
      this.requests,
      sumRecord(this.cost),
      sumRecord(this.rejected),
      PROVENANCES.map((provenance) => String(this.#provenance.get(provenance) ?? 0n)),
      TOKEN_BUCKETS.map((bucket) => this.#tokens[bucket]),
    ];
  }

  /** Throws where the record does not fit. */
  merge(record: RowRecord): void {
    this.requests += record[1];
    this.#cost.addSum(sumOf(record[2]));
    this.#rejected.addSum(sumOf(record[3]));
    PROVENANCES.forEach((name, index) => this.#addProvenance(name, BigInt(record[4][index] ?? "x")));
    TOKEN_BUCKETS.forEach((bucket, index) => (this.#tokens[bucket] += record[5][index] ?? Number.NaN));
  }

  #addProvenance(provenance: Provenance, pico: bigint): void {
    if (pico > 0n) this.#provenance.set(provenance, (this.#provenance.get(provenance) ?? 0n) + pico);
  }
}

export function keyOf({ 0: key }: RowRecord): RowKey {
  return { tier: key[0], connection: key[1], model: key[2], task: key[3] };
}

function sumRecord({ pico, simulatedPico, priced, simulated, free, included, unknown }: CostSum): SumRecord {
  return [String(pico), String(simulatedPico), priced, simulated, free, included, unknown];
}

/** By index: taking an array apart by pattern goes through its iterator, which a start pays for in each row. */
function sumOf(sum: SumRecord): CostSum {
  const pico = BigInt(sum[0]);
  const simulatedPico = BigInt(sum[1]);
  return { pico, simulatedPico, priced: sum[2], simulated: sum[3], free: sum[4], included: sum[5], unknown: sum[6] };
}

/** One text per {@link ModelKey}. */
export function modelId({ connection, model, tier }: ModelKey): string {
  return `${tier}\n${connection}\n${model}`;
}

export function rowId(key: RowKey): string {
  return `${modelId(key)}\n${key.task}`;
}
