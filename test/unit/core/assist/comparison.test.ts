import assert from "node:assert/strict";
import { comparedAnswer, difference } from "../../../../src/core/assist/comparison.ts";
import type { Cost } from "../../../../src/core/models/money.ts";
import type { Tier } from "../../../../src/core/models/tier.ts";
import { say } from "../../../../src/util/phrase.ts";
import { entry } from "../../../helpers/make.ts";

function answered(tier: Tier, cost: Cost, totalMs: number): NonNullable<ReturnType<typeof comparedAnswer>> {
  const found = comparedAnswer("text", [entry({ tier, cost, totalMs })]);
  assert.ok(found);
  return found;
}

const priced = (pico: number): Cost => ({ kind: "priced", pico, provenance: "computed" });

describe("a comparison of two tiers", () => {
  const cases: readonly (readonly [Cost, number, string])[] = [
    [priced(2_000), 5_100, "Full: 20× the price, 4.1 s slower."],
    [priced(250), 500, "Full: 2.5× the price, 0.5 s faster."],
    [priced(105), 1_000, "Full: about the same price, 0.0 s slower."],
    [{ kind: "unknown" }, 2_000, "Full: 1.0 s slower; the prices cannot be compared."],
    [{ kind: "free" }, 200, "Full: 0.8 s faster; the prices cannot be compared."],
  ];
  for (const [cost, ms, said] of cases) {
    it(`says: ${said}`, () => {
      assert.equal(say(difference(answered("mini", priced(100), 1_000), answered("full", cost, ms))), said);
    });
  }

  it("counts every attempt of an answer", () => {
    const tries = [entry({ cost: priced(1), totalMs: 10 }), entry({ tier: "full", cost: priced(9), totalMs: 20 })];
    const found = comparedAnswer("t", tries);
    assert.deepEqual([found?.tier, found?.cost.pico, found?.totalMs], ["full", 10n, 30]);
    assert.equal(comparedAnswer("t", []), undefined);
  });
});
