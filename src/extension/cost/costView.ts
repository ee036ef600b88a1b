import * as vscode from "vscode";
import type { Ledger } from "../../core/ledger/ledger.ts";
import { reportOf } from "../../core/ledger/report.ts";
import type { LedgerEntry } from "../../core/ledger/entry.ts";
import type { Log } from "../../core/ports.ts";
import type { FromCost, ToCost } from "../../protocol/protocol.ts";
import type { NoticeView, Period } from "../../protocol/viewState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { parseFromCost } from "../chat/messages.ts";
import { pageHtml, resourceRoots } from "../views/html.ts";
import type { Words } from "../words.ts";
import { periodView } from "./costReport.ts";

export interface CostViewDeps {
  readonly extension: vscode.Uri;
  readonly ledger: Ledger;
  readonly words: Words;
  /** Sentence shown while entries cannot be written. */
  readonly degraded: () => NoticeView;
  readonly onMessage: (message: Extract<FromCost, { type: "open-request" | "act" }>) => void;
  readonly log: Log;
}

/** The cost meter. Reads the ledger only while it is open. */
export class CostView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = "upshift.cost";
  readonly #store = new DisposableStore();
  readonly #deps: CostViewDeps;
  #view: vscode.WebviewView | undefined;
  #period: Period = "session";
  #description = "";
  #run = 0;

  constructor(deps: CostViewDeps) {
    this.#deps = deps;
    this.#store.add(deps.ledger.onDidAppend(() => void this.refresh()));
    this.#store.add(deps.ledger.onDidFail(() => void this.refresh()));
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

  async refresh(): Promise<void> {
    if (!this.#view?.visible) return;
    const run = ++this.#run;
    const { ledger, words, degraded, log } = this.#deps;
    const entries = await this.#entries().catch((error: unknown) => {
      log.error(`The cost record could not be read: ${String(error)}`);
      return ledger.session;
    });
    if (run !== this.#run) return;
    const view = periodView(reportOf(entries), words);
    const notice = ledger.degraded ? { notice: degraded() } : {};
    this.#post({
      type: "state",
      locale: vscode.env.language,
      strings: {},
      state: { period: this.#period, view, ...notice },
    });
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #entries(): Promise<readonly LedgerEntry[]> {
    const { ledger } = this.#deps;
    if (this.#period === "session") return ledger.session;
    return (this.#period === "today" ? await ledger.today() : await ledger.month()).entries;
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
