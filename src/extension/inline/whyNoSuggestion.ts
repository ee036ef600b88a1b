import * as vscode from "vscode";
import { perAccepted, type SpendReport } from "../../core/complete/spend.ts";
import { QUIET, type SilentPlace } from "../../core/complete/whyNot.ts";
import { costText, sumText } from "../../util/costText.ts";
import { formatClock } from "../../util/format.ts";
import { describeFailure } from "../errors.ts";
import type { Words } from "../words.ts";
import type { Completions } from "./completions.ts";

/** The last places without a suggestion and why, newest first; what completions have cost stands above. */
export async function whyNoSuggestion({ provider, spend, words, clock }: Completions): Promise<void> {
  const { t } = words;
  const places = provider.silent.recent.map((place) => ({
    label: reasonOf(place, clock.now(), words),
    description: `${place.path}:${place.line}`,
    detail: formatClock(place.at, words.locale),
  }));
  const none = { label: t("Every place so far had a suggestion, or nothing was typed.", {}) };
  await vscode.window.showQuickPick(places.length > 0 ? places : [none], {
    title: t("Why No Suggestion?", {}),
    placeHolder: spendLine(spend.report, words),
    matchOnDescription: true,
  });
}

function reasonOf({ why }: SilentPlace, now: number, words: Words): string {
  return words.tell(why.type === "quiet" ? QUIET[why.rule] : describeFailure(why.failure, now, words.locale).sentence);
}

/** `12 of 40 shown accepted · $0.042 · $0.0035 per accepted suggestion`, since this window opened. */
export function spendLine(report: SpendReport, words: Words): string {
  const { shown, accepted, cost } = report;
  const each = perAccepted(report);
  return [
    shown === 0
      ? words.t("No suggestion was shown in this window yet", {})
      : words.t("This window: {accepted} of {shown} shown accepted", { accepted, shown }),
    ...(cost.priced + cost.unknown > 0 ? [sumText(cost, words)] : []),
    ...(each === undefined ? [] : [words.t("{amount} per accepted suggestion", { amount: costText(each, words) })]),
  ].join(" · ");
}
