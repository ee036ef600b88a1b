import type { Usage } from "../../src/core/models/usage.ts";

/*
 * A second calculator, written from what the vendors' price pages say in words and sharing nothing with the product: its
 * own sheet, amounts as decimal text, sums as bigint. Amounts are US dollars per million tokens.
 */

interface Sheet {
  readonly input: string;
  readonly output: string;
  readonly cached?: string;
  readonly stored?: string;
  /** Storing for an hour. */
  readonly storedLong?: string;
  /** From this many prompt tokens on, everything costs these instead. */
  readonly long?: { readonly from: number } & Omit<Sheet, "long" | "peak">;
  /** Hours of the day (UTC, from inclusive, to exclusive) at which everything costs double. */
  readonly peak?: readonly (readonly [from: number, to: number])[];
}

/** OpenAI: storing costs 1.25 times input since GPT-5.6; from 272K tokens on input counts double, output half as much again. */
const OPENAI: Readonly<Record<string, Sheet>> = {
  "gpt-3.5-turbo": { input: "0.50", output: "1.50" },
  "gpt-4-turbo": { input: "10", output: "30" },
  "gpt-4o": { input: "2.50", cached: "1.25", output: "10" },
  "gpt-4o-mini": { input: "0.15", cached: "0.075", output: "0.60" },
  "o1-preview": { input: "15", cached: "7.50", output: "60" },
  "gpt-5-nano": { input: "0.05", cached: "0.005", output: "0.40" },
  "gpt-5.4": {
    ...{ input: "2.50", cached: "0.25", output: "15" },
    long: { from: 272_000, input: "5", cached: "0.50", output: "22.50" },
  },
  "gpt-5.6-sol": {
    ...{ input: "4", cached: "0.40", stored: "5", output: "20" },
    long: { from: 272_000, input: "8", cached: "0.80", stored: "10", output: "30" },
  },
};

/** Anthropic: reading the cache is a tenth of input, storing 1.25 times, for an hour twice; thinking is output. */
const ANTHROPIC: Readonly<Record<string, Sheet>> = {
  "claude-3-haiku-20240307": { input: "0.25", cached: "0.03", stored: "0.30", storedLong: "0.50", output: "1.25" },
  "claude-haiku-4-5": { input: "1", cached: "0.10", stored: "1.25", storedLong: "2", output: "5" },
  "claude-opus-4-7": { input: "5", cached: "0.50", stored: "6.25", storedLong: "10", output: "25" },
};

/** Google: long prompts (above 200K tokens, for 1.5 Flash above 128K) cost more; thoughts are output. */
const GOOGLE: Readonly<Record<string, Sheet>> = {
  "gemini-1.5-flash": {
    ...{ input: "0.075", cached: "0.01875", output: "0.30" },
    long: { from: 128_001, input: "0.15", cached: "0.0375", output: "0.60" },
  },
  "gemini-2.5-pro": {
    ...{ input: "1.25", cached: "0.125", output: "10" },
    long: { from: 200_001, input: "2.50", cached: "0.25", output: "15" },
  },
};

/** DeepSeek: two peaks a day since 17 August 2026. */
const DEEPSEEK: Readonly<Record<string, Sheet>> = {
  "deepseek-v4-flash": {
    ...{ input: "0.22", cached: "0.007", output: "0.66" },
    peak: [
      [1, 4],
      [6, 10],
    ],
  },
};

export const SHEETS = { openai: OPENAI, anthropic: ANTHROPIC, google: GOOGLE, deepseek: DEEPSEEK } as const;

/** Whole pico-dollars, by the sheet. Buckets are disjoint; of `stored` the tokens in `storedLong` are kept for an hour. */
export function billOf(sheet: Sheet, usage: Usage, at: number): bigint {
  const prompt = usage.input + usage.cacheRead + usage.cacheWrite;
  const {
    input,
    output,
    cached = input,
    stored = input,
    storedLong = stored,
  } = sheet.long && prompt >= sheet.long.from ? sheet.long : sheet;
  const long = usage.parts?.cacheWriteHour ?? 0;
  const lines: readonly (readonly [number, string])[] = [
    [usage.input, input],
    [usage.cacheRead, cached],
    [usage.cacheWrite - long, stored],
    [long, storedLong],
    [usage.output, output],
  ];
  const hour = new Date(at).getUTCHours();
  const factor = sheet.peak?.some(([from, to]) => hour >= from && hour < to) ? 2n : 1n;
  return factor * lines.reduce((sum, [tokens, amount]) => sum + BigInt(tokens) * perToken(amount), 0n);
}

/** Dollars per million are micro-dollars per token: six more digits make pico-dollars. */
function perToken(amount: string): bigint {
  const [whole = "", fraction = ""] = amount.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}
