import assert from "node:assert/strict";
import { imageTokens } from "../../../../src/core/models/imageTokens.ts";

/** Published examples of the vendors, and what their formulas give at the edges. */
const EXAMPLES: readonly (readonly [string, number, number, number])[] = [
  ["gpt-4o", 1024, 1024, 765],
  ["gpt-4o-mini", 1024, 1024, 25_501],
  ["gpt-5.4-mini", 1024, 1024, 1_659],
  ["gpt-4o", 2048, 4096, 1_105],
  ["gpt-4.1", 512, 512, 255],
  ["gpt-5", 512, 512, 210],
  ["o3", 512, 512, 225],
  ["gpt-5.5", 4096, 4096, 2_500],
  ["gpt-5.2", 32, 32, 1],
  ["o4-mini", 3200, 3200, 2_642],
  ["claude-sonnet-4-5", 750, 1000, 1_000],
  ["gemini-3.6-flash", 384, 384, 258],
  ["gemini-3.6-flash", 769, 768, 516],
];

describe("tokens of an image", () => {
  for (const [model, width, height, tokens] of EXAMPLES) {
    it(`are ${tokens} for ${width} × ${height} at ${model}`, () => {
      assert.deepEqual(imageTokens(model, { width, height }), { tokens, estimated: false });
    });
  }

  it("are the base for a low look", () => {
    assert.equal(imageTokens("gpt-4o", { width: 4_000, height: 4_000, detail: "low" }).tokens, 85);
  });

  it("are estimated where the maker says nothing", () => {
    for (const model of ["gpt-6-luna", "gpt-5.6", "some-local-model"])
      assert.equal(imageTokens(model, { width: 1_024, height: 1_024 }).estimated, true, model);
  });

  it("make an image dearer at 4o-mini than at 4o, as it is billed", () => {
    const size = { width: 1_024, height: 1_024 };
    assert.ok(imageTokens("gpt-4o-mini", size).tokens * 0.15 > imageTokens("gpt-4o", size).tokens * 2.5);
  });
});
