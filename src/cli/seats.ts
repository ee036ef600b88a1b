import { setTimeout as sleepFor } from "node:timers/promises";
import type { Seat } from "../core/assist/deps.ts";
import type { ConnectionSetting } from "../core/connectionSettings.ts";
import { PRESETS } from "../core/models/presets.ts";
import { priceFor, type PriceSources } from "../core/models/priceBook.ts";
import { type ModelPrices, placeOf, resolveConnection, resolveModel } from "../core/models/resolve.ts";
import { type Tier, TIERS } from "../core/models/tier.ts";
import type { Prices } from "../core/ports.ts";
import { openConnection } from "../providers/connection.ts";
import { createDemoModel } from "../providers/demo/demoModel.ts";
import { DEMO_MODELS, demoPrice } from "../providers/demo/models.ts";

/** Something that the caller must put right; its message says what. */
export class UsageError extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

/** What the endpoint of a run is called in ids and in the ledger. */
export const CONNECTION = "env";

/** The variable that names a tier's model. */
const NAMES = { mini: "UPSHIFT_MINI", full: "UPSHIFT_FULL", deep: "UPSHIFT_DEEP", local: "UPSHIFT_LOCAL" } as const;

/**
 * The models of one run: those at `UPSHIFT_BASE_URL` with the key of `UPSHIFT_API_KEY`, or the scripted demo when no
 * address is set. Nothing else is read: no settings, no files, no other variable.
 */
export function seatsFrom(env: Env): readonly Seat[] {
  const address = env["UPSHIFT_BASE_URL"];
  return address ? remoteSeats(address, env) : demoSeats();
}

function remoteSeats(address: string, env: Env): readonly Seat[] {
  const models = Object.fromEntries(TIERS.map((tier) => [tier, env[NAMES[tier]]]));
  const { seats } = connectSeats({ address, key: env["UPSHIFT_API_KEY"], models, prices: { own: {} } });
  if (seats.length === 0) {
    throw new UsageError(`UPSHIFT_BASE_URL is set, but no model. Set one of ${Object.values(NAMES).join(", ")}.`);
  }
  return seats;
}

/** An endpoint and the models that it is asked for. */
export interface Endpoint {
  readonly address: string;
  /** Goes into the client's closure and nowhere else; undefined or "" = none. */
  readonly key: string | undefined;
  /** Tiers without a name have no seat. */
  readonly models: Readonly<Partial<Record<Tier, string | undefined>>>;
  /** The user's own are by `env/model`. */
  readonly prices: Pick<PriceSources, "own" | "engine">;
}

/** The models at an endpoint, each in the role that it was given. Throws {@link UsageError} for what is no address. */
export function connectSeats({ address, key, models, prices }: Endpoint): {
  readonly seats: readonly Seat[];
  readonly prices: Prices;
} {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError("The address of the endpoint is none. Give one like https://host/v1.");
  }
  const preset = PRESETS.find(({ baseUrl }) => baseUrl !== "" && new URL(baseUrl).host === url.host);
  const setting: ConnectionSetting = { preset: preset?.id ?? "custom", baseUrl: address };
  const connection = resolveConnection(CONNECTION, setting);
  const endpoint = { ...connection, connection: CONNECTION, key: () => Promise.resolve(key === "" ? undefined : key) };
  const known: ModelPrices = {
    demo: (model) => demoPrice(model) ?? { kind: "unknown" },
    of: (place, model) => priceFor(place, { asked: model, at: Date.now() }, prices),
  };
  const place = placeOf(connection, setting);
  const seats = TIERS.flatMap((tier): readonly Seat[] => {
    const name = models[tier];
    if (!name) return [];
    const info = resolveModel(name, connection, setting, { prices: known });
    return [{ tier, info, model: openConnection(endpoint).chat(info) }];
  });
  return {
    seats,
    prices: {
      ready: () => Promise.resolve(),
      ofAnswer: (info, served, at) => priceFor(place, { asked: info.model, served, at }, prices),
    },
  };
}

function demoSeats(): readonly Seat[] {
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await sleepFor(ms, undefined, { signal }).catch(() => undefined);
  };
  return DEMO_MODELS.map((info) => ({ tier: info.tier, info, model: createDemoModel(info, { sleep, paceScale: 0 }) }));
}
