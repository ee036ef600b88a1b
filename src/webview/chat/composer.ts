import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { renderNotice } from "../shared/notice.ts";
import { iconButton } from "../shared/icons.ts";
import { renderChips } from "./chips.ts";
import type { ChatContext } from "./context.ts";
import { estimateParts, renderEstimate } from "./estimate.ts";
import { TIER_MENU, type ChatModel } from "./model.ts";
import { renderTierButton, renderTierMenu } from "./tierMenu.ts";

/** The message box. Its text lives in the text area alone; drawing never touches it. */
export function renderComposer(model: ChatModel, context: ChatContext): TemplateResult {
  const { composer } = model.state;
  return html`<form
    class="composer"
    aria-label=${l10n.t("Message")}
    @submit=${(event: Event) => event.preventDefault()}
  >
    ${composer.notice === undefined ? nothing : renderNotice(composer.notice, (action) => context.actions.act(action))}
    ${model.menu === TIER_MENU ? renderTierMenu(composer, context) : nothing}
    <div class="box">
      ${renderChips(composer.chips, context)}
      <textarea
        id="input"
        rows="2"
        aria-label=${l10n.t("Ask Upshift")}
        placeholder=${l10n.t("Ask, or describe a change")}
        @input=${(event: InputEvent) => context.actions.typed(event)}
      ></textarea>
      <div class="bar">
        ${addButton(model, context)}${composer.options.length === 0 ? nothing : renderTierButton(composer, context)}<span
          class="grow"
        ></span
        >${previewButton(model, context)}${sendOrStop(model, context)}
      </div>
    </div>
    ${renderEstimate(estimateParts(composer, context.words, context.locale), context.actions)}
  </form>`;
}

function addButton({ state }: ChatModel, context: ChatContext): TemplateResult | typeof nothing {
  if (state.setup === "none") return nothing;
  return iconButton({
    icon: "add",
    label: l10n.t("Add Context"),
    onClick: () => context.actions.act("add-context"),
  });
}

function previewButton({ state }: ChatModel, context: ChatContext): TemplateResult | typeof nothing {
  if (state.setup === "none") return nothing;
  return iconButton({
    icon: "eye",
    label: l10n.t("Show What Will Be Sent"),
    onClick: () => context.actions.showPayload(),
  });
}

function sendOrStop(model: ChatModel, context: ChatContext): TemplateResult {
  if (model.state.busy !== undefined) {
    return iconButton({
      icon: "debug-stop",
      label: l10n.t("Stop"),
      className: "send",
      onClick: () => context.actions.stop(),
    });
  }
  return iconButton({
    icon: "send",
    label: l10n.t("Send"),
    className: "send",
    disabled: model.state.setup === "none" || model.state.composer.blocked !== undefined,
    onClick: () => context.actions.send(),
  });
}
