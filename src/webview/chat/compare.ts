import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CompareView, TurnView } from "../../protocol/viewState.ts";
import { renderNotice } from "../shared/notice.ts";
import { tierName } from "../shared/names.ts";
import type { ChatContext } from "./context.ts";
import { renderReceipt } from "./receipt.ts";
import { codeActions, type Position } from "./turn.ts";
import { renderVerdict, verdictOf } from "./verdict.ts";

export interface Compared {
  readonly first: TurnView;
  readonly second: TurnView;
  readonly view: CompareView;
}

/** Two answers to one question, side by side where there is room: what sets them apart, and which one stays. */
export function renderCompare(compared: Compared, position: Position, context: ChatContext): TemplateResult {
  const { first, second, view } = compared;
  const act = (action: string): void => context.actions.act(action, second.id);
  return html`<article
    class="two"
    data-key="answer ${second.id}"
    aria-label=${l10n.t("Two answers")}
    aria-posinset=${position.index + 1}
    aria-setsize=${position.count}
    aria-busy=${second.answer.state === "working"}
    tabindex=${position.index + 1 === position.count ? "0" : "-1"}
  >
    ${
      view.difference === undefined
        ? nothing
        : html`<p class="delta small">
            <span class="strong">${view.difference}</span><span class="muted">${view.lines ?? ""}</span>
          </p>`
    }
    <div class="compare">${card(first, "first", compared, context)} ${card(second, "second", compared, context)}</div>
    ${
      view.difference === undefined
        ? nothing
        : html`<div class="row wrap">
            <button type="button" class="btn" @click=${() => act("keep-both")}>${l10n.t("Keep Both")}</button>
            <button type="button" class="btn" @click=${() => act("diff-answers")}>
              ${l10n.t("Show Diff of Answers")}
            </button>
          </div>`
    }
  </article>`;
}

function card(
  turn: TurnView,
  which: "first" | "second",
  { second, view }: Compared,
  context: ChatContext,
): TemplateResult {
  const { answer } = turn;
  const tier = tierName(answer.attempts.at(-1)?.tier ?? "mini");
  const verdict = verdictOf(answer);
  const keep = (): void => context.actions.act(`keep-${which}`, second.id);
  return html`<div class="answer card ${codeActions(turn)}" role="group" data-turn=${turn.id} aria-label=${tier}>
    ${renderReceipt(turn, context)} ${context.prose(turn.id, answer.text, answer.state !== "working")}
    ${answer.notice === undefined ? nothing : renderNotice(answer.notice, (action) => context.actions.act(action, turn.id))}
    <div class="foot">${verdict === undefined ? nothing : renderVerdict(verdict)}</div>
    ${
      view.difference === undefined
        ? nothing
        : html`<button type="button" class="btn ${view.best === which ? "primary" : ""}" @click=${keep}>
            ${l10n.t("Keep {tier}", { tier })}
          </button>`
    }
  </div>`;
}
