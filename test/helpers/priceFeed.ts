import { findProvider } from "@pydantic/genai-prices";

const PROVIDERS = ["openai", "anthropic", "google", "mistral", "deepseek", "x-ai", "azure", "openrouter"];

/** A price list as it is published: the library's own, as JSON. */
export function publishedList(): readonly Record<string, unknown>[] {
  const providers = PROVIDERS.map((id) => findProvider({ providerId: id }));
  return JSON.parse(JSON.stringify(providers)) as Record<string, unknown>[];
}

/** The list with the prices of one model replaced. */
export function withPrices(model: string, prices: unknown): readonly Record<string, unknown>[] {
  return publishedList().map((provider) => ({
    ...provider,
    models: (provider["models"] as { id: string }[]).map((one) => (one.id === model ? { ...one, prices } : one)),
  }));
}
