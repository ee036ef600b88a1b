import type { OwnPrice } from "../models/ownPrices.ts";
import { LEAST_DOLLARS, MOST_DOLLARS } from "../models/ownPrices.ts";
import type { Price } from "../models/price.ts";
import type { LedgerEntry } from "./entry.ts";

/** What a provider says one model cost; without a model it is everything together. */
export interface BilledLine {
  readonly model?: string;
  readonly pico: bigint;
}

/** A stretch of time, ms since the epoch; `until` is not in it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** One model's account beside the provider's. */
export interface ReconciledRow {
  /** As the ledger names what answered, else as the provider does. */
  readonly model: string;
  /** The name that was asked for, where the ledger has one. */
  readonly asked?: string;
  readonly attempts: number;
  readonly tokens: number;
  readonly ours: bigint;
  /** Attempts whose price is not known: `ours` is then a lower bound. */
  readonly unpriced: number;
  /** Attempts whose figure came from the provider in the first place. */
  readonly billed: number;
  /** Absent where the provider names no figure for this model. */
  readonly theirs?: bigint;
}

export interface Reconciliation {
  readonly rows: readonly ReconciledRow[];
  readonly ours: bigint;
  readonly theirs: bigint;
  /** Theirs − ours: positive where more was charged than shown. */
  readonly difference: bigint;
  readonly unpriced: number;
}

/** Lays what was booked for a connection in a span beside what its provider says. Largest difference first. */
export function reconcile(
  entries: readonly LedgerEntry[],
  lines: readonly BilledLine[],
  { connection, span }: { readonly connection: string; readonly span: Span },
): Reconciliation {
  const own = entries.filter(({ connection: name, at }) => name === connection && at >= span.from && at < span.until);
  const billed = sumLines(lines);
  const rows = byModel(own).map((row): ReconciledRow => {
    const name = [row.model, row.asked ?? row.model].find((model) => billed.has(model));
    const theirs = name === undefined ? undefined : billed.get(name);
    if (name !== undefined) billed.delete(name);
    return theirs === undefined ? row : { ...row, theirs };
  });
  for (const [model, pico] of billed) {
    if (model !== "") rows.push({ model, attempts: 0, tokens: 0, ours: 0n, unpriced: 0, billed: 0, theirs: pico });
  }
  const ours = rows.reduce((sum, row) => sum + row.ours, 0n);
  const theirs = lines.reduce((sum, { pico }) => sum + pico, 0n);
  return {
    rows: rows.toSorted((a, b) => compare(gapOf(b), gapOf(a))),
    ours,
    theirs,
    difference: theirs - ours,
    unpriced: rows.reduce((sum, row) => sum + row.unpriced, 0),
  };
}

function gapOf({ ours, theirs = ours }: ReconciledRow): bigint {
  return theirs > ours ? theirs - ours : ours - theirs;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}

function sumLines(lines: readonly BilledLine[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { model = "", pico } of lines) sums.set(model, (sums.get(model) ?? 0n) + pico);
  return sums;
}

function byModel(entries: readonly LedgerEntry[]): ReconciledRow[] {
  const rows = new Map<string, ReconciledRow>();
  for (const { model: asked, served = asked, usage, cost } of entries) {
    if (cost.kind === "simulated" || cost.kind === "free" || cost.kind === "included") continue;
    const row = rows.get(served) ?? { model: served, asked, attempts: 0, tokens: 0, ours: 0n, unpriced: 0, billed: 0 };
    rows.set(served, {
      ...row,
      attempts: row.attempts + 1,
      tokens: row.tokens + usage.input + usage.cacheRead + usage.cacheWrite + usage.output,
      ours: row.ours + (cost.kind === "priced" ? BigInt(cost.pico) : 0n),
      unpriced: row.unpriced + Number(cost.kind === "unknown"),
      billed: row.billed + Number(cost.kind === "priced" && cost.provenance === "billed"),
    });
  }
  return [...rows.values()];
}

/** Less than this is rounding, a late booking or the other side of midnight. */
const LEAST_SHARE = 100n;
const LEAST_PICO = 1_000_000_000n;

/**
 * The price that makes a model's account agree: the present one, scaled; without one the same for every token. Undefined
 * where the two agree within one per cent, nothing is known to compare, or the result is no price.
 */
export function correctedPrice(row: ReconciledRow, present: Price): OwnPrice | undefined {
  const { ours, theirs, tokens, unpriced, attempts } = row;
  if (theirs === undefined || theirs <= 0n || attempts === 0 || gapOf(row) < LEAST_PICO) return undefined;
  if (present.kind === "listed" && unpriced === 0 && ours > 0n) {
    if (gapOf(row) * LEAST_SHARE < ours) return undefined;
    const factor = Number(theirs) / Number(ours);
    const { input, output, cacheRead, cacheWrite } = present.rates;
    return within({
      input: dollars(input * factor),
      output: dollars(output * factor),
      ...(cacheRead === undefined ? {} : { cacheRead: dollars(cacheRead * factor) }),
      ...(cacheWrite === undefined ? {} : { cacheWrite: dollars(cacheWrite * factor) }),
    });
  }
  if (unpriced !== attempts || tokens === 0) return undefined;
  const each = dollars(Number(theirs) / tokens);
  return within({ input: each, output: each });
}

/** Pico-dollars per token as dollars per million tokens, to four decimals. */
function dollars(pico: number): number {
  return Math.round(pico / 100) / 10_000;
}

function within(price: Extract<OwnPrice, { input: number }>): OwnPrice | undefined {
  const fits = [price.input, price.output].every((value) => value >= LEAST_DOLLARS && value <= MOST_DOLLARS);
  return fits ? price : undefined;
}
