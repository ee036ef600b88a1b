import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { FromCost } from "../../protocol/protocol.ts";
import type { CostViewState, Period, PeriodView } from "../../protocol/viewState.ts";
import type { CostWords } from "../../util/costText.ts";
import { renderNotice } from "../shared/notice.ts";
import { moveFocus } from "../shared/roving.ts";
import { renderCostTable, renderRecent } from "./tables.ts";
import { rejectedText, renderTotals } from "./totals.ts";

export type SendCost = (message: FromCost) => void;

/** The cost view in its fixed order; a section without data is left out. */
export function renderCost(state: CostViewState, words: CostWords, send: SendCost): TemplateResult {
  return html`<main class="meter">
    <h1 class="sr">${l10n.t("Upshift cost")}</h1>
    ${periods(state.period, send)}
    ${state.notice === undefined ? nothing : renderNotice(state.notice, (action) => send({ type: "act", action }))}
    ${state.view.requests === 0 ? empty(state.period, send) : sections(state, words, send)}
  </main>`;
}

function sections({ view, period }: CostViewState, words: CostWords, send: SendCost): TemplateResult {
  return html`<div class="money">${renderTotals(view, period, words)}</div>
    ${renderCostTable({ title: l10n.t("By model"), caption: l10n.t("Cost by model"), column: l10n.t("Model"), rows: view.byModel }, words)}
    ${renderCostTable({ title: l10n.t("By task"), caption: l10n.t("Cost by task"), column: l10n.t("Task"), rows: view.byTask }, words)}
    ${rejected(view, words)} ${renderRecent(view.recent, words, (request) => send({ type: "open-request", request }))}`;
}

function rejected(view: PeriodView, words: CostWords): TemplateResult | typeof nothing {
  const text = rejectedText(view, words);
  if (text === undefined) return nothing;
  const count = view.rejected.requests;
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("Rejected tries")}</h2>
      <span class="end small muted num"> ${count === 1 ? l10n.t("1 try") : l10n.t("{count} tries", { count })} </span>
    </header>
    <p class="small">${text}</p>
  </section>`;
}

function periods(current: Period, send: SendCost): TemplateResult {
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

function empty(period: Period, send: SendCost): TemplateResult {
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
