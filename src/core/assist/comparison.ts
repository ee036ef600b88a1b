import { diffLines } from "diff";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { LedgerEntry } from "../ledger/entry.ts";
import { type CostSum, sumCosts } from "../models/money.ts";
import { type Tier, TIER_NAMES } from "../models/tier.ts";

/** One answer of a comparison: who gave it, and what it took. */
export interface ComparedAnswer {
  readonly tier: Tier;
  readonly model: string;
  readonly text: string;
  readonly cost: CostSum;
  readonly totalMs: number;
  readonly verdict: LedgerEntry["verdict"];
}

/** From the attempts of one answer; undefined while none has ended. */
export function comparedAnswer(text: string, entries: readonly LedgerEntry[]): ComparedAnswer | undefined {
  const last = entries.at(-1);
  if (!last) return undefined;
  return {
    tier: last.tier,
    model: last.model,
    text,
    cost: sumCosts(entries.map(({ cost }) => cost)),
    totalMs: entries.reduce((sum, { totalMs }) => sum + totalMs, 0),
    verdict: last.verdict,
  };
}

/** How many lines only one of two texts has; a changed line counts once. */
export function differingLines(one: string, other: string): number {
  const parts = diffLines(ended(one), ended(other));
  let lines = 0;
  for (const [index, { added, removed, count = 0 }] of parts.entries()) {
    const replaces = added && parts[index - 1]?.removed === true;
    const before = replaces ? (parts[index - 1]?.count ?? 0) : 0;
    if (added || removed) lines += Math.max(0, count - before);
  }
  return lines;
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Below this much of a difference two prices or times are alike. */
const ALIKE = 1.1;

/** "Full: 20× the price, 4.1 s slower." as one sentence about `other` beside `first`; prices only where both are known. */
export function difference(first: ComparedAnswer, other: ComparedAnswer): Phrase {
  const tier = TIER_NAMES[other.tier];
  const slower = (other.totalMs - first.totalMs) / 1_000;
  const seconds = Math.abs(slower).toFixed(1);
  const factor = factorOf(first.cost, other.cost);
  if (factor === undefined) {
    return slower >= 0
      ? phrase("{tier}: {seconds} s slower; the prices cannot be compared.", { tier, seconds })
      : phrase("{tier}: {seconds} s faster; the prices cannot be compared.", { tier, seconds });
  }
  const args = { tier, seconds, factor: factor >= 10 ? Math.round(factor) : Number(factor.toFixed(1)) };
  if (factor < ALIKE && factor > 1 / ALIKE) {
    return slower >= 0
      ? phrase("{tier}: about the same price, {seconds} s slower.", args)
      : phrase("{tier}: about the same price, {seconds} s faster.", args);
  }
  return slower >= 0
    ? phrase("{tier}: {factor}× the price, {seconds} s slower.", args)
    : phrase("{tier}: {factor}× the price, {seconds} s faster.", args);
}

function factorOf(first: CostSum, other: CostSum): number | undefined {
  if (first.unknown > 0 || other.unknown > 0) return undefined;
  const [one, two] =
    first.pico > 0n || other.pico > 0n ? [first.pico, other.pico] : [first.simulatedPico, other.simulatedPico];
  return one > 0n && two > 0n ? Number(two) / Number(one) : undefined;
}
