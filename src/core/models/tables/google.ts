import type { ModelRow } from "../catalogue.ts";

/** List prices in US dollars per million tokens, read on 20 November 2026 (genai-prices 0.1.8, pi-ai 1.5.2). */
export const GOOGLE_MODELS: readonly ModelRow[] = [
  { id: "gemini-1.5-flash", input: 0.075, output: 0.3, cacheRead: 0.01875, window: 1000000 },
  { id: "gemini-2.0-flash", input: 0.1, output: 0.4, cacheRead: 0.025, window: 1048576, maxOutput: 8192, images: true, shutdown: "2026-06-01" },
  { id: "gemini-2.5-flash", input: 0.3, output: 2.5, cacheRead: 0.03, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-2.5-flash-lite", input: 0.1, output: 0.4, cacheRead: 0.01, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-2.5-pro", input: 1.25, output: 10, cacheRead: 0.125, above: { tokens: 200000, input: 2.5, output: 15, cacheRead: 0.25 }, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3-flash-preview", input: 0.5, output: 3, cacheRead: 0.05, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.1-flash-lite", input: 0.25, output: 1.5, cacheRead: 0.025, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.1-flash-lite-preview", input: 0.25, output: 1.5, cacheRead: 0.025, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.1-pro-preview", input: 2, output: 12, cacheRead: 0.2, above: { tokens: 200000, input: 4, output: 18, cacheRead: 0.4 }, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.5-flash", input: 1.5, output: 9, cacheRead: 0.15, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.5-flash-lite", input: 0.3, output: 2.5, cacheRead: 0.03, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.6-flash", input: 0.75, output: 3.75, cacheRead: 0.075, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.7-flash", input: 0.75, output: 3.75, cacheRead: 0.075, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-3.8-flash", input: 0.75, output: 3.75, cacheRead: 0.075, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-4-argon", input: 2, output: 10, cacheRead: 0.1, window: 1048576, maxOutput: 32768, images: true },
  { id: "gemini-flash-latest", input: 1.5, output: 9, cacheRead: 0.15, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-flash-lite-latest", input: 0.25, output: 1.5, cacheRead: 0.025, window: 1048576, maxOutput: 65536, images: true },
  { id: "gemini-pro-latest", input: 2, output: 12, cacheRead: 0.2, above: { tokens: 200000, input: 4, output: 18, cacheRead: 0.4 }, window: 1048576, maxOutput: 65536, images: true },
];
