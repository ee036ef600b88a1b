import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { renderComposer } from "./composer.ts";
import type { ChatContext } from "./context.ts";
import { renderFeed } from "./feed.ts";
import { renderHistory } from "./history.ts";
import { type ChatModel, isCovered } from "./model.ts";
import { renderPayload } from "./payload.ts";

/** The chat in rows: conversation or earlier chats, a way to its end where that is out of sight, message box. */
export function renderChat(model: ChatModel, belowHidden: boolean, context: ChatContext): TemplateResult {
  const { history, payload } = model;
  return html`<main class="chat">
    <h1 class="sr">${l10n.t("Upshift chat")}</h1>
    ${renderFeed(model, context)} ${history.shown ? renderHistory(history, context) : nothing}
    ${payload === undefined ? nothing : renderPayload(payload, context)}
    ${belowHidden && !isCovered(model) ? newText(context) : nothing} ${renderComposer(model, context)}
  </main>`;
}

function newText(context: ChatContext): TemplateResult {
  return html`<div class="live">
    <button type="button" class="btn" @click=${() => context.actions.showEnd()}>${l10n.t("New Text")}</button>
  </div>`;
}
