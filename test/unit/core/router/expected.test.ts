import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cost } from "../../../../src/core/models/money.ts";
import { TIERS } from "../../../../src/core/models/tier.ts";
import type { RankedCandidate, RouteSignals } from "../../../../src/core/router/decision.ts";
import { expectedCost, worstCost } from "../../../../src/core/router/expected.ts";
import { route } from "../../../../src/core/router/route.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { modelInfo, price } from "../../../helpers/make.ts";

const signals: Omit<RouteSignals, "task"> = {
  ...{ source: "command", pick: "auto", promptTokens: 1_000, answerTokens: 10_000 },
  ...{ hasImages: false, unavailable: {} },
};

describe("what a request is expected to cost", () => {
  it("is never more than the most that it can", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TASK_KINDS),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 20_000 }),
        (task, promptTokens, answerTokens) => {
          const all = TIERS.map((tier) => ({ tier, info: modelInfo({ model: tier, price: price(3, 15) }) }));
          for (const one of route({ ...signals, task, promptTokens, answerTokens }, all).ranked) {
            const expected = expectedCost(one);
            assert.ok(expected.kind === "priced" && one.estimate.kind === "priced");
            assert.ok(expected.pico <= one.estimate.pico);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("takes nothing that another model usually costs for a price", () => {
    const all = [{ tier: "mini", info: modelInfo({ price: { kind: "unknown" } }) }] as const;
    const [one] = route({ ...signals, task: "explain" }, all).ranked;
    assert.ok(one);
    assert.deepEqual(expectedCost(one), { kind: "unknown" });
  });
});

describe("the most that a request can cost", () => {
  const priced = (pico: number): Cost => ({ kind: "priced", pico, provenance: "estimated" });
  const worst = (...estimates: readonly Cost[]): Cost => {
    const order = estimates.map((estimate): RankedCandidate => ({ ...known, estimate }));
    return worstCost({ plan: { order, right: 1, pico: 0, ms: 0 } });
  };
  const [known] = route({ ...signals, task: "fix" }, [{ tier: "mini", info: modelInfo() }]).ranked as [RankedCandidate];

  it("is the sum of every try, free ones left out", () => {
    assert.deepEqual(worst(priced(2), { kind: "free" }, priced(3)), priced(5));
    assert.deepEqual(worst({ kind: "free" }, priced(3)), priced(3));
    assert.deepEqual(worst({ kind: "free" }), { kind: "free" });
  });

  it("is unknown where a try has no price, or play money would be added to real money", () => {
    for (const odd of [{ kind: "unknown" }, { kind: "simulated", pico: 1 }] as const) {
      assert.deepEqual(worst(priced(2), odd), { kind: "unknown" });
    }
    assert.deepEqual(worst(), { kind: "unknown" });
  });
});
