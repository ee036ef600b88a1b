import { formatMoney, moneyDecimals, type Locale } from "./format.ts";
import type { Translate } from "./phrase.ts";

/*
 * Costs as text, by the rules of ui.md section 6, for webviews, status bar and tooltips alike. The shapes are structural,
 * so that a core cost, a core sum and a view's sum (bigint as decimal string) all fit.
 */

export type CostLike =
  { readonly kind: "priced" | "simulated"; readonly pico: number } | { readonly kind: "free" | "included" | "unknown" };

export interface CostSumLike {
  readonly pico: bigint | string;
  readonly simulatedPico: bigint | string;
  readonly priced: number;
  readonly simulated: number;
  readonly free: number;
  readonly included: number;
  readonly unknown: number;
}

export interface CostWords {
  readonly t: Translate;
  readonly locale?: Locale;
}

export interface CostStyle {
  /** Puts `≈` before the amount. */
  readonly estimate?: boolean;
  /** Decimals that the parts of one sum share; own decimals where absent or where the amount would vanish. */
  readonly decimals?: number | undefined;
  /** Stands behind another amount that says "simulated" for both. */
  readonly bare?: boolean;
  /** There is room for `+ 3 unpriced` behind a lower bound. */
  readonly room?: boolean;
}

const SMALLEST = 100_000_000n;

/** Decimals of the finest part: what all parts of one sum and their total are written with. */
export function sharedDecimals(parts: Iterable<bigint | number>): number {
  let decimals = 2;
  for (const part of parts) decimals = Math.max(decimals, moneyDecimals(part));
  return decimals;
}

/** `$0.0069` or `≈ $0.0069`; an amount below what can be shown is `<$0.0001` and carries no `≈`. */
export function amountText(pico: bigint, words: CostWords, style: CostStyle = {}): string {
  const own = moneyDecimals(pico);
  const wanted = style.decimals ?? own;
  const vanishes = Math.abs(Number(pico)) / 1e12 < 0.5 / 10 ** wanted;
  const money = formatMoney(pico, words.locale, vanishes ? own : wanted);
  return style.estimate && !isTiny(pico) ? words.t("≈ {amount}", { amount: money }) : money;
}

function isTiny(pico: bigint): boolean {
  return pico > 0n && pico < SMALLEST;
}

/** Text of one attempt's cost or of an estimate. */
export function costText(cost: CostLike, words: CostWords, style: CostStyle = {}): string {
  switch (cost.kind) {
    case "priced":
    case "simulated": {
      const amount = amountText(BigInt(Math.round(cost.pico)), words, style);
      return cost.kind === "priced" || style.bare ? amount : words.t("simulated {amount}", { amount });
    }
    case "free":
      return words.t("No charge", {});
    case "included":
      return words.t("Included", {});
    case "unknown":
      return words.t("Price unknown", {});
  }
}

/**
 * Text of a sum. Real money wins over play money and the two are never added: where real money is in the sum, the
 * demo's share is left out ({@link simulatedText} has it). A price that is missing makes it a lower bound; a bound of
 * nothing says nothing.
 */
export function sumText(sum: CostSumLike, words: CostWords, style: CostStyle = {}): string {
  if (sum.priced > 0 && (sum.unknown === 0 || BigInt(sum.pico) > 0n))
    return boundText(amountText(BigInt(sum.pico), words, style), sum, words, style);
  if (sum.unknown > 0) return words.t("Price unknown", {});
  if (sum.simulated > 0) return simulatedText(sum, words, style);
  if (sum.included > 0) return words.t("Included", {});
  if (sum.free > 0) return words.t("No charge", {});
  return amountText(0n, words, style);
}

function boundText(amount: string, sum: CostSumLike, words: CostWords, style: CostStyle): string {
  if (sum.unknown === 0) return amount;
  const tiny = isTiny(BigInt(sum.pico));
  const bound = tiny
    ? amount
    : words.t("≥ {amount}", { amount: amountText(BigInt(sum.pico), words, { ...style, estimate: false }) });
  return tiny || style.room ? words.t("{amount} + {count} unpriced", { amount: bound, count: sum.unknown }) : bound;
}

/** The demo's play money, always with the word. */
export function simulatedText(sum: CostSumLike, words: CostWords, style: CostStyle = {}): string {
  return words.t("simulated {amount}", { amount: amountText(BigInt(sum.simulatedPico), words, style) });
}

/**
 * `saved $0.0069`, `$0.0012 more than always Full`; undefined for nothing saved or an unknown baseline. Savings of the
 * demo are play money like its costs, and carry the word too.
 */
export function savedText(
  pico: bigint | undefined,
  words: CostWords,
  kind: "real" | "simulated" = "real",
): string | undefined {
  if (pico === undefined || pico === 0n) return undefined;
  const size = amountText(pico < 0n ? -pico : pico, words);
  const amount = kind === "real" ? size : words.t("simulated {amount}", { amount: size });
  return pico > 0n ? words.t("saved {amount}", { amount }) : words.t("{amount} more than always Full", { amount });
}

/** {@link savedText} of the demo: the word goes with every amount of play money. */
export function simulatedSavedText(pico: bigint | undefined, words: CostWords): string | undefined {
  return savedText(pico, words, "simulated");
}
