import * as z from "zod/mini";
import type { PriceEngine } from "../ports.ts";
import { allModels } from "./catalogue.ts";
import { PRICED_AS, VENDORS } from "./presets.ts";

/** Dollars per million tokens, per thousand calls and the like. */
const amount = z.number().check(z.gte(0), z.lte(100_000));
const steps = z.object({ base: amount, tiers: z.array(z.object({ start: z.int().check(z.gte(0)), price: amount })) });
const prices = z.record(z.string(), z.union([amount, steps]));
const time = z.string().check(z.regex(/^\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/));
const constraint = z.union([
  z.object({ start_date: z.iso.date(), type: z.optional(z.literal("start_date")) }),
  z.object({ start_time: time, end_time: time, type: z.optional(z.literal("time_of_date")) }),
]);

/** Which names a price is for. Patterns are not taken: a list from outside may not run regular expressions here. */
type Match =
  | { readonly equals: string }
  | { readonly starts_with: string }
  | { readonly ends_with: string }
  | { readonly contains: string }
  | { readonly or: readonly Match[] }
  | { readonly and: readonly Match[] };

const name = z.string().check(z.minLength(1), z.maxLength(200));
const match: z.ZodMiniType<Match> = z.lazy(() =>
  z.union([
    z.strictObject({ equals: name }),
    z.strictObject({ starts_with: name }),
    z.strictObject({ ends_with: name }),
    z.strictObject({ contains: name }),
    z.strictObject({ or: z.array(match) }),
    z.strictObject({ and: z.array(match) }),
  ]),
);

const model = z.object({
  id: name,
  match,
  prices: z.union([prices, z.array(z.object({ constraint: z.optional(constraint), prices }))]),
});

const provider = z.object({
  id: name,
  fallback_model_providers: z.optional(z.array(name)),
  models: z.array(z.unknown()),
});

export type FeedModel = z.infer<typeof model>;

/** A provider of a fetched list, with the models that could be read. */
export interface FeedProvider {
  readonly id: string;
  readonly fallback_model_providers?: readonly string[];
  readonly models: readonly FeedModel[];
}

/** At least these must be in a list that is to be believed. */
const EXPECTED = ["openai", "anthropic", "google", "openrouter"];

/** The providers of a fetched list; an entry of another shape is left out. Undefined where it is no such list. */
export function parsePriceFeed(raw: unknown): readonly FeedProvider[] | undefined {
  const list = z.safeParse(z.array(z.unknown()).check(z.maxLength(500)), raw);
  if (!list.success) return undefined;
  const providers = list.data.flatMap((item): FeedProvider[] => {
    const { data } = z.safeParse(provider, item);
    if (!data) return [];
    const models = data.models.flatMap((one) => z.safeParse(model, one).data ?? []);
    const { id, fallback_model_providers: fallback } = data;
    return [{ id, models, ...(fallback ? { fallback_model_providers: fallback } : {}) }];
  });
  const isWhole = EXPECTED.every((id) => providers.some((one) => one.id === id && one.models.length > 0));
  return isWhole ? providers : undefined;
}

/** A price that moves by more than this at once is taken for a slip. */
const MOST_MOVE = 5;
/** Of the models that both lists should know, so many may be missing from the new one. */
const MOST_MISSING = 0.2;

/** Why a fetched list may not take the place of the present one, for the log; undefined where it may. */
export function feedProblem(present: PriceEngine, fetched: PriceEngine, at: number): string | undefined {
  let known = 0;
  let missing = 0;
  for (const vendor of VENDORS) {
    for (const { id } of allModels(vendor)) {
      const question = { provider: PRICED_AS[vendor], model: id, at };
      const [old, now] = [present.find(question)?.rates, fetched.find(question)?.rates];
      if (!old) continue;
      known += 1;
      if (!now) missing += 1;
      for (const key of ["input", "output"] as const) {
        if (now && Math.max(old[key], now[key]) > MOST_MOVE * Math.min(old[key], now[key]))
          return `the price of ${id} moved more than ${MOST_MOVE} times`;
      }
    }
  }
  return missing > MOST_MISSING * known ? `${missing} of ${known} known models are missing` : undefined;
}
