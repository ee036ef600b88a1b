import { type CostSum, sumCosts } from "../models/money.ts";
import type { LedgerEntry } from "./entry.ts";

/** Attempts of one request, oldest first. */
export interface RequestRecord {
  readonly request: string;
  readonly attempts: readonly LedgerEntry[];
  readonly last: LedgerEntry;
  readonly cost: CostSum;
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

/** Some of its tokens are our count: the server reported none, as after a stop. */
export function isEstimated({ attempts }: Pick<RequestRecord, "attempts">): boolean {
  return attempts.some(
    ({ usage, cost }) => usage.estimated || (cost.kind === "priced" && cost.provenance === "estimated"),
  );
}

/** By the start of the first attempt; several windows book in the order in which their requests end. */
export function newestFirst(records: readonly RequestRecord[]): RequestRecord[] {
  return records.toReversed().toSorted((a, b) => (b.attempts[0]?.at ?? 0) - (a.attempts[0]?.at ?? 0));
}
