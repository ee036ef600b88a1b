import { setTimeout as sleepFor } from "node:timers/promises";
import type { Seat } from "../core/assist/deps.ts";
import type { ConnectionSetting } from "../core/connectionSettings.ts";
import { PRESETS } from "../core/models/presets.ts";
import { priceFor } from "../core/models/priceBook.ts";
import { type ModelPrices, resolveConnection, resolveModel } from "../core/models/resolve.ts";
import { TIERS } from "../core/models/tier.ts";
import { openConnection } from "../providers/connection.ts";
import { createDemoModel } from "../providers/demo/demoModel.ts";
import { DEMO_MODELS, demoPrice } from "../providers/demo/models.ts";

/** Something that the caller must put right; its message says what. */
export class UsageError extends Error {}

type Env = Readonly<Record<string, string | undefined>>;

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
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError("UPSHIFT_BASE_URL is not an address. Set it to one like https://host/v1.");
  }
  const preset = PRESETS.find(({ baseUrl }) => baseUrl !== "" && new URL(baseUrl).host === url.host);
  const setting: ConnectionSetting = { preset: preset?.id ?? "custom", baseUrl: address };
  const connection = resolveConnection("env", setting);
  const key = env["UPSHIFT_API_KEY"];
  const endpoint = { ...connection, connection: "env", key: () => Promise.resolve(key === "" ? undefined : key) };
  const seats = TIERS.flatMap((tier): readonly Seat[] => {
    const name = env[NAMES[tier]];
    if (!name) return [];
    const info = resolveModel(name, connection, setting, { prices: PRICES });
    return [{ tier, info, model: openConnection(endpoint).chat(info) }];
  });
  if (seats.length === 0) {
    throw new UsageError(`UPSHIFT_BASE_URL is set, but no model. Set one of ${Object.values(NAMES).join(", ")}.`);
  }
  return seats;
}

const PRICES: ModelPrices = {
  demo: (model) => demoPrice(model) ?? { kind: "unknown" },
  of: (place, model) => priceFor(place, { asked: model, at: Date.now() }, { own: {} }),
};

function demoSeats(): readonly Seat[] {
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await sleepFor(ms, undefined, { signal }).catch(() => undefined);
  };
  return DEMO_MODELS.map((info) => ({ tier: info.tier, info, model: createDemoModel(info, { sleep, paceScale: 0 }) }));
}
