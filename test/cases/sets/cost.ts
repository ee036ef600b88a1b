import * as z from "zod";
import { chargeOf, type Charge } from "../../../src/core/models/price.ts";
import { promptTokens, type Usage } from "../../../src/core/models/usage.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import { mapUsage } from "../../../src/providers/mapUsage.ts";
import { USAGE_DIALECTS, type UsageDialect } from "../../../src/providers/usageDialects.ts";
import { dollars, picoOfDecimal } from "../decimals.ts";
import { judgeEach, type CaseSet } from "../cases.ts";

const Row = z.object({
  provider: z.string(),
  flavor: z.string(),
  usage: z.nullable(z.record(z.string(), z.number())),
  input_price: z.string(),
  output_price: z.string(),
});

const CostCase = z.object({ id: z.string(), model: z.string(), rawUsage: z.unknown(), expect: z.array(Row) });
type Row = z.infer<typeof Row>;

/** The moment that the stated prices hold for. */
const AT = Date.UTC(2025, 10, 6, 12);

const engine = createPriceEngine();

/** The default flavour is the provider's own. */
function dialectOf({ provider, flavor }: Row): UsageDialect {
  if (flavor === "default") return provider === "google" || provider === "anthropic" ? provider : "chat";
  return z.enum(USAGE_DIALECTS).parse(flavor);
}

/** Counts under the names of the expectations, where the whole holds its parts. Text and tool tokens are what is left. */
function countsOf(usage: Usage): Readonly<Record<string, number>> {
  const { parts = {} } = usage;
  return {
    input_tokens: promptTokens(usage),
    cache_read_tokens: usage.cacheRead,
    cache_write_tokens: usage.cacheWrite,
    cache_write_1h_tokens: parts.cacheWriteHour ?? 0,
    input_audio_tokens: (parts.inputAudio ?? 0) + (parts.cacheReadAudio ?? 0),
    input_image_tokens: (parts.inputImage ?? 0) + (parts.cacheReadImage ?? 0),
    input_video_tokens: (parts.inputVideo ?? 0) + (parts.cacheReadVideo ?? 0),
    cache_audio_read_tokens: parts.cacheReadAudio ?? 0,
    cache_image_read_tokens: parts.cacheReadImage ?? 0,
    cache_video_read_tokens: parts.cacheReadVideo ?? 0,
    output_tokens: usage.output,
    output_reasoning_tokens: usage.reasoning,
    output_audio_tokens: parts.outputAudio ?? 0,
    output_image_tokens: parts.outputImage ?? 0,
    web_searches: usage.webSearches ?? 0,
  };
}

/**
 * Anthropic's shape as clouds serve it is stated without thinking, one-hour cache and searches, though the bodies hold
 * them. They are parts that change no stated price, so only counts that the row states are compared there.
 */
function isCompared({ provider, flavor, usage }: Row, name: string): boolean {
  const isReseller = flavor === "anthropic" && provider !== "anthropic";
  return !isReseller || usage?.[name] !== undefined;
}

/**
 * One body read in one dialect holds what it holds: a row that leaves out a count which another row of the same flavour
 * states was made by an older reader, and its price is that of the wrong counts.
 */
function isOutdated(row: Row, rows: readonly Row[]): boolean {
  const stated = Object.keys(row.usage ?? {});
  return rows.some(
    (other) => other.flavor === row.flavor && Object.keys(other.usage ?? {}).some((key) => !stated.includes(key)),
  );
}

function priced(row: Row, model: string, rawUsage: unknown): { readonly usage?: Usage; readonly charge?: Charge } {
  const usage = mapUsage(rawUsage, { dialect: dialectOf(row) });
  const price = engine.find({ provider: row.provider, model, at: AT });
  return { ...(usage ? { usage } : {}), ...(usage && price ? { charge: chargeOf(price, usage) } : {}) };
}

const genaiUsages = judgeEach(CostCase, ({ model, rawUsage, expect }) => {
  const faults: string[] = [];
  const gave = expect.map((row) => {
    const { usage, charge } = priced(row, model, rawUsage);
    const counts = usage ? countsOf(usage) : {};
    const name = `${row.provider} ${row.flavor}`;
    const answer = {
      provider: row.provider,
      flavor: row.flavor,
      usage: counts,
      ...(charge ? { input_price: dollars(charge.input), output_price: dollars(charge.output) } : {}),
    };
    if (isOutdated(row, expect)) return answer;
    if (row.usage && !usage) faults.push(`${name}: no usage`);
    for (const [key, count] of Object.entries(row.usage && usage ? counts : {})) {
      if (isCompared(row, key) && count !== (row.usage?.[key] ?? 0)) faults.push(`${name}: ${key} is ${count}`);
    }
    if (!charge) faults.push(`${name}: no price`);
    else if (charge.input !== picoOfDecimal(row.input_price)) faults.push(`${name}: input is ${dollars(charge.input)}`);
    else if (charge.output !== picoOfDecimal(row.output_price))
      faults.push(`${name}: output is ${dollars(charge.output)}`);
    return answer;
  });
  if (faults.length === 0) return { verdict: "passed", gave };
  // A figure that differs is a wrong amount of money; one that is missing is not shown at all.
  return { verdict: faults.some((fault) => / is /.test(fault)) ? "wrong" : "failed", why: faults.join("; "), gave };
});

export const cost: CaseSet = {
  folder: "cases/cost",
  files: { "genai-prices-usages.json": genaiUsages },
  companions: ["genai-prices-rates.json"],
};
