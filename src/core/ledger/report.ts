import type { CostSum, Provenance } from "../models/money.ts";
import type { Tier } from "../models/tier.ts";
import type { TaskKind } from "../task/kinds.ts";
import type { LedgerEntry } from "./entry.ts";
import { costOfAll, Tally } from "./tally.ts";

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

/** A model as it is asked: the same name behind another connection or in another tier is another line of the account. */
export interface ModelKey {
  readonly connection: string;
  readonly model: string;
  readonly tier: Tier;
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
  /** In the order of their first attempt. */
  readonly records: readonly RequestRecord[];
  readonly savings: Savings | undefined;
  /** The demo's play money, apart. */
  readonly simulatedSavings: Savings | undefined;
  readonly byTier: ReadonlyMap<Tier, bigint>;
  /** What the requests behind `savings` cost, by tier; with what they saved it adds up to always Full. */
  readonly comparedByTier: ReadonlyMap<Tier, bigint>;
  readonly simulatedComparedByTier: ReadonlyMap<Tier, bigint>;
  readonly byProvenance: ReadonlyMap<Provenance, bigint>;
  readonly byModel: readonly Group<ModelKey>[];
  readonly byTask: readonly Group<TaskKind>[];
  readonly rejected: { readonly tries: number; readonly cost: CostSum };
  /** Newest first. */
  readonly recent: readonly RequestRecord[];
}

/** `recent` = how many requests the list of recent ones holds at most. */
export function reportOf(entries: readonly LedgerEntry[], recent = 50): Report {
  const records = requestsOf(entries);
  const rejected = entries.filter(({ outcome }) => outcome === "rejected");
  return {
    requests: records.length,
    cost: costOfAll(entries),
    records,
    savings: savingsOf(records, "priced"),
    simulatedSavings: savingsOf(records, "simulated"),
    byTier: sumBy(entries, "priced", ({ tier }) => tier),
    comparedByTier: comparedByTier(records, "priced"),
    simulatedComparedByTier: comparedByTier(records, "simulated"),
    byProvenance: sumBy(entries, "priced", ({ cost }) => (cost.kind === "priced" ? cost.provenance : undefined)),
    byModel: groupBy(records, modelKey, modelId),
    byTask: groupBy(
      records,
      ({ task }) => task,
      ({ task }) => task,
    ),
    rejected: { tries: rejected.length, cost: costOfAll(rejected) },
    recent: newestFirst(records).slice(0, recent),
  };
}

export function modelKey({ connection, model, tier }: LedgerEntry): ModelKey {
  return { connection, model, tier };
}

/** One text per {@link ModelKey}. */
export function modelId({ connection, model, tier }: LedgerEntry): string {
  return `${tier}\n${connection}\n${model}`;
}

/** By the start of the first attempt; several windows book in the order in which their requests end. */
export function newestFirst(records: readonly RequestRecord[]): RequestRecord[] {
  return records.toReversed().toSorted((a, b) => (b.attempts[0]?.at ?? 0) - (a.attempts[0]?.at ?? 0));
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
    cost: costOfAll(list),
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

function comparedByTier(records: readonly RequestRecord[], kind: "priced" | "simulated"): Map<Tier, bigint> {
  const compared = records.filter((record) => savedBy(record, kind) !== undefined);
  return sumBy(
    compared.flatMap(({ attempts }) => attempts),
    kind,
    ({ tier }) => tier,
  );
}

function sumBy<Key>(
  entries: readonly LedgerEntry[],
  kind: "priced" | "simulated",
  keyOf: (entry: LedgerEntry) => Key | undefined,
): Map<Key, bigint> {
  const sums = new Map<Key, bigint>();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (key === undefined || entry.cost.kind !== kind) continue;
    sums.set(key, (sums.get(key) ?? 0n) + BigInt(entry.cost.pico));
  }
  return sums;
}

interface Gathering<Key> {
  readonly key: Key;
  readonly tally: Tally;
  requests: number;
  last: string;
}

/** Dearest first, play money behind real money, unknown and free last. `idOf` tells keys apart. */
function groupBy<Key>(
  records: readonly RequestRecord[],
  keyOf: (entry: LedgerEntry) => Key,
  idOf: (entry: LedgerEntry) => string,
): Group<Key>[] {
  const groups = new Map<string, Gathering<Key>>();
  for (const { request, attempts } of records) {
    for (const entry of attempts) {
      const id = idOf(entry);
      const group = groups.get(id) ?? { key: keyOf(entry), tally: new Tally(), requests: 0, last: "" };
      groups.set(id, group);
      group.tally.add(entry.cost);
      // Attempts of one request stand together, so the last one counted is enough to count each request once.
      if (group.requests === 0 || group.last !== request) group.requests += 1;
      group.last = request;
    }
  }
  return [...groups.values()]
    .map(({ key, requests, tally }) => ({ key, requests, cost: tally.sum }))
    .toSorted(
      (a, b) =>
        descending(a.cost.pico, b.cost.pico) ||
        descending(a.cost.simulatedPico, b.cost.simulatedPico) ||
        b.requests - a.requests,
    );
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? 1 : -1;
}
