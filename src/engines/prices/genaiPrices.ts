import {
  calcPrice,
  findProvider,
  type ModelInfo,
  type ModelPrice,
  type PriceCalculation,
  type Provider,
  type TieredPrices,
} from "@pydantic/genai-prices";
import { type ListedPrice, perMillion, type Rates } from "../../core/models/price.ts";
import type { FeedModel, FeedProvider } from "../../core/models/priceFeed.ts";
import type { PriceEngine, PriceQuery } from "../../core/ports.ts";
import type { UsagePart } from "../../core/models/usage.ts";

/** Release day of @pydantic/genai-prices 0.1.8. */
export const LIST_DAY = "2026-09-23";

/** A price that has hours holds at least this long: they begin and end at whole minutes. */
const SLOT_MS = 60_000;
const MOST_KEPT = 2_000;

interface Found {
  readonly price: ListedPrice | undefined;
  /** The minute that the price was looked up for; absent where it holds at any time. */
  readonly slot?: number;
}

/** A list that was fetched after the one that comes with the library. */
export interface NewerList {
  readonly providers: readonly FeedProvider[];
  /** `YYYY-MM-DD` */
  readonly asOf: string;
}

/**
 * The prices that come with @pydantic/genai-prices, or those of a newer list in its format, as rates; the sums are made
 * in `core/models/price`. Whose an address is, only the library says.
 */
export function createPriceEngine(newer?: NewerList): PriceEngine {
  const asOf = newer?.asOf ?? LIST_DAY;
  const providers = new Map(
    newer?.providers.map((provider) => [provider.id, withFallbacks(provider, newer.providers)]),
  );
  const known = new Map<string, Found>();
  return {
    asOf,
    find(query) {
      const slot = Math.floor(query.at / SLOT_MS);
      const key = `${query.provider}\n${query.model}`;
      const kept = known.get(key);
      if (kept && (kept.slot === undefined || kept.slot === slot)) return kept.price;
      if (known.size >= MOST_KEPT) known.clear();
      const found = lookUp(query, newer ? providers.get(query.provider) : findProvider({ providerId: query.provider }));
      const price = found && listedPrice(found.model_price, asOf);
      known.set(key, found && Array.isArray(found.model.prices) ? { price, slot } : { price });
      return price;
    },
    providerAt: (url) => findProvider({ providerApiUrl: url })?.id,
  };
}

/** Longer names are no model's. */
const LONGEST_NAME = 200;

function lookUp({ model, at }: PriceQuery, provider: Provider | undefined): PriceCalculation | undefined {
  if (!provider || model === "" || model.length > LONGEST_NAME) return undefined;
  try {
    return calcPrice({}, model, { provider, timestamp: new Date(at) }) ?? undefined;
  } catch {
    // An entry whose keys do not fit together has no price; the library says so by throwing.
    return undefined;
  }
}

/** The library looks fallbacks up in its own list; here they are the new list's. */
function withFallbacks(
  { id, models, fallback_model_providers: others = [] }: FeedProvider,
  all: readonly FeedProvider[],
): Provider {
  const behind = others.flatMap((other) => all.find((one) => one.id === other)?.models ?? []);
  return { id, name: id, api_pattern: "", models: [...models, ...behind].map(asLibraryModel) };
}

function asLibraryModel({ id, match, prices }: FeedModel): ModelInfo {
  return { id, match, prices } as ModelInfo;
}

/** The library's keys for what is priced by token, by ours. */
const PARTS: Readonly<Record<UsagePart, string>> = {
  inputAudio: "input_audio_mtok",
  inputImage: "input_image_mtok",
  inputVideo: "input_video_mtok",
  cacheReadAudio: "cache_audio_read_mtok",
  cacheReadImage: "cache_image_read_mtok",
  cacheReadVideo: "cache_video_read_mtok",
  cacheWriteHour: "cache_write_1h_mtok",
  outputAudio: "output_audio_mtok",
  outputImage: "output_image_mtok",
  outputVideo: "output_video_mtok",
};

/** Undefined for an entry without prices for text, and for one of zeros: neither says that the model is free. */
export function listedPrice(prices: ModelPrice, asOf: string): ListedPrice | undefined {
  const base = ratesAt(prices, 0);
  if (!base || base.input === 0 || base.output === 0) return undefined;
  const starts = new Set(Object.values(prices).flatMap((price) => stepsOf(price).map(({ start }) => start)));
  const steps = [...starts]
    .toSorted((a, b) => a - b)
    .flatMap((start) => {
      const rates = ratesAt(prices, start + 1);
      return rates ? [{ promptTokens: start, rates }] : [];
    });
  return { kind: "listed", rates: base, provenance: "computed", asOf, ...(steps.length > 0 ? { steps } : {}) };
}

function ratesAt(prices: ModelPrice, promptTokens: number): Rates | undefined {
  const rate = (key: string): number | undefined => {
    const dollars = dollarsAt(prices[key], promptTokens);
    return dollars === undefined ? undefined : perMillion(dollars);
  };
  const [input, output] = [rate("input_mtok"), rate("output_mtok")];
  if (input === undefined || output === undefined) return undefined;
  const [webSearch, request] = [rate("web_searches_kcount"), rate("requests_kcount")];
  const parts = Object.entries(PARTS).flatMap(([part, key]) => {
    const value = rate(key);
    return value === undefined ? [] : [[part, value] as const];
  });
  return {
    input,
    output,
    ...given("cacheRead", rate("cache_read_mtok")),
    ...given("cacheWrite", rate("cache_write_mtok")),
    ...given("reasoning", rate("output_reasoning_mtok")),
    ...(parts.length > 0 ? { parts: Object.fromEntries(parts) } : {}),
    // The list states calls by the thousand.
    ...given("webSearch", webSearch === undefined ? undefined : webSearch * 1_000),
    ...given("request", request === undefined ? undefined : request * 1_000),
  };
}

function given(key: keyof Rates, value: number | undefined): Partial<Rates> {
  return value === undefined ? {} : { [key]: value };
}

function stepsOf(price: number | TieredPrices | undefined): TieredPrices["tiers"] {
  return typeof price === "object" ? price.tiers : [];
}

function dollarsAt(price: number | TieredPrices | undefined, promptTokens: number): number | undefined {
  if (typeof price !== "object") return price;
  const step = price.tiers.toSorted((a, b) => a.start - b.start).findLast(({ start }) => promptTokens > start);
  return step?.price ?? price.base;
}
