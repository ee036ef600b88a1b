import { writeFileSync } from "node:fs";
import path from "node:path";
import { allModels } from "../../../src/core/models/catalogue.ts";
import { PRICED_AS, VENDORS, type Vendor } from "../../../src/core/models/presets.ts";
import type { ListedPrice, Rates } from "../../../src/core/models/price.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import { root } from "../toolchain.mjs";
import { mergeVendor, type Merged } from "./merge.ts";
import { FREE, MOVED, RULINGS, UNPRICED } from "./rulings.ts";
import { ownFacts, PI_AI_DAY, piAiData, type Priced, sdkShutdowns } from "./sources.ts";
import { tableText } from "./write.ts";

// npm run catalog: writes src/core/models/tables/*.ts anew. Refuses, and writes nothing, when a price is zero without a
// mark, moved by more than five times, or differs between sources without a ruling in rulings.ts. `--check` writes nothing.

const AT = Date.now();
const engine = createPriceEngine();

function listed(provider: string, model: string, at = AT): ListedPrice | undefined {
  return engine.find({ provider, model, at });
}

/** Whether the price of a day has more than one figure. */
function goesByHour(provider: string, model: string): boolean {
  const midnight = new Date(AT).setUTCHours(0, 0, 0, 0);
  const inputs = Array.from(
    { length: 24 },
    (_, hour) => listed(provider, model, midnight + hour * 3_600_000)?.rates.input,
  );
  return new Set(inputs).size > 1;
}

function dollarsOf({ rates, steps = [] }: ListedPrice): Priced {
  const [step] = steps;
  return { ...money(rates), ...(step ? { above: { tokens: step.promptTokens, ...money(step.rates) } } : {}) };
}

function money({ input, output, cacheRead, cacheWrite }: Rates): Omit<Priced, "above"> {
  const dollars = (pico: number): number => pico / 1_000_000;
  return {
    input: dollars(input),
    output: dollars(output),
    ...(cacheRead === undefined ? {} : { cacheRead: dollars(cacheRead) }),
    ...(cacheWrite === undefined ? {} : { cacheWrite: dollars(cacheWrite) }),
  };
}

async function merge(): Promise<readonly (Merged & { readonly vendor: Vendor })[]> {
  const [piAi, facts, shutdowns] = [await piAiData(VENDORS), ownFacts(), sdkShutdowns()];
  return VENDORS.map((vendor) => {
    const provider = PRICED_AS[vendor];
    const sources = {
      engine: (model: string) => {
        const price = listed(provider, model);
        return price && dollarsOf(price);
      },
      goesByHour: (model: string) => goesByHour(provider, model),
      piAi: piAi[vendor] ?? {},
      facts: facts[vendor] ?? {},
      shutdowns: vendor === "openai" ? shutdowns : {},
      rulings: RULINGS[vendor] ?? {},
      free: new Set(FREE[vendor]),
      unpriced: new Set(UNPRICED[vendor]),
      before: allModels(vendor),
      moved: new Set(MOVED[vendor]),
    };
    return { vendor, ...mergeVendor(sources) };
  });
}

const merged = await merge();
const problems = merged.flatMap(({ vendor, problems: some }) => some.map((problem) => `${vendor} ${problem}`));
for (const { vendor, rows, rulings } of merged) {
  console.log(`${vendor}: ${rows.length} models, ${rulings.length} with sources that differ`);
  for (const ruling of rulings) console.log(`  ${ruling}`);
}
for (const problem of problems) console.error(`REFUSED ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else if (!process.argv.includes("--check")) {
  for (const { vendor, rows } of merged) {
    writeFileSync(path.join(root, `src/core/models/tables/${vendor}.ts`), tableText(vendor, rows));
  }
  writeFileSync(path.join(root, "src/core/models/tables/asOf.ts"), asOfText(PI_AI_DAY));
}

function asOfText(day: string): string {
  return `/** Release day of the newest source of the tables, \`YYYY-MM-DD\`. Written by \`npm run catalog\`. */\nexport const PRICES_AS_OF = "${day}";\n`;
}
