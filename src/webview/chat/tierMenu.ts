import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { TierChoice } from "../../core/models/tier.ts";
import type { ComposerView, TierOptionView } from "../../protocol/viewState.ts";
import { costText, type CostWords } from "../../util/costText.ts";
import { icon, tierGlyph } from "../shared/icons.ts";
import { tierName } from "../shared/names.ts";
import { moveFocus } from "../shared/roving.ts";
import type { ChatContext } from "./context.ts";

/** The pick stands on the button and is never overridden. */
export function renderTierButton(composer: ComposerView, open: boolean, context: ChatContext): TemplateResult {
  const tier = tierName(composer.pick);
  return html`<button
    type="button"
    class="flat pick"
    aria-haspopup="menu"
    aria-expanded=${open}
    aria-label=${l10n.t("Tier: {tier}", { tier })}
    @click=${() => context.actions.openMenu(!open)}
  >
    ${choiceGlyph(composer.pick)}<span>${tier}</span>${icon("chevron-down", "small")}
  </button>`;
}

/** Every tier with its model and its price for this message; those that cannot answer say why. */
export function renderTierMenu(composer: ComposerView, context: ChatContext): TemplateResult {
  return html`<div
    class="menu"
    role="menu"
    aria-label=${l10n.t("Tier")}
    @keydown=${(event: KeyboardEvent) => onMenuKey(event, context)}
  >
    ${composer.options.map((option) => renderOption(option, option.choice === composer.pick, context))}
  </div>`;
}

function renderOption(option: TierOptionView, picked: boolean, context: ChatContext): TemplateResult {
  const usable = option.reason === undefined;
  const price = optionPrice(option, context.words);
  const pick = (): void => (usable ? context.actions.pickTier(option.choice) : undefined);
  return html`<button
    type="button"
    role="menuitemradio"
    aria-checked=${picked}
    aria-disabled=${!usable}
    aria-label=${optionLabel(option, context.words)}
    tabindex=${picked ? "0" : "-1"}
    @click=${pick}
  >
    ${picked ? icon("check", "small") : html`<span></span>`}${choiceGlyph(option.choice)}<span
      >${tierName(option.choice)}</span
    ><span class="num small">${price}</span>${subtitle(option)}
  </button>`;
}

function subtitle(option: TierOptionView): TemplateResult | typeof nothing {
  const text = [option.model, option.reason ?? ""].filter((part) => part !== "").join(", ");
  return text === "" ? nothing : html`<span class="sub">${text}</span>`;
}

function optionPrice(option: TierOptionView, words: CostWords): string {
  return option.estimate === undefined ? "" : costText(option.estimate, words, { estimate: true });
}

/** "Full, gpt-6.1-sol, about $0.0082": a screen reader says "about" better than "≈". */
function optionLabel(option: TierOptionView, words: CostWords): string {
  const names = { tier: tierName(option.choice), model: option.model, reason: option.reason ?? "" };
  if (option.reason !== undefined) return l10n.t("{tier}, {model}, {reason}", names);
  if (option.estimate === undefined) return option.model === "" ? names.tier : l10n.t("{tier}, {model}", names);
  const cost = costText(option.estimate, words);
  const priced = option.estimate.kind === "priced" || option.estimate.kind === "simulated";
  return priced
    ? l10n.t("{tier}, {model}, about {cost}", { ...names, cost })
    : l10n.t("{tier}, {model}, {cost}", { ...names, cost });
}

function choiceGlyph(choice: TierChoice): TemplateResult {
  return choice === "auto" ? icon("law", "small") : tierGlyph(choice);
}

function onMenuKey(event: KeyboardEvent, context: ChatContext): void {
  const menu = event.currentTarget as HTMLElement;
  if (event.key === "Tab") context.actions.openMenu(false);
  else moveFocus(event, [...menu.querySelectorAll<HTMLElement>("[role=menuitemradio]")]);
}
