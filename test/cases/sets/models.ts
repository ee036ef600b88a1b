import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { priceFor } from "../../../src/core/models/priceBook.ts";
import { PRESETS, VENDORS } from "../../../src/core/models/presets.ts";
import { perMillion, type Price, type Rates } from "../../../src/core/models/price.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import type { CaseSet, Judged } from "../cases.ts";

const rate = z.nullish(z.number());
const Tariff = z.object({ in: rate, out: rate, cache_read: rate, cache_write: rate });
const Model = z.object({
  provider: z.enum(VENDORS),
  id: z.string(),
  price_usd_per_mtok: Tariff,
  tiers: z.array(Tariff.extend({ above_input_tokens: z.number() })),
  price_source: z.string(),
  price_agreement: z.string(),
});
type Model = z.infer<typeof Model>;
type Tariff = z.infer<typeof Tariff>;

/** Noon of the day that the file was made. */
const AT = Date.UTC(2026, 10, 20, 12);
const engine = createPriceEngine();

/** Our price of a maker's model at its own address. */
function ourPrice({ provider: vendor, id }: Model): Price {
  const [fallback] = PRESETS;
  const preset = PRESETS.find((one) => one.vendor === vendor) ?? fallback;
  if (!preset) throw new Error("There are no presets");
  const place = { connection: "mine", preset, baseUrl: preset.baseUrl, vendor };
  return priceFor(place, { asked: id, at: AT }, { own: {}, engine });
}

/** What differs, each as `name ours≠theirs`. Rates that a list leaves out say nothing. */
function differences(name: string, ours: Rates, { in: input, out: output, ...cache }: Tariff): readonly string[] {
  const pairs: readonly (readonly [string, number | undefined, number | null | undefined])[] = [
    ["in", ours.input, input],
    ["out", ours.output, output],
    ["cache read", ours.cacheRead, cache.cache_read],
    ["cache write", ours.cacheWrite, cache.cache_write],
  ];
  return pairs.flatMap(([key, mine, theirs]) =>
    typeof theirs !== "number" || mine === perMillion(theirs)
      ? []
      : [`${name}${key} ${mine === undefined ? "none" : mine / 1e6}≠${theirs}`],
  );
}

function judge(model: Model): Judged {
  const id = `${model.provider}/${model.id}`;
  const price = ourPrice(model);
  const theirs = model.price_usd_per_mtok;
  if (typeof theirs.in !== "number") return { id, verdict: "skipped", why: "the file has no price", gave: price };
  if (price.kind !== "listed") return { id, verdict: "refused", why: "no price", gave: price };
  const faults = [
    ...differences("", price.rates, theirs),
    ...model.tiers.flatMap((tier) => {
      const step = price.steps?.find(({ promptTokens }) => promptTokens === tier.above_input_tokens);
      const edge = `above ${tier.above_input_tokens}`;
      return step ? differences(`${edge}: `, step.rates, tier) : [`no step ${edge}`];
    }),
  ];
  if (faults.length === 0) return { id, verdict: "passed", gave: price };
  return { id, verdict: "failed", why: `${faults.join(", ")} (${model.price_agreement})`, gave: price };
}

/** The file keeps its rows under `models`, so it is read here. */
async function judgeModels(_: readonly unknown[], folder: string): Promise<readonly Judged[]> {
  const file: unknown = JSON.parse(readFileSync(path.join(folder, "models.json"), "utf8"));
  return z
    .object({ models: z.array(Model) })
    .parse(file)
    .models.map(judge);
}

/** Every model of the file against the source that it takes; what differs on purpose stands in `deviations.json`. */
export const models: CaseSet = { folder: "models", files: { "models.json": judgeModels } };
