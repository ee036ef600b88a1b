import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { allModels, priceOf } from "../../../src/core/models/catalogue.ts";
import { PRICED_AS, VENDORS } from "../../../src/core/models/presets.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";

// Before the list is loaded the catalogue's prices stand in: what is estimated must be what is booked.

const AT = Date.UTC(2026, 10, 20, 12);
const engine = createPriceEngine();

describe("the catalogue and the price list", () => {
  for (const vendor of VENDORS) {
    it(`say the same of ${vendor}'s models, but for what is patched`, () => {
      for (const row of allModels(vendor)) {
        const listed = engine.find({ provider: PRICED_AS[vendor], model: row.id, at: AT });
        const own = priceOf({ row, exact: true });
        if (!listed || !own || row.patched) continue;
        const { input, output, cacheRead, cacheWrite } = listed.rates;
        const rates = Object.fromEntries(
          Object.entries({ input, output, cacheRead, cacheWrite }).filter(([, rate]) => rate !== undefined),
        );
        assert.deepEqual(own.rates, rates, row.id);
        const within = listed.steps?.filter(({ promptTokens }) => promptTokens < (row.window ?? Infinity)) ?? [];
        assert.deepEqual(
          own.steps?.map(({ promptTokens }) => promptTokens) ?? [],
          within.map(({ promptTokens }) => promptTokens),
          row.id,
        );
      }
    });
  }

  it("differ where a patch says so", () => {
    const patched = VENDORS.flatMap((vendor) =>
      allModels(vendor)
        .filter((row) => row.patched)
        .map((row) => ({ vendor, row })),
    );
    assert.ok(patched.length > 0);
    for (const { vendor, row } of patched) {
      const listed = engine.find({ provider: PRICED_AS[vendor], model: row.id, at: AT });
      assert.notDeepEqual(priceOf({ row, exact: true })?.rates, listed?.rates, row.id);
    }
  });
});
