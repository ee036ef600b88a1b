import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { SuggestionsView } from "../../protocol/costState.ts";
import { costText, sumText, type CostWords } from "../../util/costText.ts";

/** What completions came to, and what one accepted suggestion cost. */
export function renderSuggestions(
  suggestions: SuggestionsView | undefined,
  words: CostWords,
): TemplateResult | typeof nothing {
  if (suggestions === undefined) return nothing;
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("Completions")}</h2>
      <span class="end small muted num">${l10n.t("this window")}</span>
    </header>
    <p class="small">${suggestionsText(suggestions, words)}</p>
  </section>`;
}

/** `5 of 12 suggestions accepted, $0.042: $0.0084 per accepted suggestion.` */
export function suggestionsText({ shown, accepted, cost, perAccepted }: SuggestionsView, words: CostWords): string {
  const count = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const names = { shown: count(shown), accepted: count(accepted), cost: sumText(cost, words, { room: true }) };
  if (perAccepted === undefined) return l10n.t("{accepted} of {shown} suggestions accepted, {cost}.", names);
  return l10n.t("{accepted} of {shown} suggestions accepted, {cost}: {each} per accepted suggestion.", {
    ...names,
    each: costText(perAccepted, words),
  });
}
