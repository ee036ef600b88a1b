import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AnswerView, AttemptView, TurnView } from "../../protocol/viewState.ts";
import { icon, tierGlyph } from "../shared/icons.ts";
import { tierName } from "../shared/names.ts";
import type { ChatContext } from "./context.ts";
import { receiptKey } from "./model.ts";
import { hasTimeline, renderTimeline } from "./timeline.ts";
import { renderWhy } from "./why.ts";
import { answerCost, doing, receiptLabel, savings, timing, tokensUsed, waitingText } from "./words.ts";

/** Who answered and what it cost, then why and what it saved. Stands above the answer before its first word. */
export function renderReceipt(turn: TurnView, context: ChatContext): TemplateResult {
  const { answer } = turn;
  const attempt = answer.attempts.at(-1);
  if (attempt === undefined) {
    const said = answer.because || choosing(answer);
    return html`${said === "" ? nothing : html`<p class="small muted choosing">${said}</p>`}
    ${hasTimeline(answer) ? renderTimeline(turn, context) : nothing}`;
  }
  const open = context.unfolded.has(receiptKey(turn));
  return html`<div class="receipt ${rail(answer, attempt)}">
    ${routeLine(turn, attempt, open, context)} ${facts(turn, context)}
    ${hasTimeline(answer) ? renderTimeline(turn, context) : nothing}
    ${open && answer.why !== undefined ? renderWhy(answer.why, (action) => context.actions.act(action, turn.id), context) : nothing}
  </div>`;
}

/** Before the first model is asked: a flow looks around first. */
function choosing({ steps, state }: AnswerView): string {
  if (state !== "working") return "";
  return steps?.length ? l10n.t("No model was asked yet") : l10n.t("Choosing a model");
}

function routeLine(turn: TurnView, attempt: AttemptView, open: boolean, context: ChatContext): TemplateResult {
  const { answer } = turn;
  const cost = answerCost(answer, context.words);
  const toggle = (): void => context.actions.toggle(receiptKey(turn));
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowRight") context.actions.toggle(receiptKey(turn), true);
    if (event.key === "ArrowLeft") context.actions.toggle(receiptKey(turn), false);
  };
  return html`<h2>
    <button
      type="button"
      class="route"
      aria-expanded=${open}
      aria-label=${receiptLabel(attempt, cost, answer.state === "working")}
      @click=${toggle}
      @keydown=${onKey}
    >
      ${tierGlyph(attempt.tier)} <span class="name">${tierName(attempt.tier)}</span>
      <span class="cut muted" title=${attempt.model}>${attempt.model}</span>
      <span class="cost num ${attempt.cost.kind === "simulated" ? "play" : ""}">${cost}</span>
      ${icon(open ? "chevron-up" : "chevron-down", "small")}
    </button>
  </h2>`;
}

const WARNED: ReadonlySet<string> = new Set(["length-limit", "refused", "filtered"]);

function rail(answer: AnswerView, attempt: AttemptView): string {
  if (answer.state === "stopped") return "stop";
  if (answer.state !== "failed") return attempt.tier;
  return answer.failure !== undefined && WARNED.has(answer.failure) ? "stop" : "fail";
}

function facts({ id, answer }: TurnView, context: ChatContext): TemplateResult {
  const saved = savings(answer, context.words);
  const more = answer.savedPico !== undefined && answer.savedPico < 0;
  const parts = [timing(answer, context.locale), tokensUsed(answer, context.locale), progress(answer, context)];
  return html`<p class="facts">
    <span>${answer.because}</span
    >${saved === undefined ? nothing : html`<b class=${more ? "more" : ""}>${saved}</b>`}${parts.map((part) =>
      part === undefined ? nothing : html`<span class="num-text">${part}</span>`,
    )}${
      answer.cost.unknown === 0
        ? nothing
        : html`<button type="button" class="link" @click=${() => context.actions.act("set-price", id)}>
            ${l10n.t("Set Price")}
          </button>`
    }
  </p>`;
}

/** What goes on, where no timeline says it. */
function progress(answer: AnswerView, context: ChatContext): string | undefined {
  const attempt = answer.attempts.at(-1);
  const waiting = waitingText(answer, context.now, context.locale);
  if (waiting !== undefined || hasTimeline(answer)) return waiting;
  return answer.state === "working" && attempt?.state === "checking" ? doing(attempt) : undefined;
}
