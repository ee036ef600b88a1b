import { type CostSum, sumCosts } from "../models/money.ts";
import type { RequestRecord } from "./request.ts";

/** A line of the list of recent requests: one request, or a run of completions with nothing else between them. */
export interface Recent {
  /** Newest first; more than one for completions only. */
  readonly records: readonly [RequestRecord, ...RequestRecord[]];
  readonly cost: CostSum;
}

/** `records`, newest first, with completions of one tier that follow each other gathered; at most `limit` lines. */
export function gatherRecent(records: readonly RequestRecord[], limit: number): readonly Recent[] {
  const lines: [RequestRecord, ...RequestRecord[]][] = [];
  for (const record of records) {
    const line = lines.at(-1);
    if (line && continues(line[0], record)) line.push(record);
    else if (lines.length === limit) break;
    else lines.push([record]);
  }
  return lines.map((line) => ({
    records: line,
    cost: sumCosts(line.flatMap(({ attempts }) => attempts.map(({ cost }) => cost))),
  }));
}

function continues({ last: one }: RequestRecord, { last: other }: RequestRecord): boolean {
  return one.task === "complete" && other.task === "complete" && one.tier === other.tier;
}
