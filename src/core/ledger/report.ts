import { addCost, type Cost, type CostSum, NO_COST, type Provenance, sumCosts } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";

/** Attempts of one request, oldest first. */
export interface RequestRecord {
  readonly request: string;
  readonly attempts: readonly LedgerEntry[];
  readonly last: LedgerEntry;
  readonly cost: CostSum;
}

/** Cost beside what always Full would have cost, over the requests where both are known. pico-dollars. */
export interface Savings {
  readonly alwaysFull: bigint;
  /** Negative when routing cost more. Rejected tries are taken off. */
  readonly saved: bigint;
  readonly requests: number;
}

export interface Group<Key> {
  readonly key: Key;
  readonly requests: number;
  readonly cost: CostSum;
}

/** Everything the cost view shows of a set of entries. Every grouping sums to the same `cost`. */
export interface Report {
  readonly requests: number;
  readonly cost: CostSum;
  readonly savings: Savings | undefined;
  /** The demo's play money, apart. */
  readonly simulatedSavings: Savings | undefined;
  readonly byTier: ReadonlyMap<Tier, bigint>;
  readonly byProvenance: ReadonlyMap<Provenance, bigint>;
  readonly byModel: readonly Group<{ readonly connection: string; readonly model: string; readonly tier: Tier }>[];
  readonly byTask: readonly Group<TaskKind>[];
  readonly rejected: { readonly tries: number; readonly cost: CostSum };
  /** Newest first. */
  readonly recent: readonly RequestRecord[];
}

export function reportOf(entries: readonly LedgerEntry[], recent = 50): Report {
  const records = requestsOf(entries);
  const rejected = entries.filter(({ outcome }) => outcome === "rejected");
  return {
    requests: records.length,
    cost: sumCosts(entries.map(({ cost }) => cost)),
    savings: savingsOf(records, "priced"),
    simulatedSavings: savingsOf(records, "simulated"),
    byTier: sumBy(entries, ({ tier }) => tier),
    byProvenance: sumBy(entries, ({ cost }) => (cost.kind === "priced" ? cost.provenance : undefined)),
    byModel: groupBy(entries, ({ connection, model, tier }) => ({ connection, model, tier })),
    byTask: groupBy(entries, ({ task }) => task),
    rejected: { tries: rejected.length, cost: sumCosts(rejected.map(({ cost }) => cost)) },
    recent: records.toReversed().slice(0, recent),
  };
}

/** Requests in the order of their first attempt. */
export function requestsOf(entries: readonly LedgerEntry[]): RequestRecord[] {
  const attempts = new Map<string, [LedgerEntry, ...LedgerEntry[]]>();
  for (const entry of entries) {
    const known = attempts.get(entry.request);
    if (known) known.push(entry);
    else attempts.set(entry.request, [entry]);
  }
  return [...attempts].map(([request, list]) => ({
    request,
    attempts: list,
    last: list.at(-1) ?? list[0],
    cost: sumCosts(list.map(({ cost }) => cost)),
  }));
}

/** What one request saved; undefined where a side of the comparison is unknown. */
export function savedBy(
  record: RequestRecord,
  kind: "priced" | "simulated",
): { alwaysFull: bigint; saved: bigint } | undefined {
  const baseline = record.last.alwaysFull;
  if (baseline?.kind !== kind) return undefined;
  const comparable = record.attempts.every(({ cost }) => cost.kind === kind || cost.kind === "free");
  if (!comparable) return undefined;
  const alwaysFull = BigInt(baseline.pico);
  const spent = kind === "priced" ? record.cost.pico : record.cost.simulatedPico;
  return { alwaysFull, saved: alwaysFull - spent };
}

function savingsOf(records: readonly RequestRecord[], kind: "priced" | "simulated"): Savings | undefined {
  const known = records.flatMap((record) => savedBy(record, kind) ?? []);
  if (known.length === 0) return undefined;
  return {
    alwaysFull: known.reduce((sum, { alwaysFull }) => sum + alwaysFull, 0n),
    saved: known.reduce((sum, { saved }) => sum + saved, 0n),
    requests: known.length,
  };
}

function sumBy<Key>(entries: readonly LedgerEntry[], keyOf: (entry: LedgerEntry) => Key | undefined): Map<Key, bigint> {
  const sums = new Map<Key, bigint>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const pico = realPico(entry.cost);
    if (key !== undefined && pico !== undefined) sums.set(key, (sums.get(key) ?? 0n) + pico);
  }
  return sums;
}

function realPico(cost: Cost): bigint | undefined {
  return cost.kind === "priced" ? BigInt(cost.pico) : undefined;
}

/** Dearest first, unknown and free last. */
function groupBy<Key>(entries: readonly LedgerEntry[], keyOf: (entry: LedgerEntry) => Key): Group<Key>[] {
  const groups = new Map<string, { key: Key; requests: Set<string>; cost: CostSum }>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const id = JSON.stringify(key);
    const group = groups.get(id) ?? { key, requests: new Set(), cost: NO_COST };
    group.requests.add(entry.request);
    groups.set(id, { ...group, cost: addCost(group.cost, entry.cost) });
  }
  const size = ({ pico, simulatedPico }: CostSum): bigint => pico + simulatedPico;
  return [...groups.values()]
    .map(({ key, requests, cost }) => ({ key, requests: requests.size, cost }))
    .toSorted((a, b) => Number(size(b.cost) - size(a.cost)));
}
