import type { ModelRow } from "../modelRow.ts";

/** US dollars per million tokens. Written by `npm run catalog`; facts and rulings: `test/workbench/catalog`. */
export const DEEPSEEK_MODELS: readonly ModelRow[] = [
  { id: "deepseek-chat", window: 1000000, maxOutput: 8192, reads: [], shutdown: "2026-07-24", replacement: "deepseek-v4-flash" },
  { id: "deepseek-coder", input: 0.14, output: 0.28, window: 128000, maxOutput: 4096 },
  { id: "deepseek-flash", input: 0.3, output: 1.2, cacheRead: 0.006, window: 1000000, maxOutput: 384000, reads: ["image"] },
  { id: "deepseek-r1", window: 128000, maxOutput: 8192 },
  { id: "deepseek-reasoner", window: 1000000, maxOutput: 65536, reads: [], shutdown: "2026-07-24", replacement: "deepseek-v4-flash" },
  { id: "deepseek-v3", input: 0.27, output: 1.1, cacheRead: 0.07, window: 65536, maxOutput: 8192 },
  { id: "deepseek-v3.2", input: 0.2288, output: 0.3432, window: 163840, maxOutput: 163840 },
  { id: "deepseek-v4-flash", window: 1000000, maxOutput: 8192, reads: [] },
  { id: "deepseek-v4-pro", window: 1048600, maxOutput: 384000, reads: [] },
];
