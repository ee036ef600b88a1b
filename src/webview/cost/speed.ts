import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { SpeedRow } from "../../protocol/costState.ts";
import type { CostWords } from "../../util/costText.ts";
import { formatDuration } from "../../util/format.ts";
import { tierGlyph } from "../shared/icons.ts";
import { TIER_ORDER, tierName } from "../shared/names.ts";

const UNKNOWN = "—";

/** How fast each model answered, models in the order of their tiers. */
export function renderSpeed(rows: readonly SpeedRow[], words: CostWords): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const sorted = rows.toSorted((a, b) => TIER_ORDER.indexOf(a.tier) - TIER_ORDER.indexOf(b.tier));
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("Speed")}</h2>
      <span class="end small muted num">${l10n.t("your network, 7 days")}</span>
    </header>
    <table class="speed">
      <caption class="sr">
        ${l10n.t("Speed by model, from 5 requests on")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${l10n.t("Model")}</th>
          <th scope="col" class="n">${l10n.t("First token")}</th>
          <th scope="col" class="n">p95</th>
          <th scope="col" class="n">${l10n.t("Tokens/s")}</th>
        </tr>
      </thead>
      <tbody>
        ${sorted.map((row) => renderRow(row, words))}
      </tbody>
    </table>
  </section>`;
}

function renderRow({ name, tier, firstToken, tokensPerSecond }: SpeedRow, { locale }: CostWords): TemplateResult {
  const time = (ms: number | undefined): string => (ms === undefined ? UNKNOWN : formatDuration(ms, locale));
  const rate = tokensPerSecond === undefined ? UNKNOWN : wholeNumber(tokensPerSecond, locale);
  return html`<tr>
    <td>
      <span class="row">
        ${tierGlyph(tier)}<span class="sr">${tierName(tier)}</span><span class="cut" title=${name}>${name}</span>
      </span>
    </td>
    <td class="n">${time(firstToken?.median)}</td>
    <td class="n">${time(firstToken?.p95)}</td>
    <td class="n">${rate}</td>
  </tr>`;
}

function wholeNumber(value: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}
