import { isLoopback } from "../../util/address.ts";
import type { ConnectionSetting } from "../settings.ts";
import { findModel, priceOf } from "./catalogue.ts";
import type { ModelInfo } from "./model.ts";
import { type Preset, presetOf, PRESETS } from "./presets.ts";
import type { Price } from "./price.ts";

/** A connection with its preset's defaults filled in. */
export interface ResolvedConnection {
  readonly name: string;
  readonly preset: Preset;
  /** Without a slash at the end; "" for the in-process demo. */
  readonly baseUrl: string;
  /** What people call its host. */
  readonly shownHost: string;
}

export function resolveConnection(name: string, setting: ConnectionSetting): ResolvedConnection {
  const preset = presetOf(setting.preset);
  if (!preset) throw new Error(`Unknown preset ${setting.preset}`);
  const baseUrl = (setting.baseUrl ?? preset.baseUrl).replace(/\/+$/, "");
  const shownHost = setting.name ?? (baseUrl === "" ? "" : new URL(baseUrl).host);
  return { name, preset: spokenTo(preset, setting), baseUrl, shownHost };
}

/** An address of the user's own that says whose models stand behind it takes requests as that vendor's does. */
function spokenTo(preset: Preset, { vendor }: ConnectionSetting): Preset {
  if (preset.id !== "custom" || vendor === undefined) return preset;
  const own = PRESETS.find((known) => known.vendor === vendor);
  return own ? { ...preset, limitField: own.limitField, usageOption: own.usageOption } : preset;
}

/** Play prices of the demo's models; the only place where a simulated price comes from. */
export type DemoPrices = (model: string) => Price;

/** What is known of `model` behind a connection: the maker's list where the connection has one, else little. */
export function resolveModel(
  model: string,
  connection: ResolvedConnection,
  setting: ConnectionSetting,
  demoPrices: DemoPrices,
): ModelInfo {
  const { name, preset, baseUrl } = connection;
  const found = findModel(setting.vendor ?? preset.vendor, model);
  // Another address than the vendor's own may charge what it likes: its list price is an assumption there.
  const hit = found && { ...found, exact: found.exact && (setting.vendor !== undefined || baseUrl === preset.baseUrl) };
  const row = hit?.row;
  const price: Price = preset.demo
    ? demoPrices(model)
    : preset.local && isLoopback(baseUrl)
      ? { kind: "free" }
      : hit
        ? priceOf(hit)
        : { kind: "unknown" };
  return {
    id: `${name}/${model}`,
    connection: name,
    model,
    label: preset.demo ? "demo, no AI" : model,
    host: connection.shownHost,
    price,
    local: preset.local && baseUrl !== "" && isLoopback(baseUrl),
    demo: preset.demo,
    ...(row?.window === undefined ? {} : { contextWindow: row.window }),
    ...(row?.maxOutput === undefined ? {} : { maxOutput: row.maxOutput }),
    ...(row?.effort === undefined ? {} : { leastEffort: row.effort }),
    ...(row?.images === undefined ? {} : { images: row.images }),
    ...(row?.shutdown === undefined ? {} : { shutdownDate: row.shutdown }),
    ...(row?.replacement === undefined ? {} : { replacement: row.replacement }),
  };
}
