import os from "node:os";
import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { toCsv, toJson } from "../../core/ledger/export.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { sumCosts } from "../../core/models/money.ts";
import type { Clock } from "../../core/ports.ts";
import { type Period, PERIODS } from "../../protocol/costState.ts";
import { sumText } from "../../util/costText.ts";
import type { Words } from "../words.ts";
import { writeFault } from "../writeFault.ts";
import { periodName, readPeriod } from "./periods.ts";

export interface ExportDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly words: Words;
  readonly report: (failure: Failure) => void;
}

type Format = "csv" | "json";

const FORMAT_NAMES: Readonly<Record<Format, string>> = { csv: "CSV", json: "JSON" };

/** Asks for format, period and file, and writes one row per attempt; the amounts add up to the shown total. */
export async function exportCosts(deps: ExportDeps): Promise<void> {
  const { t } = deps.words;
  const format = await choose<Format>(
    (["csv", "json"] as const).map((value) => ({ label: FORMAT_NAMES[value], value })),
    t("Export costs: format", {}),
  );
  if (!format) return;
  const period = await choose(await periodItems(deps), t("Export costs: period", {}));
  if (!period) return;
  const target = await vscode.window.showSaveDialog({
    defaultUri: proposedFile(period, format, deps.clock.now()),
    filters: { [FORMAT_NAMES[format]]: [format] },
    saveLabel: t("Export", {}),
  });
  if (target) await write(target, period, format, deps);
}

interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

async function choose<Value>(items: readonly Choice<Value>[], title: string): Promise<Value | undefined> {
  return (await vscode.window.showQuickPick(items, { title }))?.value;
}

async function periodItems({ ledger, clock, words }: ExportDeps): Promise<readonly Choice<Period>[]> {
  const now = clock.now();
  const items = PERIODS.map(async (value) => {
    const description = summary(await readPeriod(value, ledger, now), words);
    return { label: periodName(value, words), description, value };
  });
  return Promise.all(items);
}

function summary(entries: readonly LedgerEntry[], words: Words): string {
  const cost = sumText(sumCosts(entries.map((entry) => entry.cost)), words, { room: true });
  const facts = { count: entries.length, cost };
  return entries.length === 1 ? words.t("1 attempt, {cost}", facts) : words.t("{count} attempts, {cost}", facts);
}

/** `upshift-costs-month-2026-11-21.csv` in the workspace, else in the user's home folder. */
function proposedFile(period: Period, format: Format, now: number): vscode.Uri {
  const date = new Date(now);
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  const name = `upshift-costs-${period}-${day}.${format}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  return vscode.Uri.joinPath(folder, name);
}

async function write(target: vscode.Uri, period: Period, format: Format, deps: ExportDeps): Promise<void> {
  const { ledger, clock, words, report } = deps;
  const now = clock.now();
  const entries = await readPeriod(period, ledger, now);
  const text = format === "csv" ? toCsv(entries) : toJson(entries, { name: period, until: now });
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    const { reason, detail } = writeFault(error);
    const file = target.path.split("/").at(-1) ?? "";
    report({ code: "file-write", facts: { file, reason: words.tell(reason) }, detail });
    return;
  }
  const open = words.t("Open File", {});
  const said = words.t("Exported {what}.", { what: summary(entries, words) });
  if ((await vscode.window.showInformationMessage(said, open)) === open) await vscode.window.showTextDocument(target);
}
