import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CandidateView, WhyView } from "../../protocol/viewState.ts";
import { costText, type CostWords } from "../../util/costText.ts";
import { formatDuration, formatPercent } from "../../util/format.ts";
import { tierName } from "../shared/names.ts";
import { actionButton } from "../shared/notice.ts";
import type { ChatContext } from "./context.ts";

/** The opened receipt: the facts of the decision, who could have answered at what price, and what can be changed. */
export function renderWhy(why: WhyView, act: (action: string) => void, context: ChatContext): TemplateResult {
  return html`<div class="why" role="group" aria-label=${l10n.t("Why this model")}>
    ${
      why.rows.length === 0
        ? nothing
        : html`<dl>
            ${why.rows.map(
              (row) =>
                html`<dt>${row.name}</dt>
                  <dd>${row.value}</dd>`,
            )}
          </dl>`
    }
    ${why.candidates.length === 0 ? nothing : candidateTable(why.candidates, context)}
    ${why.actions.length === 0 ? nothing : html`<div class="row wrap">${why.actions.map((action) => actionButton(action, act))}</div>`}
  </div>`;
}

function candidateTable(candidates: readonly CandidateView[], context: ChatContext): TemplateResult {
  return html`<table>
    <caption class="sr">
      ${l10n.t("Candidates")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${l10n.t("Candidate")}</th>
        <th scope="col" class="n">${l10n.t("Chance")}</th>
        <th scope="col" class="n">${l10n.t("Price")}</th>
        <th scope="col" class="n">${l10n.t("Time")}</th>
      </tr>
    </thead>
    <tbody>
      ${candidates.map((candidate) => candidateRow(candidate, context))}
    </tbody>
  </table>`;
}

function candidateRow(candidate: CandidateView, context: ChatContext): TemplateResult {
  const out = candidate.excluded !== undefined;
  const { locale } = context;
  const price =
    out && candidate.estimate.kind === "unknown"
      ? "—"
      : costText(candidate.estimate, context.words, { estimate: true });
  return html`<tr class=${candidate.chosen ? "chosen" : out ? "out" : ""}>
    <td>${candidateName(candidate)}</td>
    <td class="n">${out || candidate.chance === undefined ? "—" : formatPercent(candidate.chance, locale)}</td>
    <td class="n">${price}${mostOf(candidate, context.words)}</td>
    <td class="n">${out || candidate.ms === undefined ? "—" : formatDuration(candidate.ms, locale)}</td>
  </tr>`;
}

/** The most that a candidate can cost, under what it is likely to cost. */
function mostOf(candidate: CandidateView, words: CostWords): TemplateResult | typeof nothing {
  const { estimate, worst } = candidate;
  if (candidate.excluded !== undefined || (worst?.kind !== "priced" && worst?.kind !== "simulated")) return nothing;
  if (costText(worst, words) === costText(estimate, words)) return nothing;
  const most = costText(worst, words, { bare: true });
  return html`<span class="most">${l10n.t("at most {most}", { most })}</span>`;
}

function candidateName(candidate: CandidateView): TemplateResult | string {
  const names = { tier: tierName(candidate.tier), model: candidate.model, reason: candidate.excluded ?? "" };
  if (candidate.excluded !== undefined) return l10n.t("{tier}, {model}: {reason}", names);
  return html`${names.tier} <span class="muted plain">${candidate.model}</span>`;
}
