import type { ReconciledRow, Reconciliation, Span } from "../../core/ledger/reconcile.ts";
import { formatDate, formatMoney } from "../../util/format.ts";
import type { Words } from "../words.ts";

export interface ReconciledFacts {
  readonly connection: string;
  readonly span: Span;
  /** Where the other figure comes from. */
  readonly source: "provider" | "typed";
}

/** The two accounts side by side, as plain text for an editor. */
export function reconcileText(
  result: Reconciliation,
  { connection, span, source }: ReconciledFacts,
  words: Words,
): string {
  const { t, locale } = words;
  const day = (at: number): string => formatDate(new Date(at).toISOString().slice(0, 10), locale);
  const header = [t("Model", {}), t("Attempts", {}), t("Upshift", {}), t("Provider", {}), t("Difference", {})];
  const lines = result.rows.map((row) => cells(row, words));
  const total = [
    t("Total", {}),
    "",
    money(result.ours, words),
    money(result.theirs, words),
    signed(result.difference, words),
  ];
  const parts = [
    t("{connection}, {from} to {until} (UTC days)", { connection, from: day(span.from), until: day(span.until - 1) }),
    table([header, ...lines, total]),
    source === "provider"
      ? t("The provider's figures are its own, for everything that used the account, other programs included.", {})
      : t("The provider's figure is the one that you typed.", {}),
    ...(result.unpriced > 0
      ? [t("Attempts without a known price: {count}. Upshift's figure is a lower bound.", { count: result.unpriced })]
      : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function cells(row: ReconciledRow, words: Words): readonly string[] {
  const { model, attempts, ours, theirs, unpriced } = row;
  const own = attempts === 0 ? "–" : unpriced === attempts ? words.t("Price unknown", {}) : money(ours, words);
  const count = new Intl.NumberFormat(words.locale).format(attempts);
  if (theirs === undefined) return [model, count, own, "–", "–"];
  return [model, count, own, money(theirs, words), signed(theirs - ours, words)];
}

function money(pico: bigint, { locale }: Words): string {
  return formatMoney(pico, locale, 4);
}

function signed(pico: bigint, words: Words): string {
  const size = money(pico < 0n ? -pico : pico, words);
  return pico === 0n ? size : `${pico < 0n ? "−" : "+"}${size}`;
}

/** Columns as wide as their widest cell; names to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
