import type { ListedModel } from "../core/models/listed.ts";
import type { Preset } from "../core/models/presets.ts";
import type { LearntStore } from "./learnt.ts";
import type { Room } from "./waits.ts";

/** Where requests of one connection go, and with what. */
export interface Endpoint {
  /** Name of the connection in settings. */
  readonly connection: string;
  readonly preset: Preset;
  /** With the path that `/chat/completions` is appended to; no slash at the end. */
  readonly baseUrl: string;
  /** What people call the host, where the address is not what they know it by. */
  readonly shownHost?: string;
  /**
   * The key for exactly this address, asked for at call time; undefined when there is none. It leaves this closure only
   * into the request's header.
   */
  readonly key: () => Promise<string | undefined>;
  /** Headers of the user's own, none of which carries the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Remembers what the endpoint does not take; without it that is found out anew with every request. */
  readonly learnt?: LearntStore;
  /** Throws `private-only` where no connection to this address may be opened now; asked before every one. */
  readonly mayConnect?: (url: URL) => void;
  /** Addresses that count as this computer for what may not leave it, beside loopback. */
  readonly localHosts?: readonly string[];
  /** Answers instead of the network, for a rehearsal. */
  readonly fetch?: typeof globalThis.fetch;
  /** Hears what is left of the endpoint's limits, where it says so. */
  readonly onRoom?: (room: Room) => void;
  /** Hears what a server on this computer tells of a model before it is asked, where it says so. */
  readonly onTold?: (told: ListedModel) => void;
}

/** Host as people read it: the name that the user gave the connection, else that of the address, with its port. */
export function hostOf({ shownHost, baseUrl }: Pick<Endpoint, "shownHost" | "baseUrl">): string {
  return shownHost ?? new URL(baseUrl).host;
}
