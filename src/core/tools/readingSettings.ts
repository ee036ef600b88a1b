import * as z from "zod/mini";
import { PICO_PER_DOLLAR } from "../models/money.ts";
import type { ReadingLimits } from "./reader.ts";

/** As the user writes it; what is left out has its default. */
export interface ReadingSetting {
  readonly steps?: number | undefined;
  readonly tokens?: number | undefined;
  readonly dollars?: number | undefined;
}

export const READING_DEFAULTS = { steps: 12, tokens: 100_000, dollars: 0.5 } as const;

export const READING_SCHEMA = z.object({
  steps: z.optional(z.int().check(z.gte(0), z.lte(1_000))),
  tokens: z.optional(z.int().check(z.gte(1_000), z.lte(100_000_000))),
  dollars: z.optional(z.number().check(z.gt(0), z.lte(1_000))),
});

/** How much one answer may read; no steps = it reads nothing. */
export function readingOf({ steps, tokens, dollars }: ReadingSetting): ReadingLimits {
  return {
    steps: steps ?? READING_DEFAULTS.steps,
    tokens: tokens ?? READING_DEFAULTS.tokens,
    pico: Math.round((dollars ?? READING_DEFAULTS.dollars) * PICO_PER_DOLLAR),
  };
}
