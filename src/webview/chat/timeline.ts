import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { AttemptView, StepView, TurnView } from "../../protocol/viewState.ts";
import { formatDuration } from "../../util/format.ts";
import { icon } from "../shared/icons.ts";
import { tierName } from "../shared/names.ts";
import type { ChatContext } from "./context.ts";
import { stepKey, tryKey } from "./model.ts";
import { isProof } from "./verdict.ts";
import { attemptCost, doing, isRunning } from "./words.ts";

interface Mark {
  readonly icon: string;
  readonly tone: string;
  readonly name: string;
}

/** Every try and every step of one answer in order, always open: a shift-up never hides what was tried and paid for. */
export function renderTimeline(turn: TurnView, context: ChatContext): TemplateResult {
  const { attempts, steps = [] } = turn.answer;
  const stepsAt = (index: number): readonly TemplateResult[] =>
    steps.filter(({ after }) => after === index).map((step) => renderStep(turn, step, context));
  return html`<ol class="steps" aria-label=${steps.length === 0 ? l10n.t("Attempts") : l10n.t("Steps")}>
    ${stepsAt(0)} ${attempts.map((attempt, index) => [renderTry(turn, attempt, index, context), stepsAt(index + 1)])}
  </ol>`;
}

/** An answer has a timeline as soon as there is more to it than one try. */
export function hasTimeline({ attempts, steps = [] }: TurnView["answer"]): boolean {
  return attempts.length > 1 || steps.length > 0;
}

/** A step that took less is not worth a figure, ms. */
const SHOWN_MS = 100;

const STEP_ICONS: Readonly<Record<StepView["kind"], string>> = {
  read: "search",
  reproduce: "beaker",
  plan: "list-ordered",
  edit: "edit",
  check: "checklist",
  editor: "symbol-method",
  tool: "tools",
};

function renderStep(turn: TurnView, step: StepView, context: ChatContext): TemplateResult {
  const mark = stepMark(step);
  const key = stepKey(turn, step);
  const open = context.unfolded.has(key);
  return html`<li>
    <span class=${mark.tone} role="img" aria-label=${mark.name}>${icon(mark.icon)}</span>
    <span class="who"><span class="step-title">${step.title}</span></span>
    <span class="num">${(step.ms ?? 0) < SHOWN_MS ? nothing : formatDuration(step.ms ?? 0, context.locale)}</span>
    ${step.detail === undefined || step.detail === "" ? nothing : html`<span class="note">${foldButton({ key, open }, context)}</span>`}
    ${step.detail !== undefined && open ? html`<pre class="discarded step-detail" tabindex="0" aria-label=${step.title}>${step.detail}</pre>` : nothing}
  </li>`;
}

function foldButton(
  { key, open }: { readonly key: string; readonly open: boolean },
  context: ChatContext,
): TemplateResult {
  return html`<button type="button" class="link" aria-expanded=${open} @click=${() => context.actions.toggle(key)}>
    ${open ? l10n.t("Hide Details") : l10n.t("Show Details")}
  </button>`;
}

function stepMark({ kind, state }: StepView): Mark {
  switch (state) {
    case "running":
      return { icon: "loading", tone: "row", name: l10n.t("Running") };
    case "done":
      return kind === "check"
        ? { icon: "pass", tone: "good", name: l10n.t("Passed") }
        : { icon: STEP_ICONS[kind], tone: "muted", name: l10n.t("Done") };
    case "failed":
      return { icon: "error", tone: "bad", name: l10n.t("Failed") };
    case "refused":
      return { icon: "circle-slash", tone: "warn", name: l10n.t("Refused") };
    case "stopped":
      return { icon: "stop-circle", tone: "muted", name: l10n.t("Stopped") };
  }
}

function renderTry(turn: TurnView, attempt: AttemptView, index: number, context: ChatContext): TemplateResult {
  const mark = markOf(attempt, turn.answer.attempts[index + 1]);
  const note = isRunning(attempt) ? doing(attempt) : attempt.note;
  return html`<li>
    <span class=${mark.tone} role="img" aria-label=${mark.name}>${icon(mark.icon)}</span>
    <span class="who"
      ><span class="strong">${tierName(attempt.tier)}</span> <span class="cut muted">${attempt.model}</span></span
    >
    <span class="num">${priceAndTime(turn, attempt, context)}</span>
    ${note === "" && attempt.discardedText === undefined ? nothing : html`<span class="note">${note} ${showAnswer(turn, attempt, index, context)} ${keepAnswer(turn, attempt, index, context)}</span>`}
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

/** The user may know better than a check; while a stronger model is being asked, that one is stopped. */
function keepAnswer(
  turn: TurnView,
  { state, discardedText = "" }: AttemptView,
  index: number,
  { actions }: ChatContext,
): TemplateResult | typeof nothing {
  if (turn.canKeep !== true || state !== "rejected" || discardedText === "") return nothing;
  return html`<button type="button" class="link" @click=${() => actions.keepTry(turn.id, index)}>
    ${l10n.t("Keep This Answer")}
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
