import type { LedgerEntry } from "./entry.ts";
import { modelId, type ModelKey, modelKey } from "./report.ts";

/** How fast a model answered. Figures are absent below {@link MIN_REQUESTS} requests: too few to mean anything. */
export interface Speed {
  readonly key: ModelKey;
  readonly requests: number;
  /** ms. p95 by nearest rank. */
  readonly firstToken?: { readonly median: number; readonly p95: number };
  /** Tokens of all counted answers by the time they took after their first token. */
  readonly tokensPerSecond?: number;
}

const MIN_REQUESTS = 5;

/** An answer that came in less time says more about the network's buffers than about the model. */
const MIN_STREAM_MS = 200;

const SLOW_CHECKS: ReadonlySet<string> = new Set(["diagnostics", "types", "tests"]);

/** Speed per model, models with most requests first. */
export function speedOf(entries: readonly LedgerEntry[]): readonly Speed[] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    if (entry.firstTokenMs === undefined) continue;
    const id = modelId(entry);
    const group = groups.get(id);
    if (group) group.push(entry);
    else groups.set(id, [entry]);
  }
  return [...groups.values()].flatMap(speedOfModel).toSorted((a, b) => b.requests - a.requests);
}

function speedOfModel(entries: readonly LedgerEntry[]): Speed[] {
  const [first] = entries;
  if (!first) return [];
  const requests = new Set(entries.map(({ request }) => request)).size;
  const speed = { key: modelKey(first), requests };
  if (requests < MIN_REQUESTS) return [speed];
  const waits = entries.flatMap(({ firstTokenMs }) => firstTokenMs ?? []).toSorted((a, b) => a - b);
  const rate = tokensPerSecond(entries);
  const firstToken = { median: rank(waits, 0.5), p95: rank(waits, 0.95) };
  return [{ ...speed, firstToken, ...(rate === undefined ? {} : { tokensPerSecond: rate }) }];
}

/** Nearest rank: the smallest value that at least `share` of the values do not exceed. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/**
 * Only answers that were written to their end, with counts from the server, and whose total time holds no waiting for a
 * check.
 */
function tokensPerSecond(entries: readonly LedgerEntry[]): number | undefined {
  const counted = entries.filter(
    ({ outcome, usage, checked }) =>
      (outcome === "accepted" || outcome === "rejected") &&
      !usage.estimated &&
      checked?.some((check) => SLOW_CHECKS.has(check)) !== true,
  );
  const streams = counted.flatMap(({ usage, totalMs, firstTokenMs = 0 }) => {
    const ms = totalMs - firstTokenMs;
    return ms < MIN_STREAM_MS ? [] : [{ tokens: usage.output, ms }];
  });
  if (streams.length < MIN_REQUESTS) return undefined;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return (sum(streams.map(({ tokens }) => tokens)) * 1_000) / sum(streams.map(({ ms }) => ms));
}
