import type { Vendor } from "../../../src/core/models/presets.ts";
import type { Ruling } from "./merge.ts";

const OPENAI_EDGE: Ruling = {
  side: "engine",
  why: 'OpenAI lists its standard rates for prompts "<272K", so 272,000 tokens already cost the higher ones',
};
const XAI_EDGE: Ruling = { side: "engine", why: "xAI bills prompts at or above 200K tokens at the higher rates" };
const MISTRAL_CACHE: Ruling = {
  side: "pi-ai",
  why: "read seven weeks later; Mistral bills cached input at a tenth of the input price",
};
const MISTRAL_ALIAS: Ruling = { side: "pi-ai", why: "the alias has moved to a newer model since the engine's list" };
const LONG_BETA: Ruling = {
  side: "engine",
  why: "prompts above 200K tokens exist in the one-million beta only, at the premium that Anthropic lists for it",
};

/** Models whose sources differ, with the side taken. `npm run catalog` refuses a difference that is not here. */
export const RULINGS: Readonly<Partial<Record<Vendor, Readonly<Record<string, Ruling>>>>> = {
  openai: {
    "gpt-5.4": OPENAI_EDGE,
    "gpt-5.4-pro": OPENAI_EDGE,
    "gpt-5.5": OPENAI_EDGE,
    "gpt-5.5-pro": OPENAI_EDGE,
    "gpt-5.6-luna": OPENAI_EDGE,
    "gpt-5.6-sol": OPENAI_EDGE,
    "gpt-5.6-terra": OPENAI_EDGE,
    "gpt-6-astra": OPENAI_EDGE,
  },
  anthropic: {
    "claude-sonnet-4-5": LONG_BETA,
    "claude-sonnet-4-5-20250929": LONG_BETA,
    "claude-sonnet-5-5": { side: "pi-ai", why: "read seven weeks later, and the same at OpenRouter" },
  },
  mistral: {
    "codestral-latest": MISTRAL_CACHE,
    "magistral-medium-latest": MISTRAL_CACHE,
    "mistral-large-latest": MISTRAL_ALIAS,
    "mistral-medium-3.5": { side: "engine", why: "pi-ai leaves out the cache price that it gives the model's alias" },
    "mistral-small-latest": MISTRAL_ALIAS,
    "open-mistral-nemo": MISTRAL_CACHE,
    "pixtral-12b": MISTRAL_CACHE,
  },
  deepseek: {
    "deepseek-v4-pro": { side: "engine", why: "pi-ai states the peak price; the engine goes by the hour" },
  },
  xai: { "grok-4.3": XAI_EDGE, "grok-4.5": XAI_EDGE, "grok-4.6": XAI_EDGE },
};

/** Models that may cost nothing at their maker. */
export const FREE: Readonly<Partial<Record<Vendor, readonly string[]>>> = {};

/** Models of which pi-ai writes zero because no price is known or only a free trial is offered. */
export const UNPRICED: Readonly<Partial<Record<Vendor, readonly string[]>>> = {
  google: ["gemma-4-26b-a4b-it", "gemma-4-31b-it"],
  mistral: ["labs-devstral-small-2512", "labs-leanstral-1-5-1"],
};

/** Models whose price may move by more than five times in the next run; empty again after it. */
export const MOVED: Readonly<Partial<Record<Vendor, readonly string[]>>> = {};
