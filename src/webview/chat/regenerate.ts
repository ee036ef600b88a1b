import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Tier } from "../../core/models/tier.ts";
import type { TierOptionView, TurnView } from "../../protocol/viewState.ts";
import { icon } from "../shared/icons.ts";
import type { ChatContext, TierOption } from "./context.ts";
import { regenerateKey } from "./model.ts";
import { renderOptions } from "./tierMenu.ts";

/** The tiers to ask again on. Their prices are those of the message being written, not of this one, so they are left out. */
export function regenerateOptions(options: readonly TierOptionView[]): readonly TierOption[] {
  return options.flatMap(({ choice, model, reason }) => {
    if (choice === "auto") return [];
    return [reason === undefined ? { choice, model } : { choice, model, reason }];
  });
}

export function renderRegenerate(turn: TurnView, context: ChatContext): TemplateResult {
  const key = regenerateKey(turn);
  const open = context.menu === key;
  const label = l10n.t("Regenerate with Another Tier");
  return html`<button
    type="button"
    class="icon"
    data-menu=${key}
    aria-haspopup="menu"
    aria-expanded=${open}
    aria-label=${label}
    title=${label}
    @click=${() => context.actions.openMenu(open ? undefined : key)}
  >
    ${icon("refresh")}
  </button>`;
}

/** The menu of {@link renderRegenerate}, under the footer. */
export function renderRegenerateMenu(turn: TurnView, context: ChatContext): TemplateResult | typeof nothing {
  const last = turn.answer.attempts.at(-1);
  if (last === undefined || context.menu !== regenerateKey(turn)) return nothing;
  const onPick = (tier: Tier): void => context.actions.regenerate(turn.id, tier);
  const label = l10n.t("Regenerate with Another Tier");
  return renderOptions({ label, options: context.tiers, picked: last.tier, onPick }, context);
}
