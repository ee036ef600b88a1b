import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { Tier } from "../../core/models/tier.ts";
import type { ComposerView, TierOptionView } from "../../protocol/viewState.ts";
import { costText, type CostWords } from "../../util/costText.ts";
import { icon } from "../shared/icons.ts";
import { TIER_ORDER, tierName } from "../shared/names.ts";
import type { ChatActions } from "./context.ts";
import { tokenCount } from "./words.ts";

export interface EstimatePart {
  readonly text: string;
  readonly tone: "now" | "other" | "shield";
}

/** The estimate line: likely price and highest price of the tier that would answer, of the alternative, the size, what was redacted. */
export function estimateParts(composer: ComposerView, words: CostWords, locale: string): readonly EstimatePart[] {
  const said = composer.blocked ?? composer.hint;
  if (said !== undefined) return [{ text: said, tone: "other" }];
  const parts: EstimatePart[] = [];
  const now = optionOf(composer, composer.wouldAnswer);
  if (now !== undefined) parts.push({ text: nowText(now, composer, words), tone: "now" });
  const other = alternative(composer);
  const otherText = other && priceText(other, words);
  // Two tiers without a price would say the same twice.
  if (otherText !== undefined && otherText !== parts[0]?.text) parts.push({ text: otherText, tone: "other" });
  if (composer.tokens > 0) parts.push({ text: tokenCount(composer.tokens, locale), tone: "other" });
  if (composer.redactions > 0) parts.push({ text: redactionText(composer.redactions), tone: "shield" });
  return parts;
}

function optionOf(composer: ComposerView, tier: Tier | undefined): TierOptionView | undefined {
  return composer.options.find((option) => option.choice === tier && option.estimate !== undefined);
}

/** With Auto, the next tier up that may answer: what a shift-up would cost. A pin has one price. */
function alternative(composer: ComposerView): TierOptionView | undefined {
  const { pick, wouldAnswer, depth } = composer;
  if (pick !== "auto" || wouldAnswer === undefined || wouldAnswer === "local") return undefined;
  const higher = TIER_ORDER.slice(TIER_ORDER.indexOf(wouldAnswer) + 1, TIER_ORDER.indexOf(depth) + 1);
  return higher.map((tier) => optionOf(composer, tier)).find((option) => option !== undefined);
}

function nowText(option: TierOptionView, { expected }: ComposerView, words: CostWords): string {
  return expected ? priceText({ ...option, estimate: expected }, words) : rangeText(option, words);
}

/** `≈ $0.0004 Mini, at most $0.0021`; one figure where the two are the same. */
function rangeText(option: TierOptionView, words: CostWords): string {
  const price = priceText(option, words);
  const most = mostText(option, words);
  return most === undefined ? price : l10n.t("{price}, at most {most}", { price, most });
}

/** The most that a tier can cost, where that is another figure than what it is likely to cost. */
export function mostText({ estimate, worst }: TierOptionView, words: CostWords): string | undefined {
  if (estimate === undefined || (worst?.kind !== "priced" && worst?.kind !== "simulated")) return undefined;
  return costText(worst, words) === costText(estimate, words) ? undefined : costText(worst, words, { bare: true });
}

function priceText(option: TierOptionView, words: CostWords): string {
  const cost = costText(option.estimate ?? { kind: "unknown" }, words, { estimate: true });
  const priced = option.estimate?.kind === "priced" || option.estimate?.kind === "simulated";
  return priced ? l10n.t("{cost} {tier}", { cost, tier: tierName(option.choice) }) : cost;
}

function redactionText(count: number): string {
  return count === 1 ? l10n.t("1 secret redacted") : l10n.t("{count} secrets redacted", { count });
}

export function renderEstimate(
  parts: readonly EstimatePart[],
  actions: Pick<ChatActions, "showPayload">,
): TemplateResult {
  return html`<div class="estimate" role="group" aria-label=${l10n.t("Estimate")}>
    ${parts.map((part) =>
      part.tone === "shield"
        ? html`<button type="button" class="link" @click=${() => actions.showPayload()}>
            ${icon("shield", "small")}<span>${part.text}</span>
          </button>`
        : html`<span class="num ${part.tone}">${part.text}</span>`,
    )}
  </div>`;
}
