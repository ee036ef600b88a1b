import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { toFailure } from "../../core/assist/errors.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { formatDate } from "../../util/format.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import type { PriceList } from "./priceList.ts";
import type { PriceSource } from "./priceSource.ts";
import { isRefreshDue } from "./refreshRules.ts";

export interface PriceRefreshDeps {
  readonly settings: SettingsService;
  readonly prices: PriceSource;
  readonly list: PriceList;
  readonly clock: Clock;
  readonly log: Log;
  readonly words: Words;
  readonly report: (failure: Failure) => void;
  /** Nothing may be fetched: the folder is not trusted, or all stays on this computer. */
  readonly forbidden: () => boolean;
}

/** Long after activation, and then often enough to notice a new day. */
const FIRST_MS = 60_000;
const EVERY_MS = 3_600_000;

/** Fetches the price list: once a day where the user has switched that on, and at their word. */
export class PriceRefresh implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #deps: PriceRefreshDeps;
  readonly #stop = new AbortController();
  #triedOn = "";

  constructor(deps: PriceRefreshDeps) {
    this.#deps = deps;
    const first = setTimeout(() => void this.#daily(), FIRST_MS);
    const every = setInterval(() => void this.#daily(), EVERY_MS);
    this.#store.add({
      dispose: () => {
        clearTimeout(first);
        clearInterval(every);
        this.#stop.abort();
      },
    });
  }

  /** Refresh Prices. */
  async now(): Promise<void> {
    const { words, forbidden, report, prices } = this.#deps;
    if (forbidden()) {
      const text = words.t("No prices are fetched in local-only mode, nor in a folder that is not trusted.", {});
      await vscode.window.showInformationMessage(text);
      return;
    }
    const options = { location: vscode.ProgressLocation.Notification, title: words.t("Fetching the price list", {}) };
    const taken = await vscode.window.withProgress(options, () =>
      this.#fetch().catch((error: unknown) => toFailure(error)),
    );
    if (typeof taken === "object") report(taken);
    else
      await vscode.window.showInformationMessage(
        taken
          ? words.t("Prices are as of {date} now.", { date: formatDate(prices.asOf, words.locale) })
          : words.t("The fetched price list does not look right, so the last good one stays. The log says why.", {}),
      );
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** At most one try a day and window; a list that another window fetched is taken. */
  async #daily(): Promise<void> {
    const { settings, clock, list, log, prices, forbidden } = this.#deps;
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    const facts = { on: settings.current.refreshPrices, forbidden: forbidden(), today, triedOn: this.#triedOn };
    // The kept list is read only where all else allows.
    if (!isRefreshDue({ ...facts, keptOn: undefined })) return;
    const keptOn = await list.keptDay();
    if (keptOn === today && prices.asOf < today) prices.use(await list.load());
    if (!isRefreshDue({ ...facts, keptOn })) return;
    this.#triedOn = today;
    await this.#fetch().catch((error: unknown) => log.warn(`The price list could not be fetched: ${String(error)}`));
  }

  /** Whether a new list is in use now. Throws `AssistError`. */
  async #fetch(): Promise<boolean> {
    const { list, prices } = this.#deps;
    const { fetchPriceFeed } = await import("../../providers/priceFeed.ts");
    const raw = await fetchPriceFeed(this.#stop.signal);
    const engine = await list.accept(raw, await list.load());
    if (engine) prices.use(engine);
    return engine !== undefined;
  }
}
