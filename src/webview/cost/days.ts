import * as l10n from "@vscode/l10n";
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Tier } from "../../core/models/tier.ts";
import type { DaysView, DayView } from "../../protocol/costState.ts";
import { amountText, sharedDecimals, simulatedText, sumText, type CostWords } from "../../util/costText.ts";
import { formatDay, formatMoney } from "../../util/format.ts";
import { TIER_ORDER, tierName } from "../shared/names.ts";
import type { CostContext } from "./context.ts";
import { type Axis, axisFor, barsOf, dayTotal } from "./daysScale.ts";

const HEIGHT = 96;
const TOP = 8;
const FOOT = 18;
const GAP = 1;
const LETTER_PX = 6.5;
const LABELLED = [0, 7] as const;

/** What each day cost, as stacked bars or, on demand, as a table of the same figures. */
export function renderDays(view: DaysView, context: CostContext): TemplateResult {
  const { unfolded, toggle } = context;
  const count = l10n.t("{count} days", { count: view.days.length });
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("By day")}</h2>
      <span class="end small muted num">${view.simulated ? l10n.t("simulated, {count}", { count }) : count}</span>
    </header>
    <figure class="days">
      ${unfolded.table ? table(view, context.words) : chart(view, context.words)}
      <figcaption class="key">
        ${unfolded.table ? nothing : legend(view)}
        <button type="button" class="link end" @click=${() => toggle("table")}>
          ${unfolded.table ? l10n.t("Show as Chart") : l10n.t("Show as Table")}
        </button>
      </figcaption>
    </figure>
  </section>`;
}

function chart(view: DaysView, words: CostWords): TemplateResult {
  const axis = axisFor(view.days.map(dayTotal));
  const labels = axis.lines.map((pico) => formatMoney(pico, words.locale, pico === 0n ? 0 : axis.decimals));
  const left = Math.max(...labels.map((label) => label.length)) * LETTER_PX + 14;
  const style = `left: ${left}px; width: calc(100% - ${left}px)`;
  return html`<div class="plot" role="img" aria-label=${chartSentence(view, words)}>
    <svg class="axis" height=${HEIGHT + TOP + FOOT} aria-hidden="true">
      ${hatch()}
      ${axis.lines.map(
        (pico, index) => svg`
          <line class="grid" x1=${left} x2="100%" y1=${y(pico, axis) + 0.5} y2=${y(pico, axis) + 0.5}></line>
          <text x=${left - 5} y=${y(pico, axis) + 4} text-anchor="end">${labels[index]}</text>`,
      )}
    </svg>
    <svg class="columns" height=${HEIGHT + TOP + FOOT} aria-hidden="true" .style=${style}>
      ${view.days.map((day, index) => column(day, index, view.days.length, axis))} ${dayLabels(view.days, words)}
    </svg>
  </div>`;
}

/** y of an amount; 0 lies on the base line. */
function y(pico: bigint, { top }: Axis): number {
  return TOP + HEIGHT - Number((pico * 100_000n) / top) * (HEIGHT / 100_000);
}

/** Columns are as wide as there is room for, with 18 px at most; positions are percentages, so nothing is measured. */
function column(day: DayView, index: number, count: number, axis: Axis): TemplateResult<2> {
  const width = `min(18px, ${((0.82 * 100) / count).toFixed(2)}%)`;
  const middle = `${(((index + 0.5) * 100) / count).toFixed(2)}%`;
  const style = `width: ${width}; x: calc(${middle} - ${width} / 2)`;
  let below = 0n;
  return svg`<g class="column">${barsOf(day).map(({ part, pico }) => {
    const base = y(below, axis);
    below += pico;
    const height = Math.max(1, base - y(below, axis) - (part === "rejected" ? 0 : GAP));
    const fill = part === "rejected" ? "url(#up-hatch)" : "currentColor";
    return svg`<rect class=${part} fill=${fill} y=${base - height} height=${height} .style=${style}></rect>`;
  })}</g>`;
}

function dayLabels(days: readonly DayView[], words: CostWords): TemplateResult<2> {
  const bottom = TOP + HEIGHT + 14;
  const middle = (index: number): string => `${(((index + 0.5) * 100) / days.length).toFixed(2)}%`;
  return svg`${LABELLED.map((index) => {
    const day = days[index];
    return day === undefined || index >= days.length - 2
      ? nothing
      : svg`<text x=${index === 0 ? "0" : middle(index)} y=${bottom} text-anchor=${index === 0 ? "start" : "middle"}>
          ${formatDay(day.day, words.locale)}</text>`;
  })}<text x="100%" y=${bottom} text-anchor="end">${l10n.t("today")}</text>`;
}

function hatch(): TemplateResult<2> {
  return svg`<pattern id="up-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line class="hatch" x1="0" y1="0" x2="0" y2="4"></line>
  </pattern>`;
}

function legend({ days }: DaysView): TemplateResult {
  const there = (part: Tier | "rejected"): boolean => days.some((day) => barsOf(day).some((bar) => bar.part === part));
  const tiers = TIER_ORDER.filter((tier) => tier !== "local" || there(tier));
  return html`${tiers.map((tier) => html`<span><i class="sw ${tier}" aria-hidden="true"></i>${tierName(tier)}</span>`)}${
    there("rejected")
      ? html`<span>
          <svg width="9" height="9" aria-hidden="true">
            <rect class="rejected" width="9" height="9" fill="url(#up-hatch)"></rect></svg
          >${l10n.t("rejected tries")}
        </span>`
      : nothing
  }`;
}

/** `Cost by day and tier, last 14 days. Highest 13 Nov, $2.50. Today $1.24.` */
export function chartSentence({ days, simulated }: DaysView, words: CostWords): string {
  const highest = days.reduce((most, day) => (dayTotal(day) > dayTotal(most) ? day : most), days[0] as DayView);
  const today = days.at(-1) ?? highest;
  const facts = {
    count: days.length,
    day: formatDay(highest.day, words.locale),
    most: dayText(highest, simulated, words),
    today: dayText(today, simulated, words),
  };
  return l10n.t("Cost by day and tier, last {count} days. Highest {day}, {most}. Today {today}.", facts);
}

function dayText({ cost }: DayView, simulated: boolean, words: CostWords, decimals?: number): string {
  return simulated ? simulatedText(cost, words, { decimals }) : sumText(cost, words, { decimals });
}

function table({ days, simulated }: DaysView, words: CostWords): TemplateResult {
  const shown = days.filter(({ requests }) => requests > 0);
  const decimals = sharedDecimals(shown.flatMap((day) => barsOf(day).map(({ pico }) => pico)));
  return html`<table>
    <caption class="sr">
      ${l10n.t("Cost by day and tier, last {count} days; days without requests are left out", { count: days.length })}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t("Day")}</th>
        <th scope="col">${l10n.t("Tiers")}</th>
        <th scope="col" class="n">${l10n.t("Cost")}</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (day) =>
          html`<tr>
            <th scope="row" class="num">${formatDay(day.day, words.locale)}</th>
            <td>${parts(day, words, decimals)}</td>
            <td class="n">${dayText(day, simulated, words, decimals)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** `Mini $0.11 · Full $0.50 · rejected tries $0.01`. */
function parts(day: DayView, words: CostWords, decimals: number): string {
  const names = barsOf(day).map(({ part, pico }) =>
    l10n.t("{part} {amount}", {
      part: part === "rejected" ? l10n.t("rejected tries") : tierName(part),
      amount: amountText(pico, words, { decimals }),
    }),
  );
  return names.join(" · ");
}
