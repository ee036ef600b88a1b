import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Depth, TierChoice } from "../../core/models/tier.ts";
import type { ComposerView, TierOptionView } from "../../protocol/viewState.ts";
import { costText, type CostWords } from "../../util/costText.ts";
import { icon, tierGlyph } from "../shared/icons.ts";
import { DEPTHS, tierName } from "../shared/names.ts";
import { moveFocus } from "../shared/roving.ts";
import type { ChatContext } from "./context.ts";
import { mostText } from "./estimate.ts";
import { TIER_MENU } from "./model.ts";

/** The pick stands on the button and is never overridden. */
export function renderTierButton(composer: ComposerView, context: ChatContext): TemplateResult {
  const { pick, depth } = composer;
  const isLimited = pick === "auto" && depth !== "deep";
  const tier = isLimited ? l10n.t("Auto, up to {tier}", { tier: tierName(depth) }) : tierName(pick);
  const open = context.menu === TIER_MENU;
  return html`<button
    type="button"
    class="flat pick"
    data-menu=${TIER_MENU}
    aria-haspopup="menu"
    aria-expanded=${open}
    aria-label=${l10n.t("Tier: {tier}", { tier })}
    @click=${() => context.actions.openMenu(open ? undefined : TIER_MENU)}
  >
    ${choiceGlyph(pick)}<span>${tier}</span>${icon("chevron-down", "small")}
  </button>`;
}

/** Every tier with its model and its price for this message; those that cannot answer say why. */
export function renderTierMenu(composer: ComposerView, context: ChatContext): TemplateResult {
  const { options, pick, depth } = composer;
  const onPick = (choice: TierChoice): void => context.actions.choose({ type: "pick-tier", tier: choice });
  const below = pick === "auto" ? renderDepths(depth, context) : nothing;
  return renderOptions({ label: l10n.t("Tier"), options, picked: pick, onPick, below }, context);
}

/** Where a refused answer shifts up to at most. */
function renderDepths(depth: Depth, { actions }: ChatContext): TemplateResult {
  const label = l10n.t("How far up Auto may go");
  return html`<div class="depths" role="group" aria-label=${label}>
    <span class="sub" aria-hidden="true">${label}</span>
    ${DEPTHS.map((choice) => {
      const name = l10n.t("Up to {tier}", { tier: tierName(choice) });
      return html`<button
        type="button"
        role="menuitemradio"
        aria-checked=${choice === depth}
        tabindex="-1"
        @click=${() => actions.choose({ type: "limit-tier", depth: choice })}
      >
        ${choice === depth ? icon("check", "small") : html`<span></span>`}${choiceGlyph(choice)}<span>${name}</span>
      </button>`;
    })}
  </div>`;
}

export interface TierMenu<Choice extends TierChoice> {
  readonly label: string;
  readonly options: readonly (TierOptionView & { readonly choice: Choice })[];
  readonly picked: TierChoice;
  readonly onPick: (choice: Choice) => void;
  readonly below?: TemplateResult | typeof nothing;
}

/** A menu of tiers; it hangs in the flow, beside the button that opens it. */
export function renderOptions<Choice extends TierChoice>(menu: TierMenu<Choice>, context: ChatContext): TemplateResult {
  const { label, options } = menu;
  const reached = options.some(({ choice }) => choice === menu.picked) ? menu.picked : options[0]?.choice;
  return html`<div
    class="menu"
    role="menu"
    aria-label=${label}
    @keydown=${(event: KeyboardEvent) => onMenuKey(event, context)}
  >
    ${options.map((option) =>
      renderOption(
        option,
        {
          picked: option.choice === menu.picked,
          reached: option.choice === reached,
          pick: () => menu.onPick(option.choice),
        },
        context,
      ),
    )}
    ${menu.below ?? nothing}
  </div>`;
}

interface OptionUse {
  readonly picked: boolean;
  /** True for the one item that Tab reaches. */
  readonly reached: boolean;
  readonly pick: () => void;
}

function renderOption(option: TierOptionView, use: OptionUse, context: ChatContext): TemplateResult {
  const { picked } = use;
  const usable = option.reason === undefined;
  const price = optionPrice(option, context.words);
  const pick = (): void => (usable ? use.pick() : undefined);
  return html`<button
    type="button"
    role="menuitemradio"
    aria-checked=${picked}
    aria-disabled=${!usable}
    aria-label=${optionLabel(option, context.words)}
    tabindex=${use.reached ? "0" : "-1"}
    @click=${pick}
  >
    ${picked ? icon("check", "small") : html`<span></span>`}${choiceGlyph(option.choice)}<span
      >${tierName(option.choice)}</span
    ><span class="num small">${price}</span>${subtitle(option, context.words)}
  </button>`;
}

function subtitle(option: TierOptionView, words: CostWords): TemplateResult | typeof nothing {
  const most = mostText(option, words);
  const bound = most === undefined ? "" : l10n.t("at most {most}", { most });
  const text = [option.model, option.reason ?? "", bound].filter((part) => part !== "").join(", ");
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
  const most = mostText(option, words);
  if (most !== undefined) return l10n.t("{tier}, {model}, about {cost}, at most {most}", { ...names, cost, most });
  return priced
    ? l10n.t("{tier}, {model}, about {cost}", { ...names, cost })
    : l10n.t("{tier}, {model}, {cost}", { ...names, cost });
}

function choiceGlyph(choice: TierChoice): TemplateResult {
  return choice === "auto" ? icon("law", "small") : tierGlyph(choice);
}

function onMenuKey(event: KeyboardEvent, context: ChatContext): void {
  const menu = event.currentTarget as HTMLElement;
  if (event.key === "Tab") context.actions.openMenu(undefined);
  else moveFocus(event, [...menu.querySelectorAll<HTMLElement>("[role=menuitemradio]")]);
}
