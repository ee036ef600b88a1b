import * as vscode from "vscode";
import { picoOfDollars } from "../core/ledger/budgetLimits.ts";
import { PICO_PER_DOLLAR } from "../core/models/money.ts";
import { amountText } from "../util/costText.ts";
import { decimalText, parseDecimal } from "../util/parseDecimal.ts";
import type { BudgetDesk } from "./budgets.ts";
import type { Words } from "./words.ts";

/** Raise for Today: asks how much may be spent today, twice the limit proposed; false where the user gave up. */
export async function raiseToday(desk: BudgetDesk, words: Words): Promise<boolean> {
  const { t, locale } = words;
  const { day } = desk.limits;
  const entered = await vscode.window.showInputBox({
    title: t("How much may be spent today, in US dollars?", {}),
    prompt: t("Until midnight, in every window. From tomorrow on the limit is that of the settings again.", {}),
    value: decimalText((2 * Number(day)) / PICO_PER_DOLLAR, locale),
    ignoreFocusOut: true,
    validateInput: (text) =>
      (picoIn(text) ?? 0n) > day ? undefined : t("Enter more than {limit}.", { limit: amountText(day, words) }),
  });
  const pico = entered === undefined ? undefined : picoIn(entered);
  if (pico === undefined) return false;
  await desk.raiseToday(pico);
  return true;
}

function picoIn(text: string): bigint | undefined {
  const dollars = parseDecimal(text);
  return dollars === undefined ? undefined : picoOfDollars(dollars);
}
