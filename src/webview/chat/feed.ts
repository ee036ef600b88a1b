import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { SuggestionView, TurnView } from "../../protocol/viewState.ts";
import { costText } from "../../util/costText.ts";
import { renderCompare } from "./compare.ts";
import type { ChatContext } from "./context.ts";
import { isCovered, regenerateKey, shownTurn, type ChatModel } from "./model.ts";
import { renderAnswer, renderUser } from "./turn.ts";

/** The conversation, or what stands in its place: a way to connect a model, or a calm nothing. */
export function renderFeed(model: ChatModel, context: ChatContext): TemplateResult | typeof nothing {
  const { turns } = model.state;
  const shown = shownTurns(model.state);
  if (turns.length === 0) return isCovered(model) ? nothing : nothingSaid(model, context);
  return html`<div
    class="feed"
    role="feed"
    ?hidden=${isCovered(model)}
    aria-label=${l10n.t("Conversation")}
    aria-busy=${model.state.busy !== undefined}
  >
    ${repeat(
      shown,
      (turn) => turn.id,
      (turn, index) =>
        guard(changes(index, shown, model, context), () => renderTurn(turn, index, shown.length, context)),
    )}
  </div>`;
}

/** A turn as it stands in the feed; one that is compared brings the other along, which then has no place of its own. */
interface Shown {
  readonly id: string;
  readonly turn: TurnView;
  readonly first?: TurnView;
}

function shownTurns({ turns, busy }: ChatModel["state"]): readonly Shown[] {
  const hidden = new Set(turns.flatMap(({ compare }) => compare?.with ?? []));
  return turns
    .filter(({ id }) => !hidden.has(id))
    .map((turn) => {
      const first = turns.find(({ id }) => id === turn.compare?.with);
      return { id: turn.id, turn: shownTurn(turn, busy), ...(first ? { first } : {}) };
    });
}

function renderTurn({ turn, first }: Shown, index: number, all: number, context: ChatContext): TemplateResult {
  const count = all * 2;
  const place = { index: index * 2 + 1, count };
  const answer =
    first && turn.compare
      ? renderCompare({ first, second: turn, view: turn.compare }, place, context)
      : renderAnswer(turn, place, context);
  return html`${renderUser(turn, { index: index * 2, count }, context)}${answer}`;
}

/** What a turn's drawing depends on; the clock only while it is being answered, the tiers only while they are shown. */
function changes(index: number, shown: readonly Shown[], model: ChatModel, context: ChatContext): unknown[] {
  const { turns, busy } = model.state;
  const { id, first } = shown[index] ?? { id: "" };
  const turn = turns.find((each) => each.id === id);
  const clock = id === busy ? context.now : 0;
  const open = turn !== undefined && model.menu === regenerateKey(turn) ? context.tiers : false;
  const { unfolded, locale } = model;
  return [turn, first, index, shown.length, busy, unfolded, locale, clock, context.tiers.length > 0, open];
}

function nothingSaid(model: ChatModel, context: ChatContext): TemplateResult {
  return model.state.setup === "none" ? noModel(context) : newChat(model, context);
}

/** Further ways to a first answer; their labels are looked up when they are drawn, in the reader's language. */
const WAYS = (): readonly (readonly [action: string, label: string])[] => [
  ["find-local", l10n.t("Find models on this computer")],
  ["import-models", l10n.t("Import from Continue, Roo Code, Cline or VS Code")],
  ["walkthrough", l10n.t("Open the walkthrough")],
];

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
      <ul class="ways">
        ${WAYS().map(
          ([action, label]) =>
            html`<li>
              <button type="button" class="link" @click=${() => context.actions.act(action)}>${label}</button>
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

function newChat({ state }: ChatModel, context: ChatContext): TemplateResult {
  return html`<div class="feed bare">
    <div class="empty">
      ${state.setup === "demo" ? demoNote() : nothing}
      ${(state.composer.suggestions ?? []).map((suggestion) => suggested(suggestion, context))}
      ${state.setup === "demo" ? demoWays(context) : nothing}
      <p class="muted">
        ${l10n.t("Select code to see what can be done with it. In a message, @ adds context and / lists commands.")}
      </p>
    </div>
  </div>`;
}

function demoNote(): TemplateResult {
  return html`<p class="muted">
    ${l10n.t("Demo, no AI: answers come from a script on this computer, nothing is sent and prices are simulated.")}
  </p>`;
}

/** The demo's own first step, which needs no code of the user's, and the step after the demo. */
function demoWays(context: ChatContext): TemplateResult {
  return html`<button type="button" class="btn" @click=${() => context.actions.act("open-example")}>
      ${l10n.t("Open an Example")}
    </button>
    <button type="button" class="btn" @click=${() => context.actions.act("connect")}>
      ${l10n.t("Connect a Model")}
    </button>`;
}

function suggested({ action, label, estimate }: SuggestionView, context: ChatContext): TemplateResult {
  return html`<button type="button" class="btn suggestion" @click=${() => context.actions.act(action)}>
    <span class="grow">${label}</span
    ><span class="num small muted">${costText(estimate, context.words, { estimate: true })}</span>
  </button>`;
}
