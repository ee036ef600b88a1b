import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Tier } from "../../core/models/tier.ts";
import type { CostSumView } from "../../protocol/viewState.ts";
import type { CostRow } from "../../protocol/costState.ts";
import { sharedDecimals, sumText } from "../../util/costText.ts";
import type { CostContext } from "./context.ts";
import { tierGlyph } from "../shared/icons.ts";
import { tierName } from "../shared/names.ts";
import { widthStyle } from "../shared/style.ts";
import { shareOf } from "./totals.ts";

export interface CostTable {
  readonly title: string;
  readonly caption: string;
  readonly column: string;
  readonly rows: readonly CostRow[];
}

/** Name, requests, cost, and under the name a bar in proportion to the largest. Costly first, unknown and free last. */
export function renderCostTable(
  table: CostTable,
  { words, send }: Pick<CostContext, "words" | "send">,
): TemplateResult | typeof nothing {
  if (table.rows.length === 0) return nothing;
  const rows = sortedRows(table.rows);
  const largest = rows.reduce((most, row) => (weight(row.cost) > most ? weight(row.cost) : most), 0n);
  const decimals = sharedDecimals(rows.map((row) => weight(row.cost)));
  return html`<section class="sec">
    <header><h2 class="cut">${table.title}</h2></header>
    <table class="bars">
      <caption class="sr">
        ${table.caption}
      </caption>
      <thead>
        <tr>
          <th scope="col">${table.column}</th>
          <th scope="col" class="n">${l10n.t("Requests")}</th>
          <th scope="col" class="n">${l10n.t("Cost")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => renderCostRow(row, { share: shareOf(weight(row.cost), largest), decimals, words, send }))}
      </tbody>
    </table>
  </section>`;
}

/** What a row is measured by: real money, else play money. */
function weight(cost: CostSumView): bigint {
  return BigInt(cost.priced > 0 ? cost.pico : cost.simulatedPico);
}

/** Real money by amount, then play money, then what has no price or none is asked for. */
export function sortedRows(rows: readonly CostRow[]): readonly CostRow[] {
  return rows.toSorted(
    (a, b) =>
      descending(BigInt(a.cost.pico), BigInt(b.cost.pico)) ||
      descending(BigInt(a.cost.simulatedPico), BigInt(b.cost.simulatedPico)) ||
      b.requests - a.requests,
  );
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

/** The glyph, and its tier for those who cannot see it. */
function tierMark(tier: Tier): TemplateResult {
  return html`${tierGlyph(tier)}<span class="sr">${tierName(tier)}</span>`;
}

interface RowUse extends Pick<CostContext, "words" | "send"> {
  readonly share: number;
  readonly decimals: number;
}

function renderCostRow(row: CostRow, { share, decimals, words, send }: RowUse): TemplateResult {
  const name = html`<span class="cut" title=${row.name}>${row.name}</span>`;
  const bar = share > 0 ? html`<span class="b" .style=${widthStyle(share)}></span>` : nothing;
  return html`<tr>
    <td>
      <span class="row">${row.tier === undefined ? nothing : tierMark(row.tier)}${name}</span>
      <span class=${row.tier ?? "muted"} aria-hidden="true">${bar}</span>
    </td>
    <td class="n">${new Intl.NumberFormat(words.locale).format(row.requests)}</td>
    <td class="n">${sumText(row.cost, words, { decimals })}${setPrice(row, send)}</td>
  </tr>`;
}

/** Where a price is missing, the way to give it. */
function setPrice({ name, unpriced }: CostRow, send: CostContext["send"]): TemplateResult | typeof nothing {
  if (unpriced === undefined) return nothing;
  return html`<button
    type="button"
    class="link set-price"
    aria-label=${l10n.t("Set Price of {model}", { model: name })}
    @click=${() => send({ type: "set-price", model: unpriced })}
  >
    ${l10n.t("Set Price")}
  </button>`;
}
