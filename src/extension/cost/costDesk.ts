import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { newestFirst, requestsOf } from "../../core/ledger/request.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { FromCost } from "../../protocol/protocol.ts";
import type { NoticeView } from "../../protocol/viewState.ts";
import { sumText } from "../../util/costText.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { LedgerWatch } from "../ledgerWatch.ts";
import type { PriceSource } from "../prices/priceSource.ts";
import type { Words } from "../words.ts";
import { CostDocuments } from "./costDocuments.ts";
import { CostView, type CostViewDeps } from "./costView.ts";
import { explainRequest } from "./explainRequest.ts";
import { periodName, readPeriod } from "./periods.ts";
import { requestTable } from "./requestText.ts";
import { Spending } from "./spending.ts";

export interface CostDeskDeps {
  readonly extension: vscode.Uri;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly words: Words;
  readonly log: Log;
  /** Where the ledger's files lie; other windows write there too. */
  readonly folder: string;
  readonly prices: PriceSource;
  readonly budgets: CostViewDeps["budgets"];
  readonly suggestions: CostViewDeps["suggestions"];
  /** Sentence shown while entries cannot be written. */
  readonly degraded: () => NoticeView;
  /** Shows the answer of a request with its decision open; false where this window has no such answer. */
  readonly showAnswer: (request: string) => boolean;
  /** A next step that is not the cost view's own. */
  readonly act: (action: string) => Promise<void>;
}

export interface CostDesk extends vscode.Disposable {
  readonly view: CostView;
  readonly spending: Spending;
  readonly documents: CostDocuments;
  /** Why This Model, of a request or a comment of ours, else of one that the user picks. */
  readonly explain: (named: unknown) => Promise<void>;
}

/** Long after activation: nobody waits for the sums of earlier windows. */
const FIRST_READ_MS = 5_000;

/** The cost view with what belongs to it: sums for other places, and what its buttons open. */
export function createCostDesk(deps: CostDeskDeps): CostDesk {
  const { extension, ledger, clock, words, log, prices, degraded, folder, budgets, suggestions } = deps;
  const store = new DisposableStore();
  const documents = store.add(new CostDocuments(words));
  const spending = store.add(new Spending(ledger, clock, log));
  const onMessage = (message: Intent): void =>
    void receive(message, { ...deps, documents, view }).catch((error: unknown) => log.error(String(error)));
  const view = store.add(
    new CostView({ budgets, suggestions, extension, ledger, words, clock, prices, degraded, onMessage, log }),
  );
  store.add(spending.onDidChange(() => view.setDescription(todayLine(spending, words))));
  store.add(vscode.window.onDidChangeWindowState(({ focused }) => void (focused && spending.read())));
  const watch = store.add(new LedgerWatch({ folder, clock, log, isWatched: () => vscode.window.state.focused }));
  store.add(watch.onDidChange(() => void spending.read()));
  store.add(watch.onDidChange(() => void view.refresh()));
  const first = setTimeout(() => void spending.read(), FIRST_READ_MS);
  store.add({ dispose: () => clearTimeout(first) });
  const explain = (named: unknown): Promise<void> => explainRequest(named, { ...deps, documents });
  return { view, spending, documents, explain, dispose: () => store.dispose() };
}

/** `today ≥ $1.24`: what stands beside the name of the cost view. */
function todayLine({ sums }: Spending, words: Words): string {
  if (!sums) return "";
  const { t } = words;
  const { today } = sums;
  const count = today.priced + today.simulated + today.free + today.included + today.unknown;
  return count === 0 ? t("no requests today", {}) : t("today {cost}", { cost: sumText(today, words, { room: true }) });
}

type Intent = Extract<FromCost, { type: "open-request" | "set-price" | "act" }>;

interface Desk extends CostDeskDeps {
  readonly documents: CostDocuments;
  readonly view: CostView;
}

async function receive(message: Intent, desk: Desk): Promise<void> {
  if (message.type === "open-request") await explainRequest(message.request, desk);
  else if (message.type === "set-price") await vscode.commands.executeCommand("upshift.setPrice", message.model);
  else if (message.action === "ask") await vscode.commands.executeCommand("upshift.ask");
  else if (message.action === "show-all") await showAll(desk);
  else await desk.act(message.action);
}

async function showAll({ ledger, clock, words, documents, view }: Desk): Promise<void> {
  const records = newestFirst(requestsOf(await readPeriod(view.period, ledger, clock.now())));
  const title = words.t("Upshift requests, {period}", { period: periodName(view.period, words).toLowerCase() });
  await documents.open(title, view.period, requestTable(title, records, words));
}
