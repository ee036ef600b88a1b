import { html, nothing, type TemplateResult } from "lit";
import type { ActionView, NoticeView } from "../../protocol/viewState.ts";
import { icon } from "./icons.ts";

const CLASSES: Readonly<Record<NoticeView["severity"], string>> = { info: "", warning: "w", error: "e" };

/** Icon, sentence, next steps. Errors interrupt a screen reader, the others wait for their turn. */
export function renderNotice(notice: NoticeView, act: (action: string) => void): TemplateResult {
  return html`<div class="notice ${CLASSES[notice.severity]}" role=${notice.severity === "error" ? "alert" : "status"}>
    ${icon(notice.icon)}
    <p>${notice.text}</p>
    ${notice.actions.length === 0 ? nothing : html`<div class="do">${notice.actions.map((action) => actionButton(action, act))}</div>`}
  </div>`;
}

export function actionButton(action: ActionView, act: (action: string) => void, className = ""): TemplateResult {
  return html`<button type="button" class="btn ${className}" @click=${() => act(action.id)}>${action.label}</button>`;
}
