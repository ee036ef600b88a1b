import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AttemptView, TurnView } from "../../protocol/viewState.ts";
import { formatDuration } from "../../util/format.ts";
import { icon } from "../shared/icons.ts";
import { tierName } from "../shared/names.ts";
import type { ChatContext } from "./context.ts";
import { tryKey } from "./model.ts";
import { isProof } from "./verdict.ts";
import { attemptCost, doing, isRunning } from "./words.ts";

interface Mark {
  readonly icon: string;
  readonly tone: string;
  readonly name: string;
}

/** Every try of one answer in order, always open: a shift-up never hides what was tried and paid for. */
export function renderTimeline(turn: TurnView, context: ChatContext): TemplateResult {
  return html`<ol class="steps" aria-label=${l10n.t("Attempts")}>
    ${turn.answer.attempts.map((attempt, index) => renderStep(turn, attempt, index, context))}
  </ol>`;
}

function renderStep(turn: TurnView, attempt: AttemptView, index: number, context: ChatContext): TemplateResult {
  const mark = markOf(attempt, turn.answer.attempts[index + 1]);
  const note = isRunning(attempt) ? doing(attempt) : attempt.note;
  return html`<li>
    <span class=${mark.tone} role="img" aria-label=${mark.name}>${icon(mark.icon)}</span>
    <span class="who"
      ><span class="strong">${tierName(attempt.tier)}</span> <span class="cut muted">${attempt.model}</span></span
    >
    <span class="num">${priceAndTime(turn, attempt, context)}</span>
    ${note === "" && attempt.discardedText === undefined ? nothing : html`<span class="note">${note} ${showAnswer(turn, attempt, index, context)}</span>`}
    ${discarded(turn, attempt, index, context)}
  </li>`;
}

function markOf(attempt: AttemptView, next: AttemptView | undefined): Mark {
  switch (attempt.state) {
    case "rejected":
      return { icon: "error", tone: "bad", name: l10n.t("Rejected") };
    case "accepted":
      return isProof(attempt)
        ? { icon: "pass", tone: "good", name: l10n.t("Accepted") }
        : { icon: "circle-large-outline", tone: "muted", name: l10n.t("Accepted") };
    case "unverified":
      return { icon: "circle-large-outline", tone: "muted", name: l10n.t("Unverified") };
    case "cancelled":
      return { icon: "stop-circle", tone: "muted", name: l10n.t("Stopped") };
    case "failed":
      return next === undefined
        ? { icon: "error", tone: "bad", name: l10n.t("Failed") }
        : { icon: "warning", tone: "warn", name: l10n.t("Failed over") };
    default:
      return { icon: "loading", tone: "row", name: l10n.t("Running") };
  }
}

function priceAndTime(turn: TurnView, attempt: AttemptView, context: ChatContext): string {
  const cost = attemptCost(turn.answer, attempt, context.words);
  if (attempt.totalMs === undefined) return cost;
  return l10n.t("{cost} · {time}", { cost, time: formatDuration(attempt.totalMs, context.locale) });
}

function showAnswer(
  turn: TurnView,
  attempt: AttemptView,
  index: number,
  context: ChatContext,
): TemplateResult | typeof nothing {
  if (attempt.discardedText === undefined || attempt.discardedText === "") return nothing;
  const key = tryKey(turn, index);
  const open = context.unfolded.has(key);
  return html`<button type="button" class="link" aria-expanded=${open} @click=${() => context.actions.toggle(key)}>
    ${open ? l10n.t("Hide Answer") : l10n.t("Show Answer")}
  </button>`;
}

function discarded(
  turn: TurnView,
  attempt: AttemptView,
  index: number,
  context: ChatContext,
): TemplateResult | typeof nothing {
  const key = tryKey(turn, index);
  if (attempt.discardedText === undefined || !context.unfolded.has(key)) return nothing;
  const label = l10n.t("Rejected answer of {tier}", { tier: tierName(attempt.tier) });
  return html`<div class="discarded" role="group" aria-label=${label}>
    ${context.prose(key, attempt.discardedText, true)}
  </div>`;
}
