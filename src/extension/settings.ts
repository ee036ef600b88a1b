import * as vscode from "vscode";
import {
  type BadSetting,
  type ConnectionSetting,
  parseSettings,
  userValue,
  type SettingKey,
  type Settings,
} from "../core/settings.ts";
import type { OwnPrice } from "../core/models/ownPrices.ts";
import type { Log } from "../core/ports.ts";
import { DisposableStore } from "../util/disposable.ts";
import { Emitter } from "../util/emitter.ts";

const SECTION = "upshift";

/** The checked settings as a snapshot; bad ones are reported once per content and replaced by their default. */
export class SettingsService implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<Settings>());
  readonly #log: Log;
  readonly #report: (bad: readonly BadSetting[]) => void;
  #current: Settings;
  #reported = "";

  readonly onDidChange = this.#changed.event;

  constructor(log: Log, report: (bad: readonly BadSetting[]) => void) {
    this.#log = log;
    this.#report = report;
    this.#current = this.#read();
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(SECTION)) return;
        this.#current = this.#read();
        this.#changed.fire(this.#current);
      }),
    );
  }

  get current(): Settings {
    return this.#current;
  }

  /** Writes machine settings, which is where connections and tiers live. Only after the user said so. */
  async write(values: Readonly<Partial<Record<SettingKey, unknown>>>): Promise<void> {
    const section = vscode.workspace.getConfiguration(SECTION);
    for (const [key, value] of Object.entries(values)) {
      await section.update(key, value, vscode.ConfigurationTarget.Global);
    }
  }

  /** Adds a connection to those in the user's settings; what stands there, good or bad, stays. */
  async addConnection(
    name: string,
    setting: Partial<ConnectionSetting>,
    more: Readonly<Partial<Record<SettingKey, unknown>>> = {},
  ): Promise<void> {
    const raw: unknown = vscode.workspace.getConfiguration(SECTION).inspect("models.connections")?.globalValue;
    const kept = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? raw : {};
    // As it stands in the settings, not as its preset completes it.
    const known: unknown = Object.entries(kept).find(([key]) => key === name)?.[1];
    const own = typeof known === "object" ? known : {};
    await this.write({ "models.connections": { ...kept, [name]: { ...own, ...setting } }, ...more });
  }

  /** Sets the user's price for `connection/model`; the other ones, good or bad, stay. */
  async setPrice(id: string, price: OwnPrice): Promise<void> {
    const raw: unknown = vscode.workspace.getConfiguration(SECTION).inspect("models.prices")?.globalValue;
    const kept = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? raw : {};
    await this.write({ "models.prices": { ...kept, [id]: price } });
  }

  dispose(): void {
    this.#store.dispose();
  }

  #read(): Settings {
    const section = vscode.workspace.getConfiguration(SECTION);
    const { settings, bad } = parseSettings((key) => userValue(section.inspect(key)));
    const content = JSON.stringify(bad);
    if (bad.length > 0 && content !== this.#reported) {
      for (const { setting, reason } of bad) this.#log.warn(`Setting ${setting} is not valid: ${reason}`);
      this.#report(bad);
    }
    this.#reported = content;
    return settings;
  }
}
