import * as vscode from "vscode";
import type { SpendReport } from "../../core/complete/spend.ts";
import type { Ledger } from "../../core/ledger/ledger.ts";
import type { Clock, Log } from "../../core/ports.ts";
import type { FromCost, ToCost } from "../../protocol/protocol.ts";
import type { NoticeView } from "../../protocol/viewState.ts";
import type { Period } from "../../protocol/costState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { parseFromCost } from "../chat/messages.ts";
import { pageHtml, resourceRoots } from "../views/html.ts";
import { pricesView } from "../prices/pricesView.ts";
import type { PriceSource } from "../prices/priceSource.ts";
import type { Words } from "../words.ts";
import {
  chartStarts,
  type CostFigures,
  costViewState,
  ownFigures,
  readFigures,
  suggestionsView,
} from "./costReport.ts";

export interface CostViewDeps {
  readonly extension: vscode.Uri;
  readonly ledger: Ledger;
  readonly words: Words;
  readonly clock: Clock;
  readonly prices: PriceSource;
  readonly budgets: () => CostFigures["budgets"];
  /** Sentence shown while entries cannot be written. */
  readonly degraded: () => NoticeView;
  /** What completions came to since the window opened. */
  readonly suggestions: () => SpendReport;
  readonly onMessage: (message: Extract<FromCost, { type: "open-request" | "set-price" | "act" }>) => void;
  readonly log: Log;
}

/** A first read that takes longer than this shows this window's figures meanwhile. */
const PATIENCE_MS = 150;

/** The cost meter. Reads the ledger only while it is open. */
export class CostView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = "upshift.cost";
  readonly #store = new DisposableStore();
  readonly #deps: CostViewDeps;
  #view: vscode.WebviewView | undefined;
  #period: Period = "session";
  #description = "";
  #reading = false;
  #again = false;
  #leftOut = 0;
  #shown: Omit<CostFigures, "budgets"> | undefined;

  constructor(deps: CostViewDeps) {
    this.#deps = deps;
    this.#store.add(deps.ledger.onDidAppend(() => void this.refresh()));
    this.#store.add(deps.ledger.onDidFail(() => void this.refresh()));
    this.#store.add(deps.prices.onDidChange(() => void this.refresh()));
    this.#store.add(vscode.window.onDidChangeWindowState(({ focused }) => void (focused && this.refresh())));
  }

  get period(): Period {
    return this.#period;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [...resourceRoots(this.#deps.extension)] };
    view.webview.html = pageHtml(view.webview, this.#deps.extension, "cost");
    view.description = this.#description;
    const listeners = [
      view.webview.onDidReceiveMessage((raw: unknown) => this.#receive(raw)),
      view.onDidChangeVisibility(() => void this.refresh()),
    ];
    view.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      if (this.#view === view) this.#view = undefined;
    });
  }

  setDescription(text: string): void {
    this.#description = text;
    if (this.#view) this.#view.description = text;
  }

  /** Shows what the ledger holds by now. At most one read runs; what is asked for meanwhile follows it. */
  async refresh(): Promise<void> {
    if (!this.#view?.visible) return;
    this.#again = this.#reading;
    if (this.#reading) return;
    this.#reading = true;
    const impatient = setTimeout(() => this.#show(ownFigures(this.#deps.ledger)), PATIENCE_MS);
    try {
      const figures = await this.#figures();
      clearTimeout(impatient);
      this.#show(figures);
    } finally {
      clearTimeout(impatient);
      this.#reading = false;
    }
    if (this.#again) await this.refresh();
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** What this window knows by itself where the record cannot be read. */
  async #figures(): Promise<Omit<CostFigures, "budgets">> {
    const { ledger, clock, log } = this.#deps;
    try {
      const now = clock.now();
      const figures = await readFigures(this.#period, ledger, now);
      this.#warnOfLeftOut(await ledger.leftOut(chartStarts(now)[0] ?? now));
      return figures;
    } catch (error) {
      log.error(`The cost record could not be read: ${String(error)}`);
      return ownFigures(ledger);
    }
  }

  #warnOfLeftOut({ count, lines }: Awaited<ReturnType<Ledger["leftOut"]>>): void {
    if (count > this.#leftOut) {
      const named = lines.map(({ month, at, why }) => `${month} byte ${at} (${why})`).join(", ");
      this.#deps.log.warn(`${count} lines of the cost record are left out: ${named}`);
    }
    this.#leftOut = count;
  }

  /** Shows what was read last beside the budgets of now. */
  redraw(): void {
    if (this.#view?.visible && this.#shown) this.#show(this.#shown);
  }

  #show(read: Omit<CostFigures, "budgets">): void {
    this.#shown = read;
    const figures = { ...read, budgets: this.#deps.budgets() };
    const { ledger, words, clock, prices, degraded } = this.#deps;
    const state = costViewState(this.#period, figures, clock.now(), words);
    const suggestions = suggestionsView(this.#deps.suggestions());
    const notice = ledger.degraded ? { notice: degraded() } : {};
    this.#post({
      type: "state",
      locale: vscode.env.language,
      strings: {},
      state: {
        ...{ ...state, ...notice, prices: pricesView(prices.asOf, clock.now()) },
        ...(suggestions ? { suggestions } : {}),
      },
    });
  }

  #receive(raw: unknown): void {
    const message = parseFromCost(raw);
    if (!message) this.#deps.log.warn("The cost view sent a message that does not fit; it was dropped");
    else if (message.type === "ready") void this.refresh();
    else if (message.type === "period") {
      this.#period = message.period;
      void this.refresh();
    } else this.#deps.onMessage(message);
  }

  #post(message: ToCost): void {
    void this.#view?.webview.postMessage(message);
  }
}
