import { isLoopback } from "../../util/address.ts";
import { type ConnectionSetting, withFlags } from "../connectionSettings.ts";
import { findBehindGateway, findModel } from "./catalogue.ts";
import type { ListedModel } from "./listed.ts";
import type { ModelInfo } from "./model.ts";
import type { ModelRow } from "./modelRow.ts";
import { familyByName } from "./parameterFamily.ts";
import { type Preset, presetOf, PRESETS } from "./presets.ts";
import type { Price } from "./price.ts";
import type { PricePlace } from "./priceBook.ts";

/** A connection with its preset's defaults filled in. */
export interface ResolvedConnection {
  readonly name: string;
  readonly preset: Preset;
  /** Without a slash at the end; "" for the in-process demo. */
  readonly baseUrl: string;
  /** What people call its host. */
  readonly shownHost: string;
  /** Headers of the user's own. */
  readonly headers: Readonly<Record<string, string>>;
}

export function resolveConnection(name: string, setting: ConnectionSetting): ResolvedConnection {
  const preset = presetOf(setting.preset);
  if (!preset) throw new Error(`Unknown preset ${setting.preset}`);
  const baseUrl = (setting.baseUrl ?? preset.baseUrl).replace(/\/+$/, "");
  const shownHost = setting.name ?? (baseUrl === "" ? "" : new URL(baseUrl).host);
  const { headers = {} } = setting;
  return { name, preset: withFlags(spokenTo(preset, setting), setting), baseUrl, shownHost, headers };
}

/** An address of the user's own that says whose models stand behind it takes requests as that vendor's does. */
function spokenTo(preset: Preset, { vendor }: ConnectionSetting): Preset {
  if (preset.id !== "custom" || vendor === undefined) return preset;
  const own = PRESETS.find((known) => known.vendor === vendor);
  return own ? { ...preset, limitField: own.limitField, usageOption: own.usageOption } : preset;
}

/** Where prices come from. */
export interface ModelPrices {
  /** Play prices of the demo's models; the only place where a simulated price comes from. */
  demo(model: string): Price;
  of(place: PricePlace, model: string): Price;
}

/** What else is known of models. */
export interface Knowledge {
  readonly prices: ModelPrices;
  /** What the endpoint itself says of the model. */
  readonly listed?: ListedModel | undefined;
}

/**
 * What is known of `model` behind a connection. Of windows and what it reads the endpoint knows best: it may offer less
 * than the maker; of what it says nothing, the maker's list counts.
 */
export function resolveModel(
  model: string,
  connection: ResolvedConnection,
  setting: ConnectionSetting,
  { prices, listed }: Knowledge,
): ModelInfo {
  const { name, preset, baseUrl } = connection;
  const row = findModel(setting.vendor ?? preset.vendor, model)?.row;
  const known = row ?? (preset.demo ? undefined : findBehindGateway(model));
  return {
    id: `${name}/${model}`,
    connection: name,
    model,
    label: preset.demo ? "demo, no AI" : model,
    host: connection.shownHost,
    price: preset.demo ? prices.demo(model) : prices.of(placeOf(connection, setting), model),
    local: preset.local && baseUrl !== "" && isLoopback(baseUrl),
    demo: preset.demo,
    // How a request must be made is the endpoint's matter; what the model is, its maker's.
    ...(row?.efforts === undefined ? {} : { efforts: row.efforts }),
    ...(row?.efforts?.[0] === undefined ? {} : { leastEffort: row.efforts[0] }),
    ...defined("parameters", parametersOf(model, preset, known)),
    ...defined("contextWindow", listed?.contextWindow ?? known?.window),
    ...defined("maxOutput", listed?.maxOutput ?? known?.maxOutput),
    ...defined("images", listed?.images ?? known?.reads?.includes("image")),
    ...defined("tools", listed?.tools),
    ...defined("shutdownDate", listed?.shutdownDate ?? known?.shutdown),
    ...defined("replacement", listed?.replacement ?? known?.replacement),
    ...termsOf(connection),
  };
}

/** Of a model that is in no table its name is all that there is to go by. */
function parametersOf(model: string, { demo, editor }: Preset, known: ModelRow | undefined): ModelInfo["parameters"] {
  if (demo || editor) return undefined;
  return known ? known.parameters : familyByName(model);
}

/** Terms are the endpoint's: at an address of the user's own nobody knows them. */
function termsOf({ preset, baseUrl }: ResolvedConnection): Pick<ModelInfo, "keepsDays" | "passesOn"> {
  const isOwn = preset.baseUrl !== "" && baseUrl !== preset.baseUrl;
  return {
    ...(isOwn ? {} : defined("keepsDays", preset.keepsDays)),
    ...(preset.passesOn ? { passesOn: true } : {}),
  };
}

function defined<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in K]?: V });
}

export function placeOf({ name, preset, baseUrl }: ResolvedConnection, { vendor }: ConnectionSetting): PricePlace {
  return { connection: name, preset, baseUrl, vendor };
}
