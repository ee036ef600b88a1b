import { setTimeout as sleepFor } from "node:timers/promises";
import type * as vscode from "vscode";
import { AssistError } from "../core/assist/errors.ts";
import type { Seat } from "../core/assist/deps.ts";
import type { ListedModel } from "../core/models/listed.ts";
import type { ModelInfo } from "../core/models/model.ts";
import { type ResolvedConnection, resolveConnection, resolveModel } from "../core/models/resolve.ts";
import { TIERS } from "../core/models/tier.ts";
import type { ChatModel, Log } from "../core/ports.ts";
import type { ConnectionSetting } from "../core/settings.ts";
import { DEMO_MODELS } from "../providers/demo/models.ts";
import type { Health } from "../core/router/health.ts";
import type { Connector } from "../providers/connection.ts";
import type { Endpoint } from "../providers/endpoint.ts";
import type { LearntStore } from "../providers/learnt.ts";
import type { Room } from "../providers/waits.ts";
import { isKeptLocal } from "../util/address.ts";
import { localOnlyEverywhere } from "./context/gates.ts";
import { DisposableStore } from "../util/disposable.ts";
import { Emitter } from "../util/emitter.ts";
import type { PriceSource } from "./prices/priceSource.ts";
import { createLearntMemory } from "./learntMemory.ts";
import type { Listings } from "./listings.ts";
import type { Keys } from "./secrets.ts";
import type { SettingsService } from "./settings.ts";

/** Where it is kept that the demo runs. */
export const DEMO_KEY = "demoStarted";
const DEMO_CONNECTION: ConnectionSetting = { preset: "demo" };

export interface ModelsDeps {
  readonly settings: SettingsService;
  readonly keys: Keys;
  readonly memory: vscode.Memento;
  readonly prices: PriceSource;
  readonly health: Health;
  readonly listings: Listings;
  readonly log: Log;
}

/** Which tiers have a model, from settings; or the in-process demo while it is on, which then answers alone. */
export class Models implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #seatsChanged = this.#store.add(new Emitter<void>());
  readonly #settings: SettingsService;
  readonly #keys: Keys;
  readonly #memory: vscode.Memento;
  readonly #prices: PriceSource;
  readonly #health: Health;
  readonly #listings: Listings;
  readonly #learnt: LearntStore;
  #connector: Promise<Connector> | undefined;

  /** Models, or what is known of their prices. */
  readonly onDidChange = this.#changed.event;
  /** Other models may answer now, or other settings hold; not when only prices have become known. */
  readonly onDidChangeSeats = this.#seatsChanged.event;

  constructor({ settings, keys, memory, prices, health, listings, log }: ModelsDeps) {
    this.#listings = listings;
    this.#settings = settings;
    this.#health = health;
    this.#learnt = createLearntMemory(memory, log);
    this.#prices = prices;
    this.#keys = keys;
    this.#memory = memory;
    this.#store.add(settings.onDidChange(() => this.#changeSeats()));
    this.#store.add(prices.onDidChange(() => this.#changed.fire()));
  }

  /** `none` = nothing is connected; `demo` = the script answers, in this process or behind an address. */
  get setup(): "none" | "demo" | "ready" {
    const seats = this.seats();
    if (seats.length === 0) return "none";
    return seats.every(({ info }) => info.demo) ? "demo" : "ready";
  }

  /** The demo runs in this process because the user started it. */
  get demoStarted(): boolean {
    return this.#memory.get(DEMO_KEY) === true;
  }

  async setDemo(on: boolean): Promise<void> {
    await this.#memory.update(DEMO_KEY, on ? true : undefined);
    this.#changeSeats();
  }

  seats(): readonly Seat[] {
    if (this.demoStarted) return this.#demoSeats();
    const { tiers, connections } = this.#settings.current;
    return TIERS.flatMap((tier) => {
      const reference = tiers[tier];
      const slash = reference?.indexOf("/") ?? -1;
      const setting = reference === undefined ? undefined : connections[reference.slice(0, slash)];
      if (reference === undefined || !setting) return [];
      const model = this.#model(
        reference.slice(slash + 1),
        resolveConnection(reference.slice(0, slash), setting),
        setting,
      );
      return [{ tier, info: model.info, model }];
    });
  }

  /** What is needed to speak to a connection; undefined for an unknown name or the in-process demo. */
  endpoint(name: string): Endpoint | undefined {
    const setting = this.#settings.current.connections[name];
    const connection = setting && resolveConnection(name, setting);
    return connection && connection.baseUrl !== "" ? this.#endpointOf(connection) : undefined;
  }

  dispose(): void {
    this.#store.dispose();
  }

  #changeSeats(): void {
    this.#seatsChanged.fire();
    this.#changed.fire();
  }

  #demoSeats(): readonly Seat[] {
    const connection = resolveConnection("demo", DEMO_CONNECTION);
    return DEMO_MODELS.map(({ tier, model: name }) => {
      const model = this.#model(name, connection, DEMO_CONNECTION);
      return { tier, info: model.info, model };
    });
  }

  #model(name: string, connection: ResolvedConnection, setting: ConnectionSetting): ChatModel {
    const listed = this.#listings.of(connection.baseUrl, name);
    const resolved = resolveModel(name, connection, setting, { prices: this.#prices, listed });
    const isNamed = connection.baseUrl !== "" && isKeptLocal(connection.baseUrl, this.#settings.current.localHosts);
    const takesNone = this.#learnt.get(connection.baseUrl, name).noTools === true;
    const known = takesNone ? { ...resolved, tools: false } : resolved;
    const info = { ...known, local: resolved.local || (connection.preset.local && isNamed) };
    if (connection.preset.editor) return editorModel(info);
    if (connection.baseUrl === "") return demoModel(info);
    const onRoom = ({ share, resetMs }: Room): void =>
      this.#health.noteRoom(info.id, { share, ...(resetMs === undefined ? {} : { resetMs }) }, Date.now());
    const onTold = (told: ListedModel): void => this.#listings.note(connection.baseUrl, told);
    return remoteModel(info, { ...this.#endpointOf(connection), onRoom, onTold }, () => this.#load());
  }

  /** The SDK loads with the first request, not with the window. */
  #load(): Promise<Connector> {
    this.#connector ??= import("../providers/connection.ts").then(({ createConnector }) =>
      createConnector({
        opened: (model, until) => this.#health.noteOpen(model, until),
        closed: (model) => this.#health.noteClosed(model),
      }),
    );
    return this.#connector;
  }

  /** In local-only mode of the whole window nothing is opened but to this computer, whoever asks. */
  #assertMayConnect(url: URL): void {
    const { localHosts } = this.#settings.current;
    const rule = localOnlyEverywhere(this.#settings);
    if (rule && !isKeptLocal(url, localHosts)) throw new AssistError("private-only", { reason: rule.rule });
  }

  #endpointOf({ name, preset, baseUrl, shownHost, headers }: ResolvedConnection): Endpoint {
    const key = (): Promise<string | undefined> => this.#keys.need(name, baseUrl);
    const { localHosts } = this.#settings.current;
    const mayConnect = (url: URL): void => this.#assertMayConnect(url);
    return { connection: name, preset, baseUrl, shownHost, headers, key, learnt: this.#learnt, localHosts, mayConnect };
  }
}

/** The key is read once, when the request begins. */
function remoteModel(info: ModelInfo, endpoint: Endpoint, load: () => Promise<Connector>): ChatModel {
  let key: Promise<string | undefined> | undefined;
  const early: Endpoint = { ...endpoint, key: () => (key ??= endpoint.key()) };
  return {
    info,
    warmUp() {
      // `stream` meets the same failure and reports it; a model that is not asked needs nothing.
      void Promise.all([load(), early.key()]).catch(() => undefined);
    },
    connect() {
      void load()
        .then((connect) => connect(early).warm(info))
        .catch(() => undefined);
    },
    async bodyOf(request) {
      const connect = await load();
      return connect(early).chat(info).bodyOf?.(request);
    },
    async *stream(request, signal) {
      const connect = await load();
      yield* connect(early).chat(info).stream(request, signal);
    },
  };
}

function editorModel(info: ModelInfo): ChatModel {
  return {
    info,
    async *stream(request, signal) {
      const { createEditorModel } = await import("./lm/editorModel.ts");
      yield* createEditorModel(info).stream(request, signal);
    },
  };
}

function demoModel(info: ModelInfo): ChatModel {
  return {
    info,
    async *stream(request, signal) {
      const { createDemoModel } = await import("../providers/demo/demoModel.ts");
      yield* createDemoModel(info, { sleep }).stream(request, signal);
    },
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return sleepFor(ms, undefined, { signal });
}
