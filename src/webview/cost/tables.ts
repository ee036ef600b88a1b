import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CostRow, CostSumView, RecentRow } from "../../protocol/viewState.ts";
import { sharedDecimals, sumText, type CostWords } from "../../util/costText.ts";
import { formatClock } from "../../util/format.ts";
import { icon, tierGlyph } from "../shared/icons.ts";
import { taskName, tierName } from "../shared/names.ts";
import { widthStyle } from "../shared/style.ts";
import { shareOf } from "./totals.ts";

export interface CostTable {
  readonly title: string;
  readonly caption: string;
  readonly column: string;
  readonly rows: readonly CostRow[];
}

/** Name, requests, cost, and under the name a bar in proportion to the largest. Costly first, unknown and free last. */
export function renderCostTable(table: CostTable, words: CostWords): TemplateResult | typeof nothing {
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
        ${rows.map((row) => renderCostRow(row, shareOf(weight(row.cost), largest), decimals, words))}
      </tbody>
    </table>
  </section>`;
}

/** What a row is sorted and measured by: real money, else play money. */
function weight(cost: CostSumView): bigint {
  return BigInt(cost.priced > 0 ? cost.pico : cost.simulatedPico);
}

export function sortedRows(rows: readonly CostRow[]): readonly CostRow[] {
  return rows.toSorted((a, b) => {
    const [left, right] = [weight(a.cost), weight(b.cost)];
    return left === right ? b.requests - a.requests : left < right ? 1 : -1;
  });
}

function renderCostRow(row: CostRow, share: number, decimals: number, words: CostWords): TemplateResult {
  const name = html`<span class="cut" title=${row.name}>${row.name}</span>`;
  const bar = share > 0 ? html`<span class="b" .style=${widthStyle(share)}></span>` : nothing;
  return html`<tr>
    <td>
      <span class="row">${row.tier === undefined ? nothing : tierGlyph(row.tier)}${name}</span>
      <span class=${row.tier ?? "muted"} aria-hidden="true">${bar}</span>
    </td>
    <td class="n">${new Intl.NumberFormat(words.locale).format(row.requests)}</td>
    <td class="n">${sumText(row.cost, words, { decimals })}</td>
  </tr>`;
}

interface VerdictMark {
  readonly icon: string;
  readonly tone: string;
  readonly word: string;
}

function verdictMark(verdict: RecentRow["verdict"]): VerdictMark {
  switch (verdict) {
    case "accepted":
      return { icon: "pass", tone: "good", word: l10n.t("Checked") };
    case "unverified":
      return { icon: "circle-large-outline", tone: "muted", word: l10n.t("Unverified") };
    case "rejected":
      return { icon: "error", tone: "bad", word: l10n.t("Check failed") };
    case "failed":
      return { icon: "error", tone: "bad", word: l10n.t("Incomplete") };
    case "cancelled":
      return { icon: "stop-circle", tone: "muted", word: l10n.t("Stopped") };
  }
}

export function renderRecent(
  rows: readonly RecentRow[],
  words: CostWords,
  open: (request: string) => void,
): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<section class="sec">
    <header><h2 class="cut">${l10n.t("Recent")}</h2></header>
    <table class="recent">
      <caption class="sr">
        ${l10n.t("Recent requests")}
      </caption>
      <thead class="sr">
        <tr>
          <th scope="col">${l10n.t("Time")}</th>
          <th scope="col">${l10n.t("Request")}</th>
          <th scope="col">${l10n.t("Cost and check")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => renderRecentRow(row, words, open))}
      </tbody>
    </table>
  </section>`;
}

function renderRecentRow(row: RecentRow, words: CostWords, open: (request: string) => void): TemplateResult {
  const mark = verdictMark(row.verdict);
  const names = { task: taskName(row.task), tier: tierName(row.tier) };
  return html`<tr>
    <td class="muted num">${formatClock(row.at, words.locale)}</td>
    <td class="what">
      <div class="row">
        ${tierGlyph(row.tier)}<button
          type="button"
          class="cut"
          aria-label=${l10n.t("{task}, {tier}. Why this model", names)}
          @click=${() => open(row.request)}
        >
          ${names.task}
        </button>
      </div>
      <div class="cut muted" title=${row.reason}>${row.reason}</div>
    </td>
    <td class="n">
      <div>${sumText(row.cost, words)}</div>
      <div class="check"><span>${mark.word}</span><span class=${mark.tone}>${icon(mark.icon, "small")}</span></div>
    </td>
  </tr>`;
}
