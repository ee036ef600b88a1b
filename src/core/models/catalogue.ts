import type { ModelRow } from "./modelRow.ts";
import { type Vendor, VENDORS } from "./presets.ts";
import { type DollarRates, type ListedPrice, type Rates, ratesPerMillion } from "./price.ts";
import { ANTHROPIC_MODELS } from "./tables/anthropic.ts";
import { PRICES_AS_OF } from "./tables/asOf.ts";
import { DEEPSEEK_MODELS } from "./tables/deepseek.ts";
import { GOOGLE_MODELS } from "./tables/google.ts";
import { MISTRAL_MODELS } from "./tables/mistral.ts";
import { OPENAI_MODELS } from "./tables/openai.ts";
import { XAI_MODELS } from "./tables/xai.ts";

const TABLES: Readonly<Record<Vendor, readonly ModelRow[]>> = {
  openai: OPENAI_MODELS,
  anthropic: ANTHROPIC_MODELS,
  google: GOOGLE_MODELS,
  mistral: MISTRAL_MODELS,
  deepseek: DEEPSEEK_MODELS,
  xai: XAI_MODELS,
};

export function allModels(vendor: Vendor): readonly ModelRow[] {
  return TABLES[vendor];
}

export interface CatalogueHit {
  readonly row: ModelRow;
  /** False where the row is of a model that the name is taken to equal: a dated copy, or what a fine-tune was made of. */
  readonly exact: boolean;
}

/**
 * The vendor's row for a model name. A dated copy (`…-2025-04-14`, `…-20250414`, `…@20250414`) falls back to its base
 * name, a fine-tune (`ft:base:organisation:…`) to its base, a gateway's way of serving it (`…:nitro`) to the model.
 */
export function findModel(vendor: Vendor | undefined, model: string): CatalogueHit | undefined {
  const rows = vendor ? TABLES[vendor] : [];
  const [name, ...bases] = namesOf(model);
  const row = rows.find(({ id }) => id === name);
  if (row) return { row, exact: true };
  for (const base of bases) {
    const found = rows.find(({ id }) => id === base);
    if (found) return { row: found, exact: false };
  }
  return undefined;
}

/** The name itself, then the names whose model it may be a copy of, nearest first. */
export function namesOf(model: string): readonly string[] {
  const name = model.replace(/^models\//, "");
  const tuned = /^ft:([^:]+)/.exec(name)?.[1];
  const base = tuned ?? name.replace(/:(?!free$)[a-z-]+$/, "");
  const undated = base.replace(/(?:-\d{4}-\d{2}-\d{2}|[-@]20\d{6})$/, "");
  return [...new Set([name, base, undated])];
}

/** How gateways write the makers before the slash. */
const MAKERS: Readonly<Record<string, Vendor>> = {
  openai: "openai",
  anthropic: "anthropic",
  google: "google",
  gemini: "google",
  mistralai: "mistral",
  mistral: "mistral",
  deepseek: "deepseek",
  "x-ai": "xai",
  xai: "xai",
};

/** Clouds and tools before a name say nothing of its maker: LiteLLM's routes, Gemini's folder. */
const ROUTES = /^(?:(?:azure|bedrock|vertex_ai|openrouter|github|models)\/)+/;
/** `us.anthropic.claude-sonnet-4-5-20250929-v1`, as Bedrock names models, to `anthropic/claude-…`. */
const BEDROCK = /^(?:[a-z]{2,6}\.)?(anthropic|mistral|deepseek|openai)\.(.+?)(?:-v\d+)?$/;

/**
 * What the makers say of a model that a gateway offers (`openai/gpt-4o`, `anthropic/claude-sonnet-4.5:thinking`, or the
 * bare name). Windows and dates hold behind any address; prices do not.
 */
export function findBehindGateway(model: string): ModelRow | undefined {
  const name = model
    .replace(/:[\w-]+$/, "")
    .replace(ROUTES, "")
    .replace(BEDROCK, "$1/$2");
  const slash = name.lastIndexOf("/");
  const maker = slash < 0 ? undefined : name.slice(0, slash);
  const known = maker === undefined ? undefined : ownValue(MAKERS, maker);
  if (maker !== undefined && !known) return undefined;
  const bare = name.slice(slash + 1);
  for (const vendor of known ? [known] : VENDORS) {
    const hit = findModel(vendor, bare) ?? findModel(vendor, bare.replaceAll(".", "-"));
    if (hit) return hit.row;
  }
  return undefined;
}

function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** List price of a row, with its provenance; undefined where the row has none. */
export function priceOf({ row, exact }: CatalogueHit): ListedPrice | undefined {
  const rates = ratesOf(row);
  if (!rates) return undefined;
  const above = row.above && ratesOf(row.above);
  return {
    kind: "listed",
    rates,
    provenance: exact ? "computed" : "assumed",
    asOf: PRICES_AS_OF,
    ...(row.above && above ? { steps: [{ promptTokens: row.above.tokens, rates: above }] } : {}),
  };
}

function ratesOf({ input, output, ...cache }: Partial<DollarRates>): Rates | undefined {
  return input === undefined || output === undefined ? undefined : ratesPerMillion({ input, output, ...cache });
}
