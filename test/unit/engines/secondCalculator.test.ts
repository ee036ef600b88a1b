import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { priceFor } from "../../../src/core/models/priceBook.ts";
import { PRESETS } from "../../../src/core/models/presets.ts";
import { costOf } from "../../../src/core/models/price.ts";
import { NO_USAGE, type Usage } from "../../../src/core/models/usage.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import { billOf, SHEETS } from "../../helpers/priceSheet.ts";

const engine = createPriceEngine();
const DAY = Date.UTC(2026, 10, 20);

/** Sizes on both sides of every edge that a price sheet names. */
const count = fc.oneof(fc.nat(300_000), fc.constantFrom(0, 1, 199_999, 200_000, 200_001, 271_999, 272_000, 272_001));

const anyUsage: fc.Arbitrary<Usage> = fc
  .record({
    input: count,
    cacheRead: count,
    cacheWrite: count,
    output: fc.nat(100_000),
    reasoning: fc.nat(100_000),
    hour: count,
  })
  .map(({ reasoning, hour, ...buckets }) => ({
    ...NO_USAGE,
    ...buckets,
    reasoning: Math.min(reasoning, buckets.output),
    parts: { cacheWriteHour: Math.min(hour, buckets.cacheWrite) },
  }));

describe("a second calculator, from the vendors' own words", () => {
  for (const [vendor, sheets] of Object.entries(SHEETS)) {
    const preset = PRESETS.find((one) => one.vendor === vendor);
    for (const [model, sheet] of Object.entries(sheets)) {
      it(`agrees to the pico-dollar on ${model}`, () => {
        assert.ok(preset);
        const place = { connection: "mine", preset, baseUrl: preset.baseUrl };
        fc.assert(
          fc.property(anyUsage, fc.nat(24 * 60 - 1), (usage, minute) => {
            const at = DAY + minute * 60_000;
            const cost = costOf(priceFor(place, { asked: model, at }, { own: {}, engine }), usage);
            assert.deepEqual(cost, { kind: "priced", pico: Number(billOf(sheet, usage, at)), provenance: "computed" });
          }),
          { numRuns: 60 },
        );
      });
    }
  }
});
