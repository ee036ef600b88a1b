import * as vscode from "vscode";
import { type Failure, toFailure } from "../../core/assist/errors.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import {
  type BilledLine,
  correctedPrice,
  reconcile,
  type ReconciledRow,
  type Reconciliation,
  type Span,
} from "../../core/ledger/reconcile.ts";
import { PICO_PER_DOLLAR } from "../../core/models/money.ts";
import type { OwnPrice } from "../../core/models/ownPrices.ts";
import { placeOf, resolveConnection } from "../../core/models/resolve.ts";
import { sumText } from "../../util/costText.ts";
import { formatMoney } from "../../util/format.ts";
import { parseDecimal } from "../../util/parseDecimal.ts";
import { reconcileText } from "../cost/reconcileText.ts";
import { describeFailure } from "../errors.ts";
import type { Models } from "../models.ts";
import type { PriceSource } from "../prices/priceSource.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";

export interface Reconciling {
  readonly settings: SettingsService;
  readonly models: Models;
  readonly ledger: Ledger;
  readonly prices: PriceSource;
  readonly words: Words;
  /** Shows a read-only text in an editor. */
  readonly open: (name: string, id: string, text: string) => Promise<void>;
}

/** Reconcile: what was booked of a connection beside what its provider says, with the price that would make them agree. */
export async function reconcileCosts(deps: Reconciling): Promise<void> {
  const connection = await pickConnection(deps);
  const span = connection === undefined ? undefined : await pickSpan(deps.words);
  if (connection === undefined || !span) return;
  const figures = await figuresOf(connection, span, deps);
  if (!figures) return;
  const entries = await deps.ledger.since(span.from);
  const result = reconcile(entries, figures.lines, { connection, span });
  const { words } = deps;
  const title = words.t("Reconcile {connection}", { connection });
  const text = reconcileText(result, { connection, span, source: figures.source }, words);
  await deps.open(title, `${span.from}-${span.until}`, text);
  await tell(result, connection, deps);
}

async function pickConnection({ settings, words }: Reconciling): Promise<string | undefined> {
  const names = Object.entries(settings.current.connections).flatMap(([name, setting]) => {
    const { preset } = resolveConnection(name, setting);
    return preset.demo || preset.local ? [] : [name];
  });
  if (names.length === 0) {
    await vscode.window.showInformationMessage(words.t("No connection is set up that charges for answers.", {}));
    return undefined;
  }
  if (names.length === 1) return names[0];
  return await vscode.window.showQuickPick(names, { title: words.t("Reconcile which connection?", {}) });
}

/** Providers count in UTC days. */
async function pickSpan({ t }: Words): Promise<Span | undefined> {
  const now = new Date();
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const days = (from: number, until: number): Span => ({
    from: Date.UTC(year, month, from),
    until: Date.UTC(year, month, until),
  });
  const items: readonly (vscode.QuickPickItem & { readonly span: Span })[] = [
    { label: t("Yesterday", {}), span: days(day - 1, day) },
    { label: t("Today", {}), description: t("some providers tell only whole days", {}), span: days(day, day + 1) },
    { label: t("This month", {}), span: days(1, day + 1) },
    { label: t("Last month", {}), span: { from: Date.UTC(year, month - 1, 1), until: Date.UTC(year, month, 1) } },
  ];
  return (await vscode.window.showQuickPick(items, { title: t("Reconcile which days (UTC)?", {}) }))?.span;
}

interface Figures {
  readonly lines: readonly BilledLine[];
  readonly source: "provider" | "typed";
}

/** The provider's own figures where the key may read them, else the one that the user types in. */
async function figuresOf(connection: string, span: Span, deps: Reconciling): Promise<Figures | undefined> {
  const endpoint = deps.models.endpoint(connection);
  let failure: Failure | undefined;
  if (endpoint?.preset.figures !== undefined) {
    const { billedFigures } = await import("../../providers/billedFigures.ts");
    const title = deps.words.t("Asking {connection} what it charged", { connection });
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const lines = await vscode.window.withProgress(options, async (_, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      return await billedFigures(endpoint, span, stop.signal).catch((error: unknown) => {
        failure = toFailure(error);
        return undefined;
      });
    });
    if (lines) return { lines, source: "provider" };
  }
  const pico = await askTotal(connection, failure, deps.words);
  return pico === undefined ? undefined : { lines: [{ pico }], source: "typed" };
}

async function askTotal(connection: string, failure: Failure | undefined, words: Words): Promise<bigint | undefined> {
  const { t } = words;
  const reason = failure && reasonOf(failure, words);
  const entered = await vscode.window.showInputBox({
    title: t("What does {connection} say it charged?", { connection }),
    prompt:
      reason === undefined
        ? t("US dollars for these days, from the provider's own page", {})
        : t("{reason} Type the figure from the provider's own page, in US dollars.", { reason }),
    ignoreFocusOut: true,
    validateInput: (text) =>
      parseDecimal(text) === undefined ? t("Write an amount such as 1.25 or 1,25.", {}) : undefined,
  });
  const dollars = entered === undefined ? undefined : parseDecimal(entered);
  return dollars === undefined ? undefined : BigInt(Math.round(dollars * PICO_PER_DOLLAR));
}

/** Providers keep these figures for keys of another kind: then nothing is wrong with the key. */
function reasonOf(failure: Failure, words: Words): string {
  if (failure.code === "auth" || failure.code === "permission")
    return words.t("This key may not read the provider's own figures.", {});
  return words.tell(describeFailure(failure, Date.now(), words.locale).sentence);
}

interface Correction {
  readonly row: ReconciledRow;
  readonly price: OwnPrice;
}

/** One sentence, and the corrected price of the model that differs most. */
async function tell(result: Reconciliation, connection: string, deps: Reconciling): Promise<void> {
  const { words, settings } = deps;
  const { t, locale } = words;
  const ours = sumText(
    { pico: result.ours, simulatedPico: 0n, priced: 1, simulated: 0, free: 0, included: 0, unknown: result.unpriced },
    words,
  );
  const figures = { ours, theirs: formatMoney(result.theirs, locale) };
  const sentence =
    result.difference === 0n
      ? t("Both say {theirs}.", figures)
      : t("Upshift says {ours}, the provider says {theirs}.", figures);
  const found = correction(result, connection, deps);
  const use = found && t("Use the Corrected Price of {model}", { model: found.row.model });
  const picked = await vscode.window.showInformationMessage(sentence, ...(use === undefined ? [] : [use]));
  if (found && picked === use)
    await settings.setPrice(`${connection}/${found.row.asked ?? found.row.model}`, found.price);
}

function correction(
  result: Reconciliation,
  connection: string,
  { settings, prices }: Reconciling,
): Correction | undefined {
  const setting = settings.current.connections[connection];
  if (!setting) return undefined;
  const place = placeOf(resolveConnection(connection, setting), setting);
  const single =
    result.rows.length === 1
      ? result.rows.map((row) => ({ ...row, theirs: row.theirs ?? result.theirs }))
      : result.rows;
  for (const row of single) {
    const price = correctedPrice(row, prices.of(place, row.model));
    if (price) return { row, price };
  }
  return undefined;
}
