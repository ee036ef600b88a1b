import type * as vscode from "vscode";
import * as z from "zod/mini";
import { Emitter } from "../util/emitter.ts";

const storedSchema = z.object({ origin: z.string(), key: z.string() });

/**
 * API keys, one per connection, each bound to the scheme, host and port it was entered for: asked for with another
 * address it does not come out. Lives in SecretStorage, or in memory where this system has no safe place.
 */
export class Keys {
  readonly #storage: vscode.SecretStorage;
  readonly #session = new Map<string, string>();
  readonly #changed = new Emitter<string>();

  readonly onDidChange = this.#changed.event;

  constructor(storage: vscode.SecretStorage) {
    this.#storage = storage;
  }

  /** The key of `connection` for exactly this address; undefined when there is none or it belongs elsewhere. */
  async get(connection: string, baseUrl: string): Promise<string | undefined> {
    const raw = this.#session.get(connection) ?? (await this.#storage.get(nameOf(connection)));
    if (raw === undefined) return undefined;
    const stored = parse(raw);
    return stored?.origin === originOf(baseUrl) ? stored.key : undefined;
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
    this.#changed.fire(connection);
    return safe;
  }

  async remove(connection: string): Promise<void> {
    this.#session.delete(connection);
    await this.#storage.delete(nameOf(connection));
    this.#changed.fire(connection);
  }
}

function nameOf(connection: string): string {
  return `upshift.key:${connection}`;
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
