import * as vscode from "vscode";
import type { Ledger } from "../core/ledger/ledger.ts";
import { endsWithin } from "../core/models/lifecycle.ts";
import type { Candidate, ModelInfo } from "../core/models/model.ts";
import { formatDate } from "../util/format.ts";
import type { Words } from "./words.ts";

export interface EndingDeps {
  readonly ledger: Ledger;
  readonly seats: () => readonly Candidate[];
  readonly memory: vscode.Memento;
  readonly words: Words;
}

const DAYS = 30;
const TOLD_KEY = "endingModels";
const QUIET_KEY = "endingModelsOff";

/** Says of a model that answers that its maker shuts it down within thirty days; once per model, and never at a start. */
export function watchEndingModels({ ledger, seats, memory, words }: EndingDeps): vscode.Disposable {
  return ledger.onDidAppend(({ connection, model, at }) => {
    const info = seats().find((seat) => seat.info.connection === connection && seat.info.model === model)?.info;
    // Behind a gateway it may live on.
    if (!info || info.passesOn || !endsWithin(info, at, DAYS) || memory.get(QUIET_KEY) === true) return;
    const told = memory.get<readonly string[]>(TOLD_KEY) ?? [];
    if (told.includes(info.id)) return;
    void memory.update(TOLD_KEY, [...told, info.id]);
    void tell(info, memory, words);
  });
}

async function tell(
  { model, shutdownDate = "", replacement }: ModelInfo,
  memory: vscode.Memento,
  words: Words,
): Promise<void> {
  const { t, locale } = words;
  const facts = { model, date: formatDate(shutdownDate, locale) };
  const sentence =
    replacement === undefined
      ? t("{model} will be shut down on {date}.", facts)
      : t("{model} will be shut down on {date}. {replacement} replaces it.", { ...facts, replacement });
  const choose = t("Choose Replacement", {});
  const never = t("Don’t Show Again", {});
  const picked = await vscode.window.showWarningMessage(sentence, choose, never);
  if (picked === choose) await vscode.commands.executeCommand("upshift.chooseModels");
  else if (picked === never) await memory.update(QUIET_KEY, true);
}
