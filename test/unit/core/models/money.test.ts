import assert from "node:assert/strict";
import fc from "fast-check";
import { type Cost, NO_COST, sumCosts, Tally } from "../../../../src/core/models/money.ts";
import { costOf, perMillion, type Price } from "../../../../src/core/models/price.ts";
import { promptTokens } from "../../../../src/core/models/usage.ts";
import { usage } from "../../../helpers/fakeModel.ts";
import { price } from "../../../helpers/make.ts";

const pico = fc.nat({ max: 2 ** 40 });
const anyCost: fc.Arbitrary<Cost> = fc.oneof(
  fc.record({
    kind: fc.constant("priced" as const),
    pico,
    provenance: fc.constantFrom("billed", "computed", "assumed", "estimated"),
  }),
  fc.record({ kind: fc.constant("simulated" as const), pico }),
  fc.constantFrom<Cost>({ kind: "free" }, { kind: "included" }, { kind: "unknown" }),
);

describe("a price per million tokens", () => {
  it("is exact for up to six decimals", () => {
    const rows: readonly (readonly [number, number])[] = [
      ...([
        [0, 0],
        [1, 1_000_000],
        [0.1, 100_000],
        [0.15, 150_000],
        [0.01875, 18_750],
        [0.000001, 1],
        [600, 600_000_000],
      ] as const),
      ...([
        [0.29, 290_000],
        [1.005, 1_005_000],
        [2.675, 2_675_000],
        [4.35, 4_350_000],
        [0.075, 75_000],
      ] as const),
    ];
    assert.deepEqual(
      rows.map(([dollars]) => perMillion(dollars)),
      rows.map(([, expected]) => expected),
    );
  });

  it("is exact for any count of micro-dollars", () => {
    fc.assert(fc.property(fc.nat(10 ** 9), (micros) => assert.equal(perMillion(micros / 1e6), micros)));
  });
});

describe("the cost of a usage", () => {
  const rates = { input: 10, output: 40, cacheRead: 1, cacheWrite: 12 };
  const listed: Price = { kind: "listed", rates, provenance: "computed", asOf: "2026-11-20" };
  const used = usage(100, 7, { cacheRead: 30, cacheWrite: 5, reasoning: 3 });

  it("adds disjoint buckets; reasoning is a part of the output", () => {
    assert.deepEqual(costOf(listed, used), { kind: "priced", pico: 1_000 + 30 + 60 + 280, provenance: "computed" });
  });

  it("takes plain input rates where the cache has none", () => {
    const cost = costOf({ ...listed, rates: { input: 10, output: 40 } }, used);
    assert.equal(cost.kind === "priced" && cost.pico, 1_350 + 280);
  });

  it("moves the whole request to the higher rates above the tier's edge, cached tokens counted", () => {
    const tiered: Price = { ...listed, steps: [{ promptTokens: 135, rates: { input: 20, output: 60 } }] };
    const at = costOf(tiered, used);
    const over = costOf(tiered, { ...used, cacheRead: 31 });
    assert.equal(at.kind === "priced" && at.pico, 1_370);
    assert.equal(over.kind === "priced" && over.pico, 136 * 20 + 7 * 60);
  });

  it("is an estimate where the tokens are one, else what the price is", () => {
    const provenance = (one: Price, estimated: boolean): unknown => {
      const cost = costOf(one, { ...used, estimated });
      return cost.kind === "priced" && cost.provenance;
    };
    assert.equal(provenance(listed, true), "estimated");
    assert.equal(provenance({ ...listed, provenance: "assumed" }, false), "assumed");
  });

  it("is never an amount where there is no price", () => {
    for (const kind of ["free", "included", "unknown"] as const) assert.deepEqual(costOf({ kind }, used), { kind });
    assert.deepEqual(costOf({ kind: "simulated", rates }, used), { kind: "simulated", pico: 1_370 });
  });

  it("grows with every bucket", () => {
    const bucket = fc.nat(10_000);
    fc.assert(
      fc.property(bucket, bucket, bucket, bucket, (input, output, cacheRead, cacheWrite) => {
        const whole = costOf(listed, usage(input, output, { cacheRead, cacheWrite }));
        assert.equal(whole.kind === "priced" && whole.pico, 10 * input + 40 * output + cacheRead + 12 * cacheWrite);
        assert.equal(promptTokens(usage(input, output, { cacheRead, cacheWrite })), input + cacheRead + cacheWrite);
      }),
    );
    assert.deepEqual(costOf(price(1, 4), usage(1, 1)), { kind: "priced", pico: 5_000_000, provenance: "computed" });
  });
});

describe("a sum of costs", () => {
  it("is the same in any order and grouping", () => {
    fc.assert(
      fc.property(fc.array(anyCost), fc.nat(20), (costs, cut) => {
        const whole = sumCosts(costs);
        assert.deepEqual(sumCosts(costs.toReversed()), whole);
        const tally = new Tally();
        tally.addSum(sumCosts(costs.slice(0, cut)));
        for (const cost of costs.slice(cut)) tally.add(cost);
        assert.deepEqual(tally.sum, whole);
      }),
    );
  });

  it("counts every cost once, and play money apart from real money", () => {
    fc.assert(
      fc.property(fc.array(anyCost), (costs) => {
        const { priced, simulated, free, included, unknown, pico: real, simulatedPico } = sumCosts(costs);
        assert.equal(priced + simulated + free + included + unknown, costs.length);
        const of = (kind: string): bigint =>
          costs.reduce((sum, cost) => (cost.kind === kind && "pico" in cost ? sum + BigInt(cost.pico) : sum), 0n);
        assert.deepEqual([real, simulatedPico], [of("priced"), of("simulated")]);
      }),
    );
  });

  it("passes 2^53 without rounding", () => {
    const big: Cost = { kind: "priced", pico: Number.MAX_SAFE_INTEGER, provenance: "billed" };
    assert.equal(sumCosts([big, big, big]).pico, 3n * BigInt(Number.MAX_SAFE_INTEGER));
    assert.deepEqual(sumCosts([]), NO_COST);
  });
});
