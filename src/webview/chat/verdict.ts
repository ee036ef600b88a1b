import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { AnswerView, AttemptView } from "../../protocol/viewState.ts";
import { icon } from "../shared/icons.ts";
import { checkName } from "../shared/names.ts";

export interface VerdictText {
  readonly icon: string;
  readonly tone: "good" | "bad" | "muted";
  readonly text: string;
}

/** The footer's word: only checks that ran and prove something count as success. Undefined while the answer runs. */
export function verdictOf(answer: AnswerView): VerdictText | undefined {
  const attempt = answer.attempts.at(-1);
  if (answer.state === "working" || attempt === undefined) return undefined;
  if (answer.state === "stopped") return muted("stop-circle", l10n.t("Stopped"));
  if (attempt.state === "rejected") return { icon: "error", tone: "bad", text: attempt.note || l10n.t("Check failed") };
  if (answer.state === "failed") return muted("debug-disconnect", l10n.t("Incomplete"));
  if (attempt.state === "cancelled") return muted("stop-circle", l10n.t("Stopped"));
  return attempt.state === "accepted" ? checked(attempt) : muted("circle-large-outline", l10n.t("Unverified"));
}

/** True where something ran that proves the answer right; only that earns the icon of success. */
export function isProof({ state, checked: ran }: AttemptView): boolean {
  return state === "accepted" && ran.includes("tests");
}

function checked(attempt: AttemptView): VerdictText {
  const ran = new Set(attempt.checked);
  if (isProof(attempt)) {
    const names = attempt.checked
      .filter((check) => check !== "shape" && check !== "edit")
      .toReversed()
      .map(checkName);
    return { icon: "pass", tone: "good", text: l10n.t("Checked: {checks}", { checks: names.join(", ") }) };
  }
  if (ran.has("types")) return muted("circle-large-outline", l10n.t("Types checked"));
  if (ran.has("diagnostics")) return muted("circle-large-outline", l10n.t("No new problems"));
  return muted("circle-large-outline", l10n.t("Unverified"));
}

function muted(name: string, text: string): VerdictText {
  return { icon: name, tone: "muted", text };
}

export function renderVerdict(verdict: VerdictText): TemplateResult {
  return html`<span class="verdict"
    ><span class=${verdict.tone}>${icon(verdict.icon, "small")}</span>${verdict.text}</span
  >`;
}
