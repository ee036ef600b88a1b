import type { Preset } from "../core/models/presets.ts";

/** Where requests of one connection go, and with what. */
export interface Endpoint {
  /** Name of the connection in settings. */
  readonly connection: string;
  readonly preset: Preset;
  /** With the path that `/chat/completions` is appended to; no slash at the end. */
  readonly baseUrl: string;
  /**
   * The key for exactly this address, asked for at call time; undefined when there is none. It leaves this closure only
   * into the request's header.
   */
  readonly key: () => Promise<string | undefined>;
}

/** Host as people read it: name, and the port where it is not the scheme's own. */
export function hostOf(baseUrl: string): string {
  return new URL(baseUrl).host;
}
