import * as vscode from "vscode";
import type { Feedback } from "../../core/router/feedback.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { type PilotRow, pilotOf } from "../../core/ledger/pilot.ts";
import { pilotCsv } from "../../core/ledger/pilotCsv.ts";
import { TIER_NAMES } from "../../core/models/tier.ts";
import type { Clock } from "../../core/ports.ts";
import { TASK_NAMES } from "../../core/router/explain.ts";
import { sumText } from "../../util/costText.ts";
import { formatMoney } from "../../util/format.ts";
import type { Words } from "../words.ts";

export interface PilotDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly words: Words;
  readonly book: { entries(): Promise<readonly Feedback[]> };
}

const DAY_MS = 86_400_000;
const PERIODS = [7, 30, 90] as const;

/** Pilot Report: figures per model and task over a period, as Markdown to read or CSV to count with. */
export async function pilotReport({ ledger, clock, words, book }: PilotDeps): Promise<void> {
  const { t } = words;
  const title = t("Pilot report: period", {});
  const periods = PERIODS.map((days) => ({ label: t("Last {days} days", { days }), days }));
  const period = await vscode.window.showQuickPick(periods, { title });
  if (!period) return;
  const formats = [{ label: "Markdown" }, { label: "CSV" }] as const;
  const format = await vscode.window.showQuickPick(formats, { title: t("Pilot report: format", {}) });
  if (!format) return;
  const entries = await ledger.since(clock.now() - period.days * DAY_MS);
  const rows = pilotOf(entries, await book.entries());
  const isText = format.label === "Markdown";
  const content = isText ? pilotMarkdown(rows, period.label, words) : pilotCsv(rows);
  const language = isText ? "markdown" : "plaintext";
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

export function pilotMarkdown(rows: readonly PilotRow[], period: string, words: Words): string {
  const { t, tell } = words;
  const head = [
    ...[t("Task", {}), t("Model", {}), t("Tier", {}), t("Attempts", {}), t("Accepted", {}), t("Shifted up", {})],
    ...[t("First token", {}), t("Total", {}), t("Tokens/s", {}), t("Cost", {}), t("Cost per accepted answer", {})],
  ];
  const lines = rows.map((row) =>
    [
      tell(TASK_NAMES[row.task]),
      row.model,
      TIER_NAMES[row.tier],
      String(row.attempts),
      percent(row.acceptance),
      percent(row.shiftUpRate),
      seconds(row.speed.firstToken?.median),
      seconds(row.speed.total?.median),
      row.speed.tokensPerSecond === undefined ? "—" : String(Math.round(row.speed.tokensPerSecond)),
      sumText(row.cost, words),
      row.picoPerAccepted === undefined ? "—" : formatMoney(row.picoPerAccepted, words.locale),
    ].join(" | "),
  );
  return [
    `# ${t("Pilot report, {period}", { period })}`,
    "",
    t(
      "Accepted: the answer stood, and nobody rejected, undid or voted it down. Times are medians, from five answers on.",
      {},
    ),
    "",
    `| ${head.join(" | ")} |`,
    `| ${head.map(() => "---").join(" | ")} |`,
    ...lines.map((line) => `| ${line} |`),
    "",
  ].join("\n");
}

function percent(share: number | undefined): string {
  return share === undefined ? "—" : `${Math.round(share * 100)}%`;
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? "—" : `${(ms / 1_000).toFixed(1)} s`;
}
