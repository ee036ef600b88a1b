import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { BudgetView } from "../../protocol/costState.ts";
import { amountText, sharedDecimals, type CostWords } from "../../util/costText.ts";
import { icon } from "../shared/icons.ts";
import { widthStyle } from "../shared/style.ts";
import type { CostContext } from "./context.ts";
import { shareOf } from "./totals.ts";

/** A gauge per limit that is set, with a tick where it is warned; without limits a link to set one. */
export function renderBudgets(budgets: readonly BudgetView[], context: CostContext): TemplateResult {
  const set = (): void => context.send({ type: "act", action: "set-budget" });
  if (budgets.length === 0)
    return html`<p class="no-budget small">
      <button type="button" class="link" @click=${set}>${l10n.t("Set a budget")}</button>
    </p>`;
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("Budgets")}</h2>
      <button type="button" class="link small end" @click=${set}>${l10n.t("Change")}</button>
    </header>
    <div class="gauges">${budgets.map((budget) => gauge(budget, context.words))}</div>
  </section>`;
}

function gauge(budget: BudgetView, words: CostWords): TemplateResult {
  const share = Math.min(1, shareOf(BigInt(budget.spentPico), BigInt(budget.limitPico)));
  const isNear = share >= budget.warnAt;
  const name = budgetName(budget.name);
  const text = budgetText(budget, words);
  return html`<span>${name}</span>
    <div
      class="track ${isNear ? "near" : ""}"
      role="meter"
      aria-label=${l10n.t("{name} budget", { name })}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.round(share * 100)}
      aria-valuetext=${text}
    >
      <i .style=${widthStyle(share)}></i><b .style=${`left: ${(budget.warnAt * 100).toFixed(1)}%`}></b>
    </div>
    <span class="row">
      ${
        isNear
          ? html`<span class="warn" role="img" aria-label=${l10n.t("Near the limit")}
              >${icon("warning", "small")}</span
            >`
          : nothing
      }<span class="num">${text}</span>
    </span>`;
}

function budgetName(name: BudgetView["name"]): string {
  const names: Readonly<Record<BudgetView["name"], string>> = {
    session: l10n.t("Session"),
    day: l10n.t("Today"),
    month: l10n.t("Month"),
  };
  return names[name];
}

/** `$1.24 of $5.00`. */
export function budgetText({ spentPico, limitPico }: BudgetView, words: CostWords): string {
  const [spent, limit] = [BigInt(spentPico), BigInt(limitPico)];
  const decimals = sharedDecimals([spent]);
  return l10n.t("{spent} of {limit}", {
    spent: amountText(spent, words, { decimals }),
    limit: amountText(limit, words),
  });
}
