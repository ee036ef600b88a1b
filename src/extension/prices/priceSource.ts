import type * as vscode from "vscode";
import { PRICES_AS_OF } from "../../core/models/tables/asOf.ts";
import type { ListedTariff } from "../../core/models/listed.ts";
import type { ModelInfo } from "../../core/models/model.ts";
import { priceFor, type PricePlace } from "../../core/models/priceBook.ts";
import type { Price } from "../../core/models/price.ts";
import { type ModelPrices, placeOf, resolveConnection } from "../../core/models/resolve.ts";
import type { Clock, Log, PriceEngine, Prices } from "../../core/ports.ts";
import { demoPrice } from "../../providers/demo/models.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";
import type { SettingsService } from "../settings.ts";

export interface PriceSourceDeps {
  readonly settings: Pick<SettingsService, "current">;
  readonly clock: Clock;
  readonly log: Log;
  /** What endpoints list, by address and model. */
  readonly tariff: (baseUrl: string, model: string) => ListedTariff | undefined;
  /** Loads the price list. */
  readonly load: () => Promise<PriceEngine>;
}

const SOON_MS = 3_000;

/** Kinds of price that no list can change. */
const SETTLED: ReadonlySet<Price["kind"]> = new Set(["free", "simulated", "included"]);

/**
 * What models cost in this window: the user's prices, the catalogue, and the price list, which is loaded with the first
 * request to a model that costs money, or when a price is asked for that nothing else knows.
 */
export class PriceSource implements Prices, ModelPrices, vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #deps: PriceSourceDeps;
  #engine: PriceEngine | undefined;
  #loading: Promise<void> | undefined;
  #soon: NodeJS.Timeout | undefined;

  /** Prices have become known, or other ones hold. */
  readonly onDidChange = this.#changed.event;

  constructor(deps: PriceSourceDeps) {
    this.#deps = deps;
  }

  /** Day of the newest list in use, `YYYY-MM-DD`. */
  get asOf(): string {
    const list = this.#engine?.asOf ?? "";
    return list > PRICES_AS_OF ? list : PRICES_AS_OF;
  }

  demo(model: string): Price {
    return demoPrice(model) ?? { kind: "unknown" };
  }

  of(place: PricePlace, model: string): Price {
    const price = this.#price(place, model);
    if (price.kind === "unknown") this.#loadSoon();
    return price;
  }

  ofAnswer(info: ModelInfo, served: string | undefined, at: number): Price {
    const setting = this.#deps.settings.current.connections[info.connection];
    if (!setting || SETTLED.has(info.price.kind)) return info.price;
    const place = placeOf(resolveConnection(info.connection, setting), setting);
    const price = this.#price(place, info.model, { served, at });
    return price.kind === "unknown" ? info.price : price;
  }

  async ready(info: ModelInfo): Promise<void> {
    if (!SETTLED.has(info.price.kind)) await this.#load();
  }

  /** A newer list is there. */
  use(engine: PriceEngine): void {
    this.#engine = engine;
    this.#loading = Promise.resolve();
    this.#changed.fire();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #price(
    place: PricePlace,
    asked: string,
    { served, at = this.#deps.clock.now() }: { readonly served?: string | undefined; readonly at?: number } = {},
  ): Price {
    const { settings, tariff } = this.#deps;
    const sources = { own: settings.current.prices, engine: this.#engine };
    return priceFor(place, { asked, served, at }, { ...sources, listed: (model) => tariff(place.baseUrl, model) });
  }

  /** Not at once: prices are first asked for while the window opens. */
  #loadSoon(): void {
    if (this.#loading || this.#soon) return;
    this.#soon = setTimeout(() => void this.#load(), SOON_MS);
    this.#store.add({ dispose: () => clearTimeout(this.#soon) });
  }

  /** A list that cannot be loaded is reported once; prices then come from the catalogue alone. */
  #load(): Promise<void> {
    this.#loading ??= this.#deps.load().then(
      (engine) => this.use(engine),
      (error: unknown) => this.#deps.log.error(`The price list could not be loaded: ${String(error)}`),
    );
    return this.#loading;
  }
}
