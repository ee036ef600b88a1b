import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { SpeedRow } from "../../protocol/costState.ts";
import type { CostWords } from "../../util/costText.ts";
import { formatDuration } from "../../util/format.ts";
import { tierGlyph } from "../shared/icons.ts";
import { TIER_ORDER, tierName } from "../shared/names.ts";
import { widthStyle } from "../shared/style.ts";

const UNKNOWN = "—";

type Percentiles = NonNullable<SpeedRow["firstToken"]>;

/** How fast each model answered, models in the order of their tiers. */
export function renderSpeed(rows: readonly SpeedRow[], words: CostWords): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const slowest = Math.max(1, ...rows.map(({ firstToken }) => firstToken?.p95 ?? 0));
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
        ${sorted.map((row) => renderRow(row, slowest, words))}
      </tbody>
    </table>
  </section>`;
}

function renderRow(
  { name, tier, firstToken, total, tokensPerSecond }: SpeedRow,
  slowest: number,
  { locale }: CostWords,
): TemplateResult {
  const time = (ms: number | undefined): string => (ms === undefined ? UNKNOWN : formatDuration(ms, locale));
  const rate = tokensPerSecond === undefined ? UNKNOWN : wholeNumber(tokensPerSecond, locale);
  return html`<tr>
    <td>
      <span class="row">
        ${tierGlyph(tier)}<span class="sr">${tierName(tier)}</span><span class="cut" title=${name}>${name}</span>
      </span>
      ${firstToken === undefined ? nothing : range(firstToken, tier, slowest)}
      ${
        total === undefined
          ? nothing
          : html`<span class="muted"
              >${l10n.t("whole answer {median}, p95 {p95}", { median: time(total.median), p95: time(total.p95) })}</span
            >`
      }
    </td>
    <td class="n">${time(firstToken?.median)}</td>
    <td class="n">${time(firstToken?.p95)}</td>
    <td class="n">${rate}</td>
  </tr>`;
}

/** First token as a line: filled up to the median, outlined on to p95. All models share the scale. */
function range({ median, p95 }: Percentiles, tier: SpeedRow["tier"], slowest: number): TemplateResult {
  return html`<span class="range ${tier}" aria-hidden="true" .style=${widthStyle(p95 / slowest)}
    ><b .style=${widthStyle(p95 === 0 ? 0 : median / p95)}></b
  ></span>`;
}

function wholeNumber(value: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}
