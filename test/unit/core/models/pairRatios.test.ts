import assert from "node:assert/strict";
import fc from "fast-check";
import { PairRatios } from "../../../../src/core/models/pairRatios.ts";

const one = (tokens: number) => ({ id: "cloud/one", tokens });
const other = (tokens: number) => ({ id: "cloud/other", tokens });

describe("what two models made of the same prompt", () => {
  it("is a ratio in both directions, and nothing for those that never met", () => {
    const pairs = new PairRatios();
    assert.equal(pairs.ratio("cloud/one", "cloud/other"), undefined);
    pairs.observe(other(1_500), one(1_000));
    assert.equal(pairs.ratio("cloud/one", "cloud/other"), 1.5);
    assert.ok(Math.abs((pairs.ratio("cloud/other", "cloud/one") ?? 0) - 1 / 1.5) < 1e-12);
    assert.equal(pairs.ratio("cloud/one", "cloud/third"), undefined);
  });

  it("learns slowly, and nothing from short prompts, odd figures or a model beside itself", () => {
    const pairs = new PairRatios();
    for (let count = 0; count < 20; count += 1) pairs.observe(one(1_000), other(1_200));
    pairs.observe(one(1_000), other(2_200));
    assert.ok(Math.abs((pairs.ratio("cloud/one", "cloud/other") ?? 0) - 1.4) < 1e-9);
    for (const [from, to] of [
      [one(199), other(1_000)],
      [one(1_000), other(6_000)],
      [one(1_000), one(1_100)],
      [one(0), other(0)],
      [one(Number.NaN), other(1_000)],
    ] as const)
      pairs.observe(from, to);
    assert.ok(Math.abs((pairs.ratio("cloud/one", "cloud/other") ?? 0) - 1.4) < 1e-9);
  });

  it("survives its record, and takes nothing from one that was tampered with", () => {
    const pairs = new PairRatios();
    pairs.observe(one(1_000), other(1_200));
    assert.deepEqual(new PairRatios(JSON.parse(JSON.stringify(pairs.record))).record, pairs.record);
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const ratio = new PairRatios({ "cloud/one\ncloud/other": anything }).ratio("cloud/one", "cloud/other");
        assert.ok(ratio === undefined || (ratio >= 0.2 && ratio <= 5));
      }),
    );
  });
});
