import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import type { ListedTariff } from "../../core/models/listed.ts";
import type { Clock, Log } from "../../core/ports.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { localOnlyRule } from "../context/gates.ts";
import type { Listings } from "../listings.ts";
import type { SettingsService } from "../settings.ts";
import type { Words } from "../words.ts";
import { PriceList } from "./priceList.ts";
import { PriceRefresh } from "./priceRefresh.ts";
import { PriceSource } from "./priceSource.ts";

export interface PricesDeps {
  readonly context: vscode.ExtensionContext;
  readonly settings: SettingsService;
  readonly listings: Listings;
  readonly clock: Clock;
  readonly log: Log;
  readonly words: Words;
  readonly report: (failure: Failure) => void;
}

export interface PriceDesk extends vscode.Disposable {
  readonly prices: PriceSource;
  readonly refresh: PriceRefresh;
}

/** What models cost in this window, and what keeps it up to date. */
export function createPrices({ context, settings, listings, clock, log, words, report }: PricesDeps): PriceDesk {
  const store = new DisposableStore();
  const list = new PriceList({ folder: context.globalStorageUri.fsPath, clock, log });
  const tariff = (baseUrl: string, model: string): ListedTariff | undefined => listings.of(baseUrl, model)?.tariff;
  const prices = store.add(new PriceSource({ settings, clock, log, tariff, load: () => list.load() }));
  const forbidden = (): boolean => !vscode.workspace.isTrusted || localOnlyRule([], settings) !== undefined;
  const refresh = store.add(new PriceRefresh({ settings, prices, list, clock, log, words, report, forbidden }));
  return { prices, refresh, dispose: () => store.dispose() };
}
