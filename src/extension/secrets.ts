import type * as vscode from "vscode";
import * as z from "zod/mini";
import { AssistError } from "../core/assist/errors.ts";
import { Emitter } from "../util/emitter.ts";

/** Where it is kept which connections have a key, by address: names only, never a key. */
export const KNOWN_KEYS = "keyedConnections";
const knownSchema = z.record(z.string(), z.string());
const storedSchema = z.object({ origin: z.string(), key: z.string() });

/**
 * API keys, one per connection, each bound to the scheme, host and port it was entered for: asked for with another
 * address it does not come out. Lives in SecretStorage, or in memory where this system has no safe place.
 */
export class Keys {
  readonly #storage: vscode.SecretStorage;
  readonly #memory: vscode.Memento;
  readonly #session = new Map<string, string>();
  readonly #changed = new Emitter<string>();

  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.SecretStorage, memory: vscode.Memento) {
    this.#storage = storage;
    this.#memory = memory;
  }

  /** The key of `connection` for exactly this address; undefined when there is none or it belongs elsewhere. */
  async get(connection: string, baseUrl: string): Promise<string | undefined> {
    const raw = this.#session.get(connection) ?? (await this.#storage.get(nameOf(connection)));
    if (raw === undefined) return undefined;
    const stored = parse(raw);
    return stored?.origin === originOf(baseUrl) ? stored.key : undefined;
  }

  /**
   * The key that a connection must have to be asked: like {@link get}, but a key that was entered here once and is gone is
   * a failure and not "none", so that no request goes out without it. Throws `key-missing`.
   */
  async need(connection: string, baseUrl: string): Promise<string | undefined> {
    const key = await this.get(connection, baseUrl);
    if (key === undefined && this.#known()[connection] === originOf(baseUrl))
      throw new AssistError("key-missing", { host: new URL(baseUrl).host });
    return key;
  }

  /** Returns false when it could only be kept for this session. */
  async set(connection: string, baseUrl: string, key: string): Promise<boolean> {
    const value = JSON.stringify({ origin: originOf(baseUrl), key });
    let safe = true;
    try {
      await this.#storage.store(nameOf(connection), value);
      this.#session.delete(connection);
    } catch {
      // No keyring on this system: the key lives as long as the window.
      this.#session.set(connection, value);
      safe = false;
    }
    await this.#remember(connection, originOf(baseUrl));
    this.#changed.fire(connection);
    return safe;
  }

  async remove(connection: string): Promise<void> {
    this.#session.delete(connection);
    await this.#storage.delete(nameOf(connection));
    await this.#remember(connection, undefined);
    this.#changed.fire(connection);
  }

  /** Every key, also those of connections that are no longer in the settings. */
  async removeAll(): Promise<void> {
    const stored = await this.#storage.keys();
    const names = stored.flatMap((name) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
    for (const name of new Set([...names, ...this.#session.keys(), ...Object.keys(this.#known())]))
      await this.remove(name);
  }

  #known(): Readonly<Record<string, string>> {
    return knownSchema.safeParse(this.#memory.get(KNOWN_KEYS)).data ?? {};
  }

  async #remember(connection: string, origin: string | undefined): Promise<void> {
    const others = Object.entries(this.#known()).filter(([name]) => name !== connection);
    await this.#memory.update(
      KNOWN_KEYS,
      Object.fromEntries(origin === undefined ? others : [...others, [connection, origin]]),
    );
  }
}

const PREFIX = "upshift.key:";

function nameOf(connection: string): string {
  return `${PREFIX}${connection}`;
}

function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}

function parse(raw: string): { origin: string; key: string } | undefined {
  try {
    return storedSchema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}
