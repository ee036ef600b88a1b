import assert from "node:assert/strict";
import fc from "fast-check";
import type { RouteDecision, RouteSignals } from "../../../../src/core/router/decision.ts";
import { weighCondensing, weighPlanning } from "../../../../src/core/router/layers.ts";
import { policyFor } from "../../../../src/core/router/policy.ts";
import { route } from "../../../../src/core/router/route.ts";
import type { Price } from "../../../../src/core/models/price.ts";
import { modelInfo, price } from "../../../helpers/make.ts";

type Prices = Readonly<Partial<Record<"mini" | "full", Price>>>;
const PRICES: Prices = { mini: price(0.25, 2), full: price(3, 15) };

function decided(more: Partial<RouteSignals>, valueUsd: number, prices = PRICES): RouteDecision {
  const signals: RouteSignals = {
    ...{ task: "refactor", source: "command", pick: "auto", promptTokens: 1_500, answerTokens: 3_000 },
    ...{ codeTokens: 1_000, hasImages: false, unavailable: {} },
    ...more,
  };
  const seats = (["mini", "full"] as const).flatMap((tier) =>
    prices[tier] ? [{ tier, info: modelInfo({ model: `${tier}-model`, price: prices[tier] }) }] : [],
  );
  return route(signals, seats, policyFor(valueUsd, []));
}

describe("planning and writing", () => {
  const weighed = (valueUsd: number, more: Partial<RouteSignals> = {}, prices = PRICES): number | undefined =>
    weighPlanning(decided(more, valueUsd, prices), policyFor(valueUsd, []))?.pico;

  it("pays where the strong model is worth asking, and its writing costs more than the risk of another's", () => {
    assert.equal(weighed(0.03), undefined, "mini answers anyway");
    assert.ok(weighed(0.1));
    assert.equal(weighed(0.5), undefined, "a wrong answer costs more than is saved");
    assert.ok(weighed(0.3, { codeTokens: 3_000 }), "more is saved where more is written");
  });

  it("needs prices, a small model, and a choice that is free", () => {
    assert.equal(weighed(0.1, {}, { ...PRICES, full: { kind: "unknown" } }), undefined);
    assert.equal(weighed(0.1, {}, { full: price(3, 15) }), undefined);
    assert.equal(weighed(0.1, { pick: "full" }), undefined);
  });

  it("is never chosen where it is expected to cost more, as long as nothing checks", () => {
    const sizes = fc.record({ codeTokens: fc.nat(8_000), promptTokens: fc.nat(16_000) });
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.01, max: 5, noNaN: true }), (more, value) => {
        const decision = decided(more, value);
        const layered = weighPlanning(decision, policyFor(value, []));
        assert.ok(!layered || layered.pico <= decision.plan.pico);
      }),
      { numRuns: 100 },
    );
  });
});

describe("condensing", () => {
  const reading = { tokens: 12_000, pieces: 1, digestTokens: 1_000 };
  const weigh = (valueUsd: number, seen = 1, prices = PRICES): ReturnType<typeof weighCondensing> => {
    const plain = decided({ promptTokens: 13_500 }, valueUsd, prices);
    const short = decided({ promptTokens: 2_500 }, valueUsd, prices);
    return weighCondensing({ plain, seen, short, reading }, policyFor(valueUsd, []));
  };

  it("pays where a strong model would read much for little more", () => {
    const weighed = weigh(0.3);
    assert.ok(weighed?.plainPico && weighed.pico < weighed.plainPico, JSON.stringify(weighed));
    assert.equal(weigh(5), undefined, "what is lost is worth more than what is saved");
    assert.equal(weigh(0.01), undefined, "mini reads it all anyway");
  });

  it("pays for what would be cut off, and is not weighed without prices", () => {
    assert.ok(weigh(5, 0.3));
    assert.equal(weigh(5, 0.3, { ...PRICES, mini: { kind: "unknown" } }), undefined);
  });

  it("pays where nothing could be asked at once", () => {
    const short = decided({ task: "explain", promptTokens: 2_500 }, 0.1);
    const weighed = weighCondensing({ seen: 0, short, reading }, policyFor(0.1, []));
    assert.deepEqual([weighed?.plainTokens, weighed?.plainPico], [13_500, undefined]);
  });
});
