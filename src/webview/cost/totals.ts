import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { Tier } from "../../core/models/tier.ts";
import type { CostSumView, Period, PeriodView } from "../../protocol/viewState.ts";
import { amountText, sharedDecimals, simulatedText, sumText, type CostWords } from "../../util/costText.ts";
import { formatPercent } from "../../util/format.ts";
import { TIER_ORDER } from "../shared/names.ts";
import { widthStyle } from "../shared/style.ts";

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
}

/** The totals of a period: real money, play money, or both, never added to each other. */
export function moneyOf(view: PeriodView, words: CostWords): readonly Money[] {
  const { cost } = view;
  const real = hasReal(cost) || cost.simulated === 0;
  return [
    ...(real ? [{ ...baseline(view.alwaysFullPico, view.savedPico), ...spent(cost, sumText(cost, words)) }] : []),
    ...(cost.simulated > 0 ? [playMoney(view, words)] : []),
  ];
}

function hasReal(cost: CostSumView): boolean {
  return cost.priced + cost.free + cost.included + cost.unknown > 0;
}

function spent(cost: CostSumView, text: string): Pick<Money, "spent" | "spentPico" | "simulated"> {
  return { spent: text, spentPico: BigInt(cost.pico), simulated: false };
}

function playMoney(view: PeriodView, words: CostWords): Money {
  return {
    ...baseline(view.simulatedAlwaysFullPico, view.simulatedSavedPico),
    spent: amountText(BigInt(view.cost.simulatedPico), words),
    spentPico: BigInt(view.cost.simulatedPico),
    simulated: true,
  };
}

function baseline(alwaysFull: string | undefined, saved: string | undefined): Pick<Money, "alwaysFull" | "saved"> {
  return {
    ...(alwaysFull === undefined ? {} : { alwaysFull: BigInt(alwaysFull) }),
    ...(saved === undefined ? {} : { saved: BigInt(saved) }),
  };
}

export function renderTotals(view: PeriodView, period: Period, words: CostWords): TemplateResult {
  const parts = moneyOf(view, words);
  return html`${parts.map((money) => renderMoney(money, view, period, words))}${provenance(view, words)}`;
}

function renderMoney(money: Money, view: PeriodView, period: Period, words: CostWords): TemplateResult {
  const label = money.simulated ? l10n.t("Simulated totals") : l10n.t("Totals");
  return html`<section class="totals" aria-label=${label}>
    <div class="hero">
      <div>
        <p class="small muted">${money.simulated ? l10n.t("Simulated, demo only") : spentLabel(period)}</p>
        <p class="big">${money.spent}</p>
      </div>
      ${savedBlock(money, words)}
    </div>
    ${versus(money, view, words)}
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

/** Full width is what always Full would have cost; filled is what was spent, by tier. A loss fills the bar. */
function versus(money: Money, view: PeriodView, words: CostWords): TemplateResult | typeof nothing {
  if (money.alwaysFull === undefined || money.alwaysFull <= 0n) return nothing;
  const full = money.alwaysFull > money.spentPico ? money.alwaysFull : money.spentPico;
  const always = alwaysText(money, money.alwaysFull, words);
  const names = { spent: money.spent, always };
  return html`<div
      class="vs"
      role="img"
      aria-label=${l10n.t("Spent {spent} of the {always} that always Full would have cost", names)}
    >
      ${barParts(money, view).map(([tier, pico]) => html`<span class=${tier} .style=${widthStyle(shareOf(pico, full))}></span>`)}
    </div>
    <p class="small muted caption">
      ${
        money.simulated
          ? l10n.t("Always Full would have cost about simulated {always}.", { always })
          : l10n.t("Always Full would have cost about {always}.", { always })
      }
    </p>`;
}

/** Below a dollar it is written as finely as the two amounts that it is the sum of. */
function alwaysText(money: Money, always: bigint, words: CostWords): string {
  if (always >= DOLLAR || money.saved === undefined) return amountText(always, words);
  return amountText(always, words, { decimals: sharedDecimals([money.spentPico, money.saved]) });
}

function barParts(money: Money, view: PeriodView): readonly (readonly [Tier, bigint])[] {
  const known = TIER_ORDER.flatMap((tier) => {
    const pico = money.simulated ? simulatedOf(tier, view) : BigInt(view.byTier[tier] ?? "0");
    return pico > 0n ? [[tier, pico] as const] : [];
  });
  const sum = known.reduce((total, [, pico]) => total + pico, 0n);
  // Where the tiers do not add up to this total, the bar shows the total alone rather than a wrong split.
  return sum === money.spentPico ? known : [["local", money.spentPico]];
}

/** The period's tiers count real money only; the demo's lie in the rows by model. */
function simulatedOf(tier: Tier, view: PeriodView): bigint {
  return view.byModel.reduce((sum, row) => (row.tier === tier ? sum + BigInt(row.cost.simulatedPico) : sum), 0n);
}

/** `$0.86 billed · $0.33 computed · 3 unpriced`: where the figures come from. */
function provenance(view: PeriodView, words: CostWords): TemplateResult | typeof nothing {
  const { billed, computed, assumed, estimated } = view.byProvenance;
  const parts = [
    [billed, (amount: string) => l10n.t("{amount} billed", { amount })],
    [computed, (amount: string) => l10n.t("{amount} computed", { amount })],
    [assumed, (amount: string) => l10n.t("{amount} assumed", { amount })],
    [estimated, (amount: string) => l10n.t("{amount} estimated", { amount })],
  ] as const;
  const texts = parts.flatMap(([pico, say]) => (BigInt(pico) > 0n ? [say(amountText(BigInt(pico), words))] : []));
  const all = view.cost.unknown > 0 ? [...texts, l10n.t("{count} unpriced", { count: view.cost.unknown })] : texts;
  if (all.length === 0) return nothing;
  return html`<ul class="key" aria-label=${l10n.t("Where the figures come from")}>
    ${all.map((text) => html`<li class="num">${text}</li>`)}
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
  return l10n.t("Rejected tries cost {amount}, {share} of the total. They are already taken off what you saved.", {
    amount,
    share: formatPercent(share, words.locale),
  });
}
