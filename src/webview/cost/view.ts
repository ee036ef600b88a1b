import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { FromCost } from "../../protocol/protocol.ts";
import type { CostViewState, Period, PeriodView } from "../../protocol/costState.ts";
import type { CostWords } from "../../util/costText.ts";
import { renderNotice } from "../shared/notice.ts";
import { moveFocus } from "../shared/roving.ts";
import { renderBudgets } from "./budgets.ts";
import type { CostContext } from "./context.ts";
import { renderDays } from "./days.ts";
import { renderPrices } from "./prices.ts";
import { renderRecent } from "./recent.ts";
import { renderSpeed } from "./speed.ts";
import { renderCostTable } from "./tables.ts";
import { renderSuggestions } from "./suggestions.ts";
import { renderTokens } from "./tokens.ts";
import { rejectedText, renderTotals } from "./totals.ts";

/** The cost view in its fixed order; a section without data is left out. */
export function renderCost(state: CostViewState, context: CostContext): TemplateResult {
  const { send } = context;
  const { view, period, days, notice, anything } = state;
  const none = view.requests === 0;
  return html`<main class="meter">
    <h1 class="sr">${l10n.t("Upshift cost")}</h1>
    ${anything ? periods(period, send) : nothing}
    ${notice === undefined ? nothing : renderNotice(notice, (action) => send({ type: "act", action }))}
    ${none ? empty(period, send) : html`<div class="money">${renderTotals(view, period, context)}</div>`}
    ${none ? nothing : renderTokens(view, context.words)} ${renderBudgets(state.budgets, context)}
    ${days === undefined ? nothing : renderDays(days, context)} ${tables(view, context)}
    ${shiftUps(view, context.words)} ${renderSuggestions(state.suggestions, context.words)}
    ${renderSpeed(state.speed, context.words)} ${renderRecent(view.recent, context)}
    ${state.prices === undefined ? nothing : renderPrices(state.prices, context)}
  </main>`;
}

function tables(view: PeriodView, context: CostContext): TemplateResult {
  return html`${renderCostTable({ title: l10n.t("By model"), caption: l10n.t("Cost by model"), column: l10n.t("Model"), rows: view.byModel }, context)}
  ${renderCostTable({ title: l10n.t("By task"), caption: l10n.t("Cost by task"), column: l10n.t("Task"), rows: view.byTask }, context)}`;
}

function shiftUps(view: PeriodView, words: CostWords): TemplateResult | typeof nothing {
  const { shifted } = view.shiftUps;
  const text = rejectedText(view, words);
  if (shifted === 0 && text === undefined) return nothing;
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("Shift-ups")}</h2>
      <span class="end small muted num">${shiftUpCount(view, words)}</span>
    </header>
    ${text === undefined ? nothing : html`<p class="small">${text}</p>`}
  </section>`;
}

/** `9 of 31 edits`. */
export function shiftUpCount({ shiftUps: { shifted, of, among } }: PeriodView, { locale }: CostWords): string {
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const counts = { shifted: count(shifted), of: count(of) };
  if (among === "edits")
    return of === 1 ? l10n.t("{shifted} of 1 edit", counts) : l10n.t("{shifted} of {of} edits", counts);
  return of === 1 ? l10n.t("{shifted} of 1 request", counts) : l10n.t("{shifted} of {of} requests", counts);
}

function periods(current: Period, send: (message: FromCost) => void): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const group = event.currentTarget as HTMLElement;
    moveFocus(event, [...group.querySelectorAll<HTMLElement>("[role=radio]")])?.click();
  };
  const names: readonly (readonly [Period, string])[] = [
    ["session", l10n.t("Session")],
    ["today", l10n.t("Today")],
    ["month", l10n.t("Month")],
  ];
  return html`<div class="seg" role="radiogroup" aria-label=${l10n.t("Period")} @keydown=${onKey}>
    ${names.map(([period, name]) => {
      const checked = period === current;
      const pick = (): void => send({ type: "period", period });
      return html`<button
        type="button"
        role="radio"
        aria-checked=${checked}
        tabindex=${checked ? "0" : "-1"}
        @click=${pick}
      >
        ${name}
      </button>`;
    })}
  </div>`;
}

function empty(period: Period, send: (message: FromCost) => void): TemplateResult {
  const titles: Readonly<Record<Period, string>> = {
    session: l10n.t("No requests yet"),
    today: l10n.t("No requests today"),
    month: l10n.t("No requests this month"),
  };
  return html`<div class="empty">
    <h2>${titles[period]}</h2>
    <p class="muted">
      ${l10n.t(
        "Each request appears here with its model, reason, check result and cost, from the first one on. Figures stay on this computer.",
      )}
    </p>
    <button type="button" class="btn primary" @click=${() => send({ type: "act", action: "ask" })}>
      ${l10n.t("Ask a Question")}
    </button>
  </div>`;
}
