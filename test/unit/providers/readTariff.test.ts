import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readListing } from "../../../src/providers/readListing.ts";
import { readTariff } from "../../../src/providers/readTariff.ts";

describe("the price in a listing", () => {
  const rows: readonly (readonly [string, unknown, ReturnType<typeof readTariff>])[] = [
    [
      "per token, as text",
      { prompt: "0.0000025", completion: "0.00001", input_cache_read: "0.00000125", request: "0" },
      { input: 2.5, output: 10, cacheRead: 1.25 },
    ],
    ["with an exponent", { prompt: "5e-8", completion: "4E-7" }, { input: 0.05, output: 0.4 }],
    [
      "below what binary fractions hold",
      { prompt: "0.0000000005", completion: "0.0000001" },
      { input: 0.0005, output: 0.1 },
    ],
    ["per million, as numbers", { input: 0.18, output: 0.2, hourly: 0 }, { input: 0.18, output: 0.2 }],
    ["of zeros", { prompt: "0", completion: "0" }, undefined],
    ["of a router that chooses later", { prompt: "-1", completion: "-1" }, undefined],
    ["half known", { prompt: "0.0000025" }, undefined],
    ["beyond all bounds", { prompt: "2.5", completion: "10" }, undefined],
    ["no number", { prompt: "free", completion: "free" }, undefined],
    ["with other rates for long prompts", { prompt: "0.000003", completion: "0.000015", overrides: [{}] }, undefined],
    ["missing", undefined, undefined],
  ];
  for (const [name, pricing, expected] of rows)
    it(name, () => assert.deepEqual(readTariff({ id: "m", pricing }), expected));

  it("stands beside the other facts of a model", () => {
    const data = [{ id: "m", context_length: 8_192, pricing: { prompt: "0.000001", completion: "0.000002" } }];
    assert.deepEqual(readListing({ data }), [{ id: "m", contextWindow: 8_192, tariff: { input: 1, output: 2 } }]);
  });
});
