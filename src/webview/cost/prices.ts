import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { PricesView } from "../../protocol/costState.ts";
import { formatDate } from "../../util/format.ts";
import type { CostContext } from "./context.ts";

/** Of which day the list prices are; with a way to newer ones where they are old. */
export function renderPrices({ day, days, old }: PricesView, { words, send }: CostContext): TemplateResult {
  const date = formatDate(day, words.locale);
  const text = old
    ? l10n.t("Prices as of {date}: they are {days} days old and may have changed.", { date, days })
    : l10n.t("Prices as of {date}.", { date });
  const fetch = (): void => send({ type: "act", action: "refresh-prices" });
  return html`<footer class="prices small muted">
    <p>${text}</p>
    ${old ? html`<button type="button" class="btn" @click=${fetch}>${l10n.t("Fetch New Prices")}</button>` : nothing}
  </footer>`;
}
