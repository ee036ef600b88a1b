import assert from "node:assert/strict";
import fc from "fast-check";
import type { Candidate, ModelInfo } from "../../../../src/core/models/model.ts";
import type { Price } from "../../../../src/core/models/price.ts";
import { TIER_RANK, TIERS, type Tier } from "../../../../src/core/models/tier.ts";
import type { RouteDecision, RouteSignals } from "../../../../src/core/router/decision.ts";
import { waitSentence } from "../../../../src/core/router/explain.ts";
import { policyFor } from "../../../../src/core/router/policy.ts";
import { route } from "../../../../src/core/router/route.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { say } from "../../../../src/util/phrase.ts";
import { modelInfo, price } from "../../../helpers/make.ts";

function signals(more: Partial<RouteSignals> = {}): RouteSignals {
  return {
    ...{ task: "explain", source: "command", pick: "auto", promptTokens: 100, answerTokens: 500 },
    ...{ hasImages: false, unavailable: {}, ...more },
  };
}

function candidate(tier: Tier, more: Partial<ModelInfo> = {}): Candidate {
  return { tier, info: modelInfo({ model: `${tier}-model`, ...more }) };
}

const rate = fc.constantFrom(0, 0.05, 0.25, 3, 15, 75);
const anyPrice: fc.Arbitrary<Price> = fc.oneof(
  fc.tuple(rate, rate).map(([input, output]) => price(input, output)),
  fc.constantFrom<Price>({ kind: "free" }, { kind: "unknown" }),
);
/** Families that the table knows, and names that it cannot. */
const name = fc.constantFrom("gpt-5-mini", "gpt-5.4", "claude-opus-4-6", "kimi-k2.5", "constructor", "", "//");
const pool = fc.uniqueArray(
  fc
    .record({ tier: fc.constantFrom(...TIERS), price: anyPrice, model: name, at: fc.nat(9) })
    .map(({ tier, at, ...info }) => candidate(tier, { connection: `at-${at}`, ...info })),
  { minLength: 1, maxLength: 4, selector: ({ info }) => info.id },
);
const anySignals = fc
  .record(
    { task: fc.constantFrom(...TASK_KINDS), promptTokens: fc.nat(100_000), codeTokens: fc.nat(10_000) },
    { requiredKeys: ["task", "promptTokens"] },
  )
  .map(signals);
const value = fc.constantFrom(0, 0.001, 0.03, 0.1, 0.5, 1_000);
const ids = ({ plan }: RouteDecision): readonly string[] => plan.order.map(({ info }) => info.id);

describe("the tries with the highest worth", () => {
  it("are there whoever is known, whatever is priced", () => {
    fc.assert(
      fc.property(anySignals, pool, value, (facts, models, valueUsd) => {
        const { plan, ranked } = route(facts, models, policyFor(valueUsd));
        assert.equal(ranked.length, models.length);
        assert.ok(plan.order.length > 0 && plan.order.every((one) => ranked.includes(one)));
        assert.ok(plan.right > 0 && plan.right < 1 && Number.isFinite(plan.pico) && Number.isFinite(plan.ms));
        const ranks = plan.order.map(({ tier }) => TIER_RANK[tier]);
        assert.deepEqual(
          ranks,
          ranks.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it("are never likelier to fail when a solved request is worth more", () => {
    fc.assert(
      fc.property(anySignals, pool, value, fc.constantFrom(1.1, 3, 100), (facts, models, valueUsd, times) => {
        const right = (of: number): number => route(facts, models, policyFor(of)).plan.right;
        assert.ok(right(valueUsd * times) >= right(valueUsd) - 1e-9);
      }),
    );
  });

  it("stay the same without those who are not among them", () => {
    fc.assert(
      fc.property(anySignals, pool, value, (facts, models, valueUsd) => {
        const planned = ids(route(facts, models, policyFor(valueUsd)));
        const left = models.filter(({ info }) => planned.includes(info.id));
        assert.deepEqual(ids(route(facts, left, policyFor(valueUsd))), planned);
      }),
    );
  });
});

describe("the two that were weighed", () => {
  it("differ the way that the only try was chosen: by chance, price and waiting", () => {
    fc.assert(
      fc.property(anySignals, pool, value, (facts, models, valueUsd) => {
        const { plan, weighing } = route(facts, models, policyFor(valueUsd));
        if (!weighing || plan.order.length > 1) return;
        const { stronger, worthPico, extraPico, waitPico } = weighing;
        const more = worthPico - extraPico - waitPico;
        assert.ok(plan.order[0] === stronger ? more >= -1 : more <= 1, JSON.stringify(weighing));
      }),
    );
  });

  const two = [candidate("mini", { price: price(0.25, 2) }), candidate("full", { price: price(3, 15) })];
  const waiting = (seconds: number): string | undefined => {
    const speeds = { "cloud/full-model": { firstMs: seconds * 1_000, tokensPerSecond: 1_000_000 } };
    const decision = route(signals({ task: "review", speeds }), two, policyFor(0.05));
    const sentence = waitSentence(decision);
    return sentence && `${decision.plan.order[0]?.tier}: ${say(sentence)}`;
  };

  it("are told with what waiting counts as, where that turned the choice", () => {
    assert.equal(
      waiting(15),
      "mini: Waiting counts as well: Full takes about 12 s longer than Mini, worth $0.006 to you.",
    );
    assert.equal(waiting(4), undefined);
  });
});
