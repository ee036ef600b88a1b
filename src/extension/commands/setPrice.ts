import * as vscode from "vscode";
import { LEAST_DOLLARS, MOST_DOLLARS, type OwnPrice } from "../../core/models/ownPrices.ts";
import { decimalText, parseDecimal } from "../../util/parseDecimal.ts";
import type { PriceRefresh } from "../prices/priceRefresh.ts";
import type { Words } from "../words.ts";
import { tariffText } from "./proposeTiers.ts";
import type { Reconciling } from "./reconcile.ts";

export interface Pricing extends Reconciling {
  readonly refresh: PriceRefresh;
}

/** Set Price: what a model costs, in the user's own words; goes before every list. `args` may name `connection/model`. */
export async function setPrice(deps: Pricing, [given]: readonly unknown[]): Promise<void> {
  const id = typeof given === "string" && given.includes("/") ? given : await pickModel(deps);
  const price = id === undefined ? undefined : await askPrice(id, deps.words);
  if (id === undefined || !price) return;
  await deps.settings.setPrice(id, price);
  const { t } = deps.words;
  await vscode.window.showInformationMessage(
    "free" in price
      ? t("{model} counts as free from now on. What is booked already stays as it is.", { model: id })
      : t("{model} has your price from now on. What is booked already stays as it is.", { model: id }),
  );
}

interface Row extends vscode.QuickPickItem {
  readonly id: string;
}

/** Models without a price first, then those of the tiers. */
async function pickModel({ models, ledger, words }: Pricing): Promise<string | undefined> {
  const { t } = words;
  const seats = models.seats().filter(({ info }) => !info.demo);
  const unpriced = ledger.session.flatMap(({ connection, model, cost }) =>
    cost.kind === "unknown" ? [`${connection}/${model}`] : [],
  );
  const known = new Map(seats.map(({ info }) => [info.id, tariffText(info.price, words)]));
  const ids = [...new Set([...unpriced, ...known.keys()])];
  const first = (id: string): number => Number(!unpriced.includes(id));
  const rows = ids
    .toSorted((a, b) => first(a) - first(b))
    .map((id): Row => ({ id, label: id, description: known.get(id) ?? t("Price unknown", {}) }));
  if (rows.length === 0) {
    await vscode.window.showInformationMessage(t("No model is connected that a price could be set for.", {}));
    return undefined;
  }
  const title = t("Set the price of which model?", {});
  return (await vscode.window.showQuickPick(rows, { title, ignoreFocusOut: true }))?.id;
}

const FREE = "0";

async function askPrice(id: string, words: Words): Promise<OwnPrice | undefined> {
  const { t } = words;
  const input = await askDollars(t("Price of input for {model}", { model: id }), words);
  if (input === undefined) return undefined;
  if (input === 0) return { free: true };
  const output = await askDollars(t("Price of output for {model}", { model: id }), words);
  if (output === undefined || output === 0) return undefined;
  const cached = await askDollars(t("Price of cached input for {model}", { model: id }), words, input);
  if (cached === undefined) return undefined;
  return { input, output, ...(cached === input ? {} : { cacheRead: cached }) };
}

/** US dollars per million tokens; 0 for free, where no `fallback` is proposed. Undefined when the user gave up. */
async function askDollars(title: string, words: Words, fallback?: number): Promise<number | undefined> {
  const { t } = words;
  const isOptional = fallback !== undefined;
  const prompt = isOptional
    ? t("US dollars per million tokens. Leave it as it is where cached input costs the same.", {})
    : t("US dollars per million tokens, for example 0.15. Enter 0 for a model that costs nothing.", {});
  const entered = await vscode.window.showInputBox({
    title,
    prompt,
    ...(isOptional ? { value: decimalText(fallback, words.locale) } : {}),
    ignoreFocusOut: true,
    validateInput: (text) => problemOf(text, words),
  });
  if (entered === undefined) return undefined;
  return entered.trim() === FREE ? 0 : parseDecimal(entered);
}

/** What is wrong with a typed price, as a sentence; undefined where nothing is. */
export function problemOf(text: string, { t }: Pick<Words, "t">): string | undefined {
  if (text.trim() === FREE) return undefined;
  const value = parseDecimal(text);
  if (value === undefined) return t("Write a number such as 0.15 or 0,15.", {});
  if (value < LEAST_DOLLARS) return t("That is very little. The price is per million tokens, not per token.", {});
  if (value > MOST_DOLLARS) return t("That is very much. The price is per million tokens.", {});
  return undefined;
}
