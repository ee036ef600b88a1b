import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CheckName } from "../../core/cascade/verdict.ts";
import type { RecentRow } from "../../protocol/costState.ts";
import { sumText } from "../../util/costText.ts";
import { formatClock } from "../../util/format.ts";
import { icon, tierGlyph } from "../shared/icons.ts";
import { taskName, tierName } from "../shared/names.ts";
import type { CostContext } from "./context.ts";

interface VerdictMark {
  readonly icon: string;
  readonly tone: "good" | "bad" | "muted";
  readonly word: string;
}

/** The same words as under an answer: only checks that prove something count as success. */
export function verdictMark({ verdict, checked }: Pick<RecentRow, "verdict" | "checked">): VerdictMark {
  switch (verdict) {
    case "accepted":
      return acceptedMark(new Set(checked));
    case "unverified":
      return open(l10n.t("Unverified"));
    case "rejected":
      return { icon: "error", tone: "bad", word: l10n.t("Check failed") };
    case "failed":
      return { icon: "error", tone: "bad", word: l10n.t("Incomplete") };
    case "cancelled":
      return { icon: "stop-circle", tone: "muted", word: l10n.t("Stopped") };
  }
}

function acceptedMark(ran: ReadonlySet<CheckName>): VerdictMark {
  if (ran.has("tests")) return { icon: "pass", tone: "good", word: l10n.t("Checked") };
  if (ran.has("types")) return open(l10n.t("Types checked"));
  if (ran.has("diagnostics")) return open(l10n.t("No new problems"));
  return open(l10n.t("Unverified"));
}

function open(word: string): VerdictMark {
  return { icon: "circle-large-outline", tone: "muted", word };
}

/** The newest requests; each opens its decision. */
export function renderRecent(rows: readonly RecentRow[], context: CostContext): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  const showAll = (): void => context.send({ type: "act", action: "show-all" });
  return html`<section class="sec">
    <header>
      <h2 class="cut">${l10n.t("Recent")}</h2>
      <button type="button" class="link small end" @click=${showAll}>${l10n.t("Show All")}</button>
    </header>
    <table class="recent">
      <caption class="sr">
        ${l10n.t("Recent requests")}
      </caption>
      <thead class="sr">
        <tr>
          <th scope="col">${l10n.t("Time")}</th>
          <th scope="col">${l10n.t("Request")}</th>
          <th scope="col">${l10n.t("Cost and check")}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => renderRow(row, context))}
      </tbody>
    </table>
  </section>`;
}

function renderRow(row: RecentRow, { words, send }: CostContext): TemplateResult {
  const mark = verdictMark(row);
  const names = { task: rowName(row, words.locale), tier: tierName(row.tier) };
  const why = (): void => send({ type: "open-request", request: row.request });
  return html`<tr>
    <td class="muted num">${formatClock(row.at, words.locale)}</td>
    <td class="what">
      <div class="row">
        ${tierGlyph(row.tier)}<button
          type="button"
          class="cut"
          aria-label=${l10n.t("{task}, {tier}. Why this model", names)}
          @click=${why}
        >
          ${names.task}
        </button>
      </div>
      <div class="cut muted" title=${row.reason}>${row.reason}</div>
    </td>
    <td class="n">
      <div>${sumText(row.cost, words, { estimate: row.estimated })}</div>
      <div class="check"><span>${mark.word}</span><span class=${mark.tone}>${icon(mark.icon, "small")}</span></div>
    </td>
  </tr>`;
}

/** `Fix`, `12 completions`. */
function rowName({ task, count }: RecentRow, locale: string | undefined): string {
  if (task !== "complete") return taskName(task);
  if (count === 1) return l10n.t("1 completion");
  return l10n.t("{count} completions", { count: new Intl.NumberFormat(locale).format(count) });
}
