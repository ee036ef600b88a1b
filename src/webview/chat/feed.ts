import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { TurnView } from "../../protocol/viewState.ts";
import type { ChatContext } from "./context.ts";
import type { ChatModel } from "./model.ts";
import { renderAnswer, renderUser } from "./turn.ts";

/** The conversation, or what stands in its place: a way to connect a model, or a calm nothing. */
export function renderFeed(model: ChatModel, context: ChatContext): TemplateResult {
  const { turns, setup } = model.state;
  if (turns.length === 0) return setup === "none" ? noModel(context) : newChat(model, context);
  return html`<div
    class="feed"
    role="feed"
    aria-label=${l10n.t("Conversation")}
    aria-busy=${model.state.busy !== undefined}
  >
    ${repeat(
      turns,
      (turn) => turn.id,
      (turn, index) => guard(changes(turn, index, model, context), () => renderTurn(turn, index, model, context)),
    )}
  </div>`;
}

function renderTurn(turn: TurnView, index: number, model: ChatModel, context: ChatContext): TemplateResult {
  const count = model.state.turns.length * 2;
  return html`${renderUser(turn, { index: index * 2, count })}${renderAnswer(turn, { index: index * 2 + 1, count }, context)}`;
}

/** What a turn's drawing depends on; the clock only while it is being answered. */
function changes(turn: TurnView, index: number, model: ChatModel, context: ChatContext): unknown[] {
  const clock = turn.answer.state === "working" ? context.now : 0;
  return [turn, index, model.state.turns.length, model.unfolded, model.locale, clock];
}

function noModel(context: ChatContext): TemplateResult {
  return html`<div class="feed bare">
    <div class="empty">
      <h2 class="strong">${l10n.t("Connect a model to start")}</h2>
      <p class="muted">
        ${l10n.t(
          "Upshift sends quick work to a mini model and shifts up when a check fails. Every answer shows its model, reason and cost.",
        )}
      </p>
      <button type="button" class="btn primary" @click=${() => context.actions.act("connect")}>
        ${l10n.t("Connect a Model")}
      </button>
      <button type="button" class="btn" @click=${() => context.actions.act("start-demo")}>
        ${l10n.t("Try the Demo, No Key")}
      </button>
      <p class="muted">
        ${l10n.t("The demo answers from a script on this computer, sends nothing and costs nothing.")}
      </p>
    </div>
  </div>`;
}

function newChat(model: ChatModel, context: ChatContext): TemplateResult {
  if (model.state.setup !== "demo") return html`<div class="feed"></div>`;
  return html`<div class="feed bare">
    <div class="empty">
      <p class="muted">
        ${l10n.t("Demo, no AI: answers come from a script on this computer, nothing is sent and prices are simulated.")}
      </p>
      <button type="button" class="btn" @click=${() => context.actions.act("connect")}>
        ${l10n.t("Connect a Model")}
      </button>
    </div>
  </div>`;
}
