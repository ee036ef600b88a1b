import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView, TurnView } from "../../protocol/viewState.ts";
import { icon } from "../shared/icons.ts";
import { renderNotice } from "../shared/notice.ts";
import type { ChatActions, ChatContext } from "./context.ts";
import { renderReceipt } from "./receipt.ts";
import { renderVerdict, verdictOf } from "./verdict.ts";

/** Where an article stands in the feed; both numbers count user messages and answers. */
export interface Position {
  readonly index: number;
  readonly count: number;
}

export function renderUser(turn: TurnView, position: Position): TemplateResult {
  return html`<article
    class="user"
    data-key="user ${turn.id}"
    aria-label=${l10n.t("You")}
    aria-posinset=${position.index + 1}
    aria-setsize=${position.count}
    tabindex="-1"
  >
    <p class="said">${turn.user.text}</p>
    ${turn.user.context === "" ? nothing : html`<p class="ctx small cut" title=${turn.user.context}>${turn.user.context}</p>`}
  </article>`;
}

export function renderAnswer(turn: TurnView, position: Position, context: ChatContext): TemplateResult {
  const { answer } = turn;
  return html`<article
    class="answer"
    data-key="answer ${turn.id}"
    aria-label=${l10n.t("Answer")}
    aria-posinset=${position.index + 1}
    aria-setsize=${position.count}
    aria-busy=${answer.state === "working"}
    tabindex=${position.index + 1 === position.count ? "0" : "-1"}
  >
    ${renderReceipt(turn, context)} ${context.prose(turn.id, answer.text, answer.state !== "working")}
    ${answer.notice === undefined ? nothing : renderNotice(answer.notice, (action) => context.actions.act(action, turn.id))}
    ${footer(turn, context)}
  </article>`;
}

/** What a footer offers; each further action is one row. */
interface FooterAction {
  readonly icon: string;
  readonly label: () => string;
  readonly when: (answer: AnswerView) => boolean;
  readonly run: (turn: TurnView, actions: ChatActions) => void;
}

const FOOTER_ACTIONS: readonly FooterAction[] = [
  {
    icon: "copy",
    label: () => l10n.t("Copy Answer"),
    when: (answer) => answer.text !== "",
    run: (turn, actions) => actions.copyAnswer(turn.id),
  },
];

function footer(turn: TurnView, context: ChatContext): TemplateResult | typeof nothing {
  const verdict = verdictOf(turn.answer);
  if (verdict === undefined || (turn.answer.state === "failed" && turn.answer.text === "")) return nothing;
  const actions = FOOTER_ACTIONS.filter((action) => action.when(turn.answer));
  return html`<div class="foot">
    ${renderVerdict(verdict)}<span class="acts">${actions.map((action) => footerButton(action, turn, context))}</span>
  </div>`;
}

function footerButton(action: FooterAction, turn: TurnView, context: ChatContext): TemplateResult {
  const label = action.label();
  const run = (): void => action.run(turn, context.actions);
  return html`<button type="button" class="icon" aria-label=${label} title=${label} @click=${run}>
    ${icon(action.icon)}
  </button>`;
}
