import { perMillion, type Price, type Rates } from "./price.ts";
import type { Effort } from "./model.ts";
import type { Vendor } from "./presets.ts";
import { ANTHROPIC_MODELS } from "./tables/anthropic.ts";
import { GOOGLE_MODELS } from "./tables/google.ts";
import { MISTRAL_MODELS } from "./tables/mistral.ts";
import { OPENAI_MODELS } from "./tables/openai.ts";

/** Dollars per million tokens. */
interface RateRow {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

/** A model as its maker lists it. Absent fields are not known. */
export interface ModelRow extends RateRow {
  readonly id: string;
  /** Above this many prompt tokens the whole request moves to these rates. */
  readonly above?: RateRow & { readonly tokens: number };
  /** Prompt and answer together, in tokens. */
  readonly window?: number;
  readonly maxOutput?: number;
  readonly images?: boolean;
  /** It reasons before it answers, and this is the least it can be told to. */
  readonly effort?: Effort;
  /** `YYYY-MM-DD` */
  readonly shutdown?: string;
  readonly replacement?: string;
}

/** Day the tables were read, `YYYY-MM-DD`. */
export const PRICES_AS_OF = "2026-11-20";

const TABLES: Readonly<Record<Vendor, readonly ModelRow[]>> = {
  openai: OPENAI_MODELS,
  anthropic: ANTHROPIC_MODELS,
  google: GOOGLE_MODELS,
  mistral: MISTRAL_MODELS,
};

export interface CatalogueHit {
  readonly row: ModelRow;
  /** False when it is assumed: the name carries a date that the list lacks, or the address is not the vendor's. */
  readonly exact: boolean;
}

/** The vendor's row for a model name; a dated copy (`…-2025-04-14`, `…-20250414`) falls back to its base name. */
export function findModel(vendor: Vendor | undefined, model: string): CatalogueHit | undefined {
  const rows = vendor ? TABLES[vendor] : [];
  const name = model.replace(/^models\//, "");
  const exact = rows.find(({ id }) => id === name);
  if (exact) return { row: exact, exact: true };
  const undated = name.replace(/-(?:\d{4}-\d{2}-\d{2}|20\d{6})$/, "");
  const base = undated === name ? undefined : rows.find(({ id }) => id === undated);
  return base ? { row: base, exact: false } : undefined;
}

/** List price of a row, with its provenance. */
export function priceOf({ row, exact }: CatalogueHit): Price {
  return {
    kind: "listed",
    rates: ratesOf(row),
    provenance: exact ? "computed" : "assumed",
    asOf: PRICES_AS_OF,
    ...(row.above ? { steps: [{ promptTokens: row.above.tokens, rates: ratesOf(row.above) }] } : {}),
  };
}

function ratesOf({ input, output, cacheRead, cacheWrite }: RateRow): Rates {
  return {
    input: perMillion(input),
    output: perMillion(output),
    ...(cacheRead === undefined ? {} : { cacheRead: perMillion(cacheRead) }),
    ...(cacheWrite === undefined ? {} : { cacheWrite: perMillion(cacheWrite) }),
  };
}
