import assert from "node:assert/strict";
import fc from "fast-check";
import type { RouteDecision, RouteSignals } from "../../../../src/core/router/decision.ts";
import type { Candidate } from "../../../../src/core/models/model.ts";
import { TIER_CHOICES, TIERS, type Tier, type TierChoice } from "../../../../src/core/models/tier.ts";
import { decisionLine, ruleSentence, sourceOf } from "../../../../src/core/router/explain.ts";
import { route } from "../../../../src/core/router/route.ts";
import { TASK_KINDS, type TaskKind } from "../../../../src/core/task/kinds.ts";
import { english, phrase, say } from "../../../../src/util/phrase.ts";
import { modelInfo, price } from "../../../helpers/make.ts";

function signals(more: Partial<RouteSignals> = {}): RouteSignals {
  return {
    task: "explain",
    source: "command",
    pick: "auto",
    promptTokens: 1_000,
    answerTokens: 500,
    hasImages: false,
    unavailable: {},
    ...more,
  };
}

function candidate(tier: Tier, info: Parameters<typeof modelInfo>[0] = {}): Candidate {
  return { tier, info: modelInfo({ model: `${tier}-model`, ...info }) };
}

const ALL = TIERS.map((tier) => candidate(tier));
const order = (decision: RouteDecision): string => decision.ranked.map(({ tier }) => tier).join(" > ");
const rule = (decision: RouteDecision): string => say(ruleSentence(decision), english);

const task = fc.constantFrom(...TASK_KINDS);
const pick = fc.constantFrom(...TIER_CHOICES);
const anySignals = fc.record({
  ...{ task, source: fc.constantFrom("command" as const, "chat" as const), pick },
  ...{ promptTokens: fc.nat(40_000), answerTokens: fc.nat(4_000), hasImages: fc.boolean() },
  unavailable: fc.dictionary(
    fc.constantFrom(...TIERS.map((tier) => `cloud/${tier}-model`)),
    fc.constant(phrase("its endpoint asked for a pause")),
  ),
});
const anyCandidate = (tier: Tier): fc.Arbitrary<Candidate> =>
  fc
    .record({ contextWindow: fc.nat(50_000), images: fc.boolean() }, { requiredKeys: [] })
    .map((info) => candidate(tier, info));
const anyCandidates = fc
  .tuple(...TIERS.map((tier) => fc.option(anyCandidate(tier), { nil: undefined })))
  .chain((found) => fc.shuffledSubarray(found.flatMap((one) => one ?? [])));

describe("route", () => {
  const orders: readonly (readonly [TaskKind, TierChoice, string])[] = [
    ["explain", "auto", "mini > full > deep > local"],
    ["fix", "auto", "mini > full > deep > local"],
    ["refactor", "auto", "full > deep > mini > local"],
    ["debug", "auto", "full > deep > mini > local"],
    ["refactor", "mini", "mini"],
    ["explain", "deep", "deep"],
    ["explain", "local", "local"],
  ];
  for (const [kind, choice, expected] of orders) {
    it(`asks ${expected} for ${kind} with ${choice}`, () => {
      assert.equal(order(route(signals({ task: kind, pick: choice }), ALL)), expected);
    });
  }

  it("goes upwards from local when a rule prefers it", () => {
    const local = { name: "test", votes: () => ({ because: phrase("private"), prefers: "local" as const }) };
    assert.equal(order(route(signals(), ALL, [local])), "local > mini > full > deep");
  });

  it("goes down one step at a time from the top", () => {
    const deep = { name: "test", votes: () => ({ because: phrase("hard"), prefers: "deep" as const }) };
    assert.equal(order(route(signals(), ALL, [deep])), "deep > full > mini > local");
  });

  it("leaves out a window that is too small, to the token, and says so", () => {
    const small = candidate("mini", { contextWindow: 1_499 });
    const exact = candidate("full", { contextWindow: 1_500 });
    const decision = route(signals(), [small, exact]);
    assert.equal(order(decision), "full");
    assert.equal(decision.excluded[0]?.reason.rule, "window");
    assert.equal(say(decision.excluded[0].reason.because), "its window holds 1499 tokens, this needs 1500");
  });

  it("leaves out what does not read images, but only where that is known", () => {
    const models = [candidate("mini", { images: false }), candidate("full"), candidate("deep", { images: true })];
    assert.equal(order(route(signals({ hasImages: true }), models)), "full > deep");
    assert.equal(order(route(signals(), models)), "mini > full > deep");
  });

  it("leaves out what cannot be asked now, with the reason given", () => {
    const unavailable = { "cloud/mini-model": phrase("there is no key") };
    const decision = route(signals({ unavailable }), ALL);
    assert.equal(order(decision), "full > deep > local");
    assert.equal(say(decision.excluded[0]?.reason.because ?? phrase("")), "there is no key");
  });

  it("prices every candidate with all the room that the answer has", () => {
    const decision = route(signals(), [
      candidate("mini", { price: price(1, 4) }),
      candidate("full", { price: price(10, 40) }),
    ]);
    const picos = decision.ranked.map(({ estimate }) => (estimate.kind === "priced" ? estimate.pico : 0));
    assert.deepEqual(picos, [3_000_000_000, 30_000_000_000]);
    assert.deepEqual(decision.alwaysFull, { kind: "priced", pico: 30_000_000_000, provenance: "estimated" });
  });

  it("does not know what always Full costs without a full tier", () => {
    assert.deepEqual(route(signals(), [candidate("mini")]).alwaysFull, { kind: "unknown" });
  });

  it("treats nobody as a value", () => {
    const decision = route(signals({ pick: "deep" }), [candidate("mini")]);
    assert.deepEqual([decision.ranked, decision.tier], [[], "deep"]);
    assert.equal(say(decision.excluded[0]?.reason.because ?? phrase("")), "you chose Deep");
  });
});

describe("route, for all signals and candidates", () => {
  it("is pure: the same again, and nothing changed", () => {
    fc.assert(
      fc.property(anySignals, anyCandidates, (facts, models) => {
        const before = JSON.stringify({ facts, models });
        assert.deepEqual(route(facts, models), route(facts, models));
        assert.equal(JSON.stringify({ facts, models }), before);
      }),
    );
  });

  it("never overrides a pick", () => {
    fc.assert(
      fc.property(anySignals, anyCandidates, (facts, models) => {
        const { ranked, tier } = route(facts, models);
        if (facts.pick === "auto") return;
        assert.equal(tier, facts.pick);
        assert.ok(ranked.every((one) => one.tier === facts.pick));
      }),
    );
  });

  it("places every candidate once: ranked, or excluded with a reason", () => {
    fc.assert(
      fc.property(anySignals, anyCandidates, (facts, models) => {
        const { ranked, excluded, reasons } = route(facts, models);
        const placed = [...ranked, ...excluded].map(({ info }) => info.id);
        assert.deepEqual(placed.toSorted(), models.map(({ info }) => info.id).toSorted());
        assert.ok(excluded.every(({ reason }) => reason.rule !== "" && say(reason.because) !== ""));
        assert.ok(reasons.length > 0);
      }),
    );
  });

  it("keeps the order of the others when a candidate goes", () => {
    fc.assert(
      fc.property(anySignals, anyCandidates, fc.nat(3), (facts, models, at) => {
        const gone = models[at]?.info.id;
        const rest = models.filter(({ info }) => info.id !== gone);
        const ids = (decision: RouteDecision): string[] => decision.ranked.map(({ info }) => info.id);
        assert.deepEqual(
          ids(route(facts, rest)),
          ids(route(facts, models)).filter((id) => id !== gone),
        );
      }),
    );
  });

  it("can be told in words, with nothing left open", () => {
    fc.assert(
      fc.property(anySignals, anyCandidates, (facts, models) => {
        const decision = route(facts, models);
        for (const words of [rule(decision), decisionLine(decision), say(sourceOf(decision))]) {
          assert.doesNotMatch(words, /\{\w+\}|undefined|\[object/);
        }
      }),
    );
  });
});

describe("the rule in words", () => {
  it("is one line of the log, with the order and who is out", () => {
    const models = [candidate("full", { price: price(10, 40) }), candidate("mini", { contextWindow: 10 })];
    assert.equal(
      decisionLine(route(signals({ task: "refactor" }), models)),
      "Route: refactor, pick auto, about 1000 tokens; Refactor starts on Full: deep work; " +
        "order: full cloud/full-model up to $0.03; " +
        "out: cloud/mini-model (its window holds 10 tokens, this needs 1500)",
    );
    assert.match(
      decisionLine(route(signals(), [candidate("local", { price: { kind: "free" } })])),
      /order: local cloud\/local-model free$/,
    );
    assert.match(decisionLine(route(signals(), [])), /order: nobody$/);
  });

  it("is the kind of task", () => {
    assert.equal(rule(route(signals(), ALL)), "Explain starts on Mini: quick work");
    assert.equal(rule(route(signals({ task: "refactor" }), ALL)), "Refactor starts on Full: deep work");
  });

  it("is the choice of the user", () => {
    assert.equal(rule(route(signals({ pick: "deep" }), ALL)), "You chose Deep; a choice is never overridden");
  });

  it("is why the tier aimed at does not serve", () => {
    const full = candidate("full");
    const aside = (decision: RouteDecision): readonly string[] => [decision.reasons[0]?.rule ?? "", rule(decision)];
    assert.deepEqual(aside(route(signals(), [full])), [
      "availability",
      "Mini would be asked first, but no model is set for this tier; Full is next in line",
    ]);
    assert.deepEqual(aside(route(signals(), [candidate("mini", { contextWindow: 10 }), full])), [
      "window",
      "Mini would be asked first, but its window holds 10 tokens, this needs 1500; Full is next in line",
    ]);
  });
});
