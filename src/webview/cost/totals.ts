import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Tier } from "../../core/models/tier.ts";
import type { CostSumView } from "../../protocol/viewState.ts";
import type { Period, PeriodView } from "../../protocol/costState.ts";
import { amountText, sharedDecimals, simulatedText, sumText, type CostWords } from "../../util/costText.ts";
import { formatPercent } from "../../util/format.ts";
import { TIER_ORDER } from "../shared/names.ts";
import { widthStyle } from "../shared/style.ts";
import type { CostContext } from "./context.ts";

const DOLLAR = 1_000_000_000_000n;
const SHARE_STEPS = 1_000_000n;

/** A part of a whole as a number between 0 and 1, from exact amounts. */
export function shareOf(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Number((part * SHARE_STEPS) / whole) / Number(SHARE_STEPS);
}

export interface Money {
  readonly spent: string;
  readonly alwaysFull?: bigint;
  readonly saved?: bigint;
  readonly spentPico: bigint;
  readonly simulated: boolean;
  /** How many requests the comparison covers, of how many with money of this kind. */
  readonly compared: number;
  readonly of: number;
  /** What the compared requests cost, by tier. */
  readonly byTier: PeriodView["comparedByTier"];
  /** What they cost more than the cheapest model alone would have. */
  readonly cheapest?: bigint;
}

/** The totals of a period: real money, play money, or both, never added to each other. */
export function moneyOf(view: PeriodView, words: CostWords): readonly Money[] {
  const { cost } = view;
  const real = hasReal(cost) || cost.simulated === 0;
  return [...(real ? [realMoney(view, words)] : []), ...(cost.simulated > 0 ? [playMoney(view, words)] : [])];
}

function hasReal(cost: CostSumView): boolean {
  return cost.priced + cost.free + cost.included + cost.unknown > 0;
}

function realMoney(view: PeriodView, words: CostWords): Money {
  const { cost } = view;
  return {
    ...baseline(view.alwaysFullPico, view.savedPico),
    ...{ spent: sumText(cost, words), spentPico: BigInt(cost.pico), simulated: false },
    ...{ compared: view.compared, of: view.requests - view.simulatedCompared, byTier: view.comparedByTier },
    ...(view.overCheapestPico === undefined ? {} : { cheapest: BigInt(view.overCheapestPico) }),
  };
}

function playMoney(view: PeriodView, words: CostWords): Money {
  const pico = BigInt(view.cost.simulatedPico);
  return {
    ...baseline(view.simulatedAlwaysFullPico, view.simulatedSavedPico),
    ...{ spent: amountText(pico, words), spentPico: pico, simulated: true },
    ...{ compared: view.simulatedCompared, of: view.simulatedCompared, byTier: view.simulatedComparedByTier },
    ...(view.simulatedOverCheapestPico === undefined ? {} : { cheapest: BigInt(view.simulatedOverCheapestPico) }),
  };
}

function baseline(alwaysFull: string | undefined, saved: string | undefined): Pick<Money, "alwaysFull" | "saved"> {
  return {
    ...(alwaysFull === undefined ? {} : { alwaysFull: BigInt(alwaysFull) }),
    ...(saved === undefined ? {} : { saved: BigInt(saved) }),
  };
}

export function renderTotals(view: PeriodView, period: Period, context: CostContext): TemplateResult {
  const parts = moneyOf(view, context.words);
  // One explanation is enough, also where the demo's totals stand beside real ones.
  const explained = parts.find(({ alwaysFull }) => alwaysFull !== undefined && alwaysFull > 0n);
  return html`${parts.map((money) => renderMoney(money, period, money === explained, context))}
  ${provenance(view, context)}`;
}

function renderMoney(money: Money, period: Period, explain: boolean, context: CostContext): TemplateResult {
  const { words } = context;
  const label = money.simulated ? l10n.t("Simulated totals") : l10n.t("Totals");
  return html`<section class="totals" aria-label=${label}>
    <div class="hero">
      <div>
        <p class="small muted">${money.simulated ? l10n.t("Simulated, demo only") : spentLabel(period)}</p>
        <p class="big">${money.spent}</p>
      </div>
      ${savedBlock(money, words)}
    </div>
    ${versus(money, explain, context)}
  </section>`;
}

function spentLabel(period: Period): string {
  const labels: Readonly<Record<Period, string>> = {
    session: l10n.t("Spent this session"),
    today: l10n.t("Spent today"),
    month: l10n.t("Spent this month"),
  };
  return labels[period];
}

function savedBlock(money: Money, words: CostWords): TemplateResult | typeof nothing {
  const { saved, alwaysFull } = money;
  if (saved === undefined || saved === 0n) return nothing;
  const size = saved < 0n ? -saved : saved;
  const share =
    alwaysFull === undefined || saved < 0n ? undefined : formatPercent(shareOf(saved, alwaysFull), words.locale);
  return html`<div>
    <p class="small muted">${savedLabel(saved > 0n, money.simulated)}</p>
    <p class="big">
      ${amountText(size, words)} ${share === undefined ? nothing : html`<span class="share">${share}</span>`}
    </p>
  </div>`;
}

function savedLabel(saved: boolean, simulated: boolean): string {
  if (simulated) return saved ? l10n.t("Simulated savings by routing") : l10n.t("Simulated, spent more by routing");
  return saved ? l10n.t("Saved by routing") : l10n.t("Spent more by routing");
}

/**
 * Full width is what always Full would have cost for the compared requests; filled is what they did cost, by tier. A
 * loss fills the bar.
 */
function versus(money: Money, explain: boolean, context: CostContext): TemplateResult | typeof nothing {
  const { alwaysFull, saved = 0n } = money;
  if (alwaysFull === undefined || alwaysFull <= 0n) return nothing;
  const { words } = context;
  const spent = alwaysFull - saved;
  const width = alwaysFull > spent ? alwaysFull : spent;
  const always = alwaysText(money, alwaysFull, words);
  const names = { spent: amountText(spent, words), always };
  return html`<div
      class="vs"
      role="img"
      aria-label=${l10n.t("Spent {spent} of the {always} that always Full would have cost", names)}
    >
      ${barParts(money).map(([tier, pico]) => html`<span class=${tier} .style=${widthStyle(shareOf(pico, width))}></span>`)}
    </div>
    <p class="small muted caption">
      ${versusCaption(money, always, words)} ${overCheapest(money, words)} ${explain ? methodButton(context) : nothing}
    </p>
    ${explain && context.unfolded.method ? methodText() : nothing}`;
}

function methodButton({ unfolded, toggle }: CostContext): TemplateResult {
  return html`<button
    type="button"
    class="link in-text"
    aria-expanded=${unfolded.method}
    @click=${() => toggle("method")}
  >
    ${l10n.t("How this is counted")}
  </button>`;
}

function methodText(): TemplateResult {
  return html`<p class="small method">
    ${l10n.t(
      "Always Full is what the full model alone would have charged at its list price: the same prompt without a cache, and the same answer without its reasoning. Only requests where both prices are known are compared, and rejected tries count as spent.",
    )}
  </p>`;
}

/** Says how many requests are compared where it is not all of them. */
function versusCaption({ simulated, compared, of }: Money, always: string, words: CostWords): string {
  if (simulated) return l10n.t("Always Full would have cost about simulated {always}.", { always });
  if (compared >= of) return l10n.t("Always Full would have cost about {always}.", { always });
  const count = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  return l10n.t("Always Full would have cost about {always} for {compared} of {of} requests.", {
    always,
    compared: count(compared),
    of: count(of),
  });
}

/** The same against the cheapest model, because a dear full tier flatters. */
function overCheapest({ cheapest, simulated }: Money, words: CostWords): string {
  if (cheapest === undefined || cheapest === 0n) return "";
  const size = amountText(cheapest < 0n ? -cheapest : cheapest, words);
  const amount = simulated ? l10n.t("simulated {amount}", { amount: size }) : size;
  return cheapest > 0n
    ? l10n.t("That is {amount} more than your cheapest model alone.", { amount })
    : l10n.t("That is {amount} less than your cheapest model alone.", { amount });
}

/** Below a dollar it is written as finely as the two amounts that it is the sum of. */
function alwaysText(money: Money, always: bigint, words: CostWords): string {
  if (always >= DOLLAR || money.saved === undefined) return amountText(always, words);
  return amountText(always, words, { decimals: sharedDecimals([money.spentPico, money.saved]) });
}

function barParts({ byTier }: Money): readonly (readonly [Tier, bigint])[] {
  return TIER_ORDER.flatMap((tier) => {
    const pico = BigInt(byTier[tier] ?? "0");
    return pico > 0n ? [[tier, pico] as const] : [];
  });
}

/** `$0.86 billed · $0.33 computed · 3 unpriced`: where the figures come from. */
function provenance(view: PeriodView, { words, send }: CostContext): TemplateResult | typeof nothing {
  const { billed, computed, assumed, estimated } = view.byProvenance;
  const parts = [
    [billed, (amount: string) => l10n.t("{amount} billed", { amount })],
    [computed, (amount: string) => l10n.t("{amount} computed", { amount })],
    [assumed, (amount: string) => l10n.t("{amount} assumed", { amount })],
    [estimated, (amount: string) => l10n.t("{amount} estimated", { amount })],
  ] as const;
  const texts = parts.flatMap(([pico, say]) => (BigInt(pico) > 0n ? [say(amountText(BigInt(pico), words))] : []));
  const { unknown } = view.cost;
  if (texts.length === 0 && unknown === 0) return nothing;
  const setPrice = (): void => send({ type: "act", action: "set-price" });
  return html`<ul class="key" aria-label=${l10n.t("Where the figures come from")}>
    ${texts.map((text) => html`<li class="num">${text}</li>`)}
    ${
      unknown === 0
        ? nothing
        : html`<li class="num">
            ${l10n.t("{count} unpriced", { count: unknown })}
            <button type="button" class="link in-text" @click=${setPrice}>${l10n.t("Set Price")}</button>
          </li>`
    }
  </ul>`;
}

/** What the rejected tries cost, in the terms of the period's own total. */
export function rejectedText(view: PeriodView, words: CostWords): string | undefined {
  const { requests, cost } = view.rejected;
  if (requests === 0) return undefined;
  const amount = cost.priced === 0 && cost.simulated > 0 ? simulatedText(cost, words) : sumText(cost, words);
  const [part, whole] = cost.priced === 0 ? [cost.simulatedPico, view.cost.simulatedPico] : [cost.pico, view.cost.pico];
  const share = shareOf(BigInt(part), BigInt(whole));
  if (share === 0) return l10n.t("Rejected tries cost {amount}.", { amount });
  const names = { amount, share: formatPercent(share, words.locale) };
  const known = cost.priced === 0 ? view.simulatedSavedPico : view.savedPico;
  if (known === undefined) return l10n.t("Rejected tries cost {amount}, {share} of the total.", names);
  return l10n.t(
    "Rejected tries cost {amount}, {share} of the total. They are already taken off what you saved.",
    names,
  );
}
