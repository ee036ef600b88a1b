import type { ModelRow } from "../catalogue.ts";

/** List prices in US dollars per million tokens, read on 20 November 2026 (genai-prices 0.1.8, pi-ai 1.5.2). */
export const ANTHROPIC_MODELS: readonly ModelRow[] = [
  { id: "claude-3-haiku-20240307", input: 0.25, output: 1.25, cacheRead: 0.03, cacheWrite: 0.3, window: 200000, maxOutput: 4096, images: true },
  { id: "claude-fable-5", input: 10, output: 50, cacheRead: 1, cacheWrite: 12.5, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-fable-5-1", input: 10, output: 50, cacheRead: 0.25, cacheWrite: 12.5, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-fable-5-2", input: 8, output: 40, cacheRead: 0.2, cacheWrite: 10, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-haiku-4-5", input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, window: 200000, maxOutput: 64000, images: true },
  { id: "claude-haiku-5-5", input: 0.1, output: 0.5, cacheRead: 0.01, cacheWrite: 0.125, above: { tokens: 100000, input: 0.5, output: 2.5, cacheRead: 0.05, cacheWrite: 0.625 }, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-opus-4-5", input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, window: 200000, maxOutput: 64000, images: true },
  { id: "claude-opus-4-6", input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-opus-4-7", input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-opus-4-8", input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-opus-5", input: 5, output: 25, cacheRead: 0.5, cacheWrite: 6.25, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-opus-5-5", input: 4, output: 20, cacheRead: 0.2, cacheWrite: 5, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-sonnet-4-20250514", input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, window: 1000000, maxOutput: 64000, images: true, shutdown: "2026-06-15", replacement: "claude-sonnet-4-6" },
  { id: "claude-sonnet-4-5", input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, window: 200000, maxOutput: 64000, images: true, shutdown: "2026-11-30", replacement: "claude-sonnet-5-5" },
  { id: "claude-sonnet-4-6", input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-sonnet-5", input: 2, output: 10, cacheRead: 0.2, cacheWrite: 2.5, window: 1000000, maxOutput: 128000, images: true },
  { id: "claude-sonnet-5-5", input: 2, output: 10, cacheRead: 0.1, cacheWrite: 2.5, window: 1000000, maxOutput: 128000, images: true },
];
