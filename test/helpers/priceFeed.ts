import { findProvider } from "@pydantic/genai-prices";

const PROVIDERS = ["openai", "anthropic", "google", "mistral", "deepseek", "x-ai", "azure", "openrouter"];

let published: string | undefined;

/** A price list as it is published: the library's own, as JSON; each caller gets one of its own. */
export function publishedList(): readonly Record<string, unknown>[] {
  published ??= JSON.stringify(PROVIDERS.map((id) => findProvider({ providerId: id })));
  return JSON.parse(published) as Record<string, unknown>[];
}

/** The list with the prices of one model replaced. */
export function withPrices(model: string, prices: unknown): readonly Record<string, unknown>[] {
  return publishedList().map((provider) => ({
    ...provider,
    models: (provider["models"] as { id: string }[]).map((one) => (one.id === model ? { ...one, prices } : one)),
  }));
}
