import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { TurnView } from "../../protocol/viewState.ts";
import { icon, iconButton } from "../shared/icons.ts";
import { renderNotice } from "../shared/notice.ts";
import type { ChatContext } from "./context.ts";
import { renderReceipt } from "./receipt.ts";
import { renderRegenerate, renderRegenerateMenu } from "./regenerate.ts";
import { renderVerdict, verdictOf } from "./verdict.ts";

/** Where an article stands in the feed; both numbers count user messages and answers. */
export interface Position {
  readonly index: number;
  readonly count: number;
}

export function renderUser(turn: TurnView, position: Position, context: ChatContext): TemplateResult {
  return html`<article
    class="user"
    data-key="user ${turn.id}"
    aria-label=${l10n.t("You")}
    aria-posinset=${position.index + 1}
    aria-setsize=${position.count}
    tabindex="-1"
  >
    ${iconButton({
      icon: "edit",
      label: l10n.t("Edit Message"),
      className: "edit",
      onClick: () => context.actions.act("edit-message", turn.id),
    })}
    <p class="said">${turn.user.text}</p>
    ${turn.user.context === "" ? nothing : html`<p class="ctx small cut" title=${turn.user.context}>${turn.user.context}</p>`}
  </article>`;
}

export function renderAnswer(turn: TurnView, position: Position, context: ChatContext): TemplateResult {
  const { answer } = turn;
  return html`<article
    class="answer ${codeActions(turn)}"
    data-key="answer ${turn.id}"
    data-turn=${turn.id}
    aria-label=${l10n.t("Answer")}
    aria-posinset=${position.index + 1}
    aria-setsize=${position.count}
    aria-busy=${answer.state === "working"}
    tabindex=${position.index + 1 === position.count ? "0" : "-1"}
  >
    ${renderReceipt(turn, context)} ${context.prose(turn.id, answer.text, answer.state !== "working")}
    ${answer.notice === undefined ? nothing : renderNotice(answer.notice, (action) => context.actions.act(action, turn.id))}
    ${editState(turn, context)} ${footer(turn, context)}
  </article>`;
}

/** Which actions the headers of this answer's code blocks show: the classes that `chat.css` knows. */
export function codeActions({ answer, canApply, pending }: TurnView): string {
  if (pending) return "pending";
  return canApply && answer.state !== "working" ? "can-apply" : "";
}

/** What became of the answer's edit, and the next step with it. */
function editState({ id, pending, accepted = false }: TurnView, context: ChatContext): TemplateResult | typeof nothing {
  if (!pending && !accepted) return nothing;
  const [mark, said, action, label] = pending
    ? (["diff", l10n.t("In review in the editor"), "open-diff", l10n.t("Open Diff")] as const)
    : (["check", l10n.t("Accepted"), "revert-edits", l10n.t("Undo")] as const);
  return html`<p class="review small">
    ${icon(mark, "small")}<span>${said}</span> <span aria-hidden="true">·</span>
    <button type="button" class="link" @click=${() => context.actions.act(action, id)}>${label}</button>
  </p>`;
}

/** What a footer offers; each further action is one row. */
interface FooterAction {
  readonly when: (turn: TurnView, context: ChatContext) => boolean;
  readonly render: (turn: TurnView, context: ChatContext) => TemplateResult;
}

const FOOTER_ACTIONS: readonly FooterAction[] = [
  {
    when: ({ answer }, { tiers }) => answer.state === "stopped" && answer.text !== "" && tiers.length > 0,
    render: ({ id }, { actions }) =>
      html`<button type="button" class="btn" @click=${() => actions.act("continue", id)}>
        ${l10n.t("Continue")}
      </button>`,
  },
  {
    when: ({ answer }) => answer.text !== "",
    render: ({ id }, { actions }) =>
      iconButton({ icon: "copy", label: l10n.t("Copy Answer"), onClick: () => actions.copyAnswer(id) }),
  },
  {
    when: ({ answer }, { tiers }) => answer.state === "done" && answer.text !== "" && tiers.length > 1,
    render: ({ id }, { actions }) =>
      iconButton({
        icon: "git-compare",
        label: l10n.t("Compare with Another Tier"),
        onClick: () => actions.act("compare", id),
      }),
  },
  vote("thumbsup", "helpful", () => l10n.t("Helpful")),
  vote("thumbsdown", "not-helpful", () => l10n.t("Not Helpful")),
  {
    when: (_turn, { tiers }) => tiers.length > 0,
    render: renderRegenerate,
  },
];

/** What the user thinks of an answer; kept on this computer. */
function vote(name: string, action: "helpful" | "not-helpful", label: () => string): FooterAction {
  return {
    when: ({ answer }) => answer.state === "done" && answer.text !== "",
    render: ({ id, vote: given }, { actions }) =>
      iconButton({
        icon: given === action ? `${name}-filled` : name,
        label: label(),
        pressed: given === action,
        onClick: () => actions.act(action, id),
      }),
  };
}

function footer(turn: TurnView, context: ChatContext): TemplateResult | typeof nothing {
  const verdict = verdictOf(turn.answer);
  if (verdict === undefined || (turn.answer.state === "failed" && turn.answer.text === "")) return nothing;
  const actions = FOOTER_ACTIONS.filter((action) => action.when(turn, context));
  return html`<div class="foot">
      ${renderVerdict(verdict)}<span class="acts">${actions.map((action) => action.render(turn, context))}</span>
    </div>
    ${renderRegenerateMenu(turn, context)}`;
}
