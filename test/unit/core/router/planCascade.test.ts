import assert from "node:assert/strict";
import fc from "fast-check";
import { mean, strataOf } from "../../../../src/core/router/chance.ts";
import { planCascade, type PlanTerms, type Trial } from "../../../../src/core/router/planCascade.ts";

const TERMS: PlanTerms = { valuePico: 100, msPico: 0, mostTries: 3 };
const TEST = { acceptsRight: 1, acceptsWrong: 0.35, n: 100 };

function trial(right: number, pico: number, more: Partial<Trial> = {}): Trial {
  return { chances: strataOf(right), pico, ms: 0, rank: 1, worstPico: pico, ...more };
}

describe("chances by difficulty", () => {
  it("keep their mean, and grow with ease", () => {
    for (const right of [0.01, 0.3, 0.5, 0.9, 0.99]) {
      const strata = strataOf(right);
      assert.ok(Math.abs(mean(strata) - right) < 1e-6);
      assert.deepEqual(
        strata,
        strata.toSorted((a, b) => a - b),
      );
    }
  });

  it("make failures go together as measured: of what one fails on, an equal one solves about three in ten", () => {
    const strata = strataOf(0.5);
    const both = strata.reduce((sum, chance) => sum + (1 - chance) * chance, 0) / strata.length / 0.5;
    assert.ok(both > 0.25 && both < 0.35, String(both));
  });
});

describe("a plan of tries", () => {
  it("asks the one that is worth most where nothing checks", () => {
    assert.deepEqual(planCascade([trial(0.5, 1), trial(0.8, 10)], TERMS).order, [1]);
    assert.deepEqual(planCascade([trial(0.5, 1), trial(0.8, 40)], TERMS).order, [0]);
  });

  it("tries the cheap one first where a test tells", () => {
    const plan = planCascade([trial(0.5, 1, { check: TEST }), trial(0.8, 30)], TERMS);
    assert.deepEqual(plan.order, [0, 1]);
    assert.ok(plan.right > 0.68 && plan.pico < 12, JSON.stringify(plan));
  });

  it("does not try first what parsing alone would judge", () => {
    const parse = { acceptsRight: 1, acceptsWrong: 0.97, n: 100 };
    assert.deepEqual(planCascade([trial(0.5, 1, { check: parse }), trial(0.8, 10)], TERMS).order, [1]);
  });

  it("does not make anybody wait for a try that hardly ever helps", () => {
    const slow = trial(0.3, 0, { check: TEST, ms: 1_000 });
    assert.deepEqual(planCascade([slow, trial(0.8, 10, { ms: 10 })], { ...TERMS, msPico: 0.1 }).order, [1]);
  });

  it("never goes down, and begins where it is told to", () => {
    const strong = trial(0.6, 10, { rank: 2, check: TEST });
    const weak = trial(0.5, 1, { rank: 1, check: TEST });
    assert.deepEqual(planCascade([strong, weak], TERMS, 0).order, [0]);
    assert.deepEqual(planCascade([strong, weak], TERMS).order, [1, 0]);
  });

  it("has nobody to ask where there is nobody", () => {
    assert.deepEqual(planCascade([], TERMS).order, []);
    assert.deepEqual(planCascade([trial(0.5, 10)], { ...TERMS, mostPico: 5 }).order, []);
  });

  const anyTrial = fc
    .record({
      right: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      pico: fc.integer({ min: 1, max: 60 }),
      has: fc.boolean(),
    })
    .map(({ right, pico, has }) => trial(right, pico, has ? { check: TEST } : {}));
  const trials = fc.array(anyTrial, { minLength: 1, maxLength: 4 });

  it("is the best of all chains, for pools as users have them", () => {
    fc.assert(
      fc.property(trials, (pool) => {
        const chains = pool.flatMap((_, a) => [
          [a],
          ...pool.flatMap((_one, b) => [[a, b], ...pool.map((_two, c) => [a, b, c])]),
        ]);
        const worths = chains.flatMap((chain) => worthOf(pool, chain) ?? []);
        const plan = planCascade(pool, TERMS);
        assert.ok(Math.abs(plan.worth - Math.max(...worths)) < 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("never costs more at its worst when the budget falls", () => {
    const worst = (pool: readonly Trial[], order: readonly number[]): number =>
      order.reduce((sum, index) => sum + (pool[index]?.worstPico ?? 0), 0);
    fc.assert(
      fc.property(trials, fc.nat(150), fc.nat(150), (pool, one, two) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        const at = (mostPico: number): number => worst(pool, planCascade(pool, { ...TERMS, mostPico }).order);
        assert.ok(at(low) <= at(high) && at(high) <= high);
      }),
      { numRuns: 100 },
    );
  });
});

/** Worth of one chain, summed the slow way; undefined for chains that are none. */
function worthOf(pool: readonly Trial[], chain: readonly number[]): number | undefined {
  if (new Set(chain).size < chain.length) return undefined;
  const tries = chain.flatMap((index) => pool[index] ?? []);
  if (tries.slice(0, -1).some(({ check }) => !check)) return undefined;
  let worth = 0;
  for (let stratum = 0; stratum < 5; stratum += 1) {
    let reach = 0.2;
    for (const [step, { chances, pico, check }] of tries.entries()) {
      const chance = chances[stratum] ?? 0;
      const last = step === tries.length - 1;
      worth -= reach * pico;
      worth += reach * chance * TERMS.valuePico * (last ? 1 : (check?.acceptsRight ?? 1));
      reach *= chance * (1 - (check?.acceptsRight ?? 1)) + (1 - chance) * (1 - (check?.acceptsWrong ?? 1));
    }
  }
  return worth;
}
