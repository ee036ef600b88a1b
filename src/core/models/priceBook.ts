import { isLoopback } from "../../util/address.ts";
import type { PriceEngine } from "../ports.ts";
import { findModel, namesOf, priceOf } from "./catalogue.ts";
import type { ListedTariff } from "./listed.ts";
import { findOwnPrice, type OwnPrices } from "./ownPrices.ts";
import { PRICED_AS, type Preset, type Vendor } from "./presets.ts";
import { type ListedPrice, type Price, ratesPerMillion } from "./price.ts";

/** Where a model is asked, as far as its price goes. */
export interface PricePlace {
  readonly connection: string;
  readonly preset: Preset;
  readonly baseUrl: string;
  /** Whose prices hold there, as the user says. */
  readonly vendor?: Vendor | undefined;
}

export interface PriceSources {
  readonly own: OwnPrices;
  /** Absent until it is loaded; the catalogue's own prices then stand in. */
  readonly engine?: PriceEngine | undefined;
  /** What the endpoint itself lists. */
  readonly listed?: ((model: string) => ListedTariff | undefined) | undefined;
}

export interface PriceQuestion {
  readonly asked: string;
  /** The model that answered, where the server named one. */
  readonly served?: string | undefined;
  /** ms since the epoch: history and hours of the day count. */
  readonly at: number;
}

const UNKNOWN: Price = { kind: "unknown" };

/**
 * What tokens cost: the user's price → free on this machine → our patch → the price list of the resolved provider → the
 * catalogue → what the endpoint lists → the model that a dated copy or fine-tune was made of, assumed → unknown. The model that answered counts;
 * where nothing is known of it, the one asked for is assumed. A model's name alone never decides who charges for it.
 */
export function priceFor(place: PricePlace, question: PriceQuestion, sources: PriceSources): Price {
  const { asked, served = asked, at } = question;
  for (const model of [served, asked]) {
    const own = findOwnPrice(sources.own, place.connection, model);
    if (own) return own;
  }
  const { preset, baseUrl } = place;
  if (preset.editor) return { kind: "included" };
  if (preset.local && isLoopback(baseUrl)) return { kind: "free" };
  const provider = providerOf(place, sources.engine);
  if (!provider) return listedAt(served, sources) ?? UNKNOWN;
  if (provider.id === "openrouter" && served.endsWith(":free")) return { kind: "free" };
  const price = listPrice(provider, served, at, sources);
  const fallback = price || served === asked ? undefined : listPrice(provider, asked, at, sources);
  if (price) return provider.exact ? price : assumed(price);
  return fallback ? assumed(fallback) : UNKNOWN;
}

interface Provider {
  /** As the price engine calls it. */
  readonly id: string;
  readonly vendor?: Vendor;
  /** False behind an address that may charge something else. */
  readonly exact: boolean;
}

function providerOf({ preset, baseUrl, vendor }: PricePlace, engine: PriceEngine | undefined): Provider | undefined {
  if (vendor) return { id: PRICED_AS[vendor], vendor, exact: true };
  const isOwnAddress = baseUrl === preset.baseUrl;
  if (preset.vendor) return { id: PRICED_AS[preset.vendor], vendor: preset.vendor, exact: isOwnAddress };
  if (preset.pricedAs !== undefined && isOwnAddress) return { id: preset.pricedAs, exact: true };
  if (baseUrl === "" || namesRegion(baseUrl)) return undefined;
  const id = engine?.providerAt(baseUrl);
  return id === undefined ? undefined : { id, exact: true };
}

/** Clouds charge by region; no list here tells those prices apart. */
function namesRegion(url: string): boolean {
  return /(?:^|[.-])(?:us|eu|europe|asia|ap|ca|sa|me|africa|australia|northamerica|southamerica)-(?:[a-z]+-?\d|gov)/.test(
    new URL(url).host,
  );
}

function listPrice(
  { id: provider, vendor }: Provider,
  model: string,
  at: number,
  sources: PriceSources,
): ListedPrice | undefined {
  const { engine } = sources;
  const hit = findModel(vendor, model);
  const row = hit && priceOf(hit);
  if (row && hit.exact && hit.row.patched) return row;
  const listed = engine?.find({ provider, model, at });
  if (listed) return listed;
  if (row && hit.exact) return row;
  const told = listedAt(model, sources);
  if (told) return told;
  for (const name of namesOf(model).slice(1)) {
    const base = engine?.find({ provider, model: name, at });
    if (base) return assumed(base);
  }
  return row && assumed(row);
}

/** The endpoint's own word, from its listing. */
function listedAt(model: string, { listed }: PriceSources): ListedPrice | undefined {
  const tariff = listed?.(model);
  if (!tariff) return undefined;
  return { kind: "listed", rates: ratesPerMillion(tariff), provenance: "computed", asOf: tariff.day ?? "" };
}

function assumed(price: ListedPrice): ListedPrice {
  return { ...price, provenance: "assumed" };
}
