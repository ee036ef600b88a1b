import assert from "node:assert/strict";
import fc from "fast-check";
import type { RouteDecision, RouteSignals } from "../../../../src/core/router/decision.ts";
import type { Candidate } from "../../../../src/core/models/model.ts";
import { TIER_CHOICES, TIERS, type Tier } from "../../../../src/core/models/tier.ts";
import { decisionLine, ruleSentences, taskSentence } from "../../../../src/core/router/explain.ts";
import { DEFAULT_POLICY, policyFor, type RoutePolicy } from "../../../../src/core/router/policy.ts";
import { route, RULES } from "../../../../src/core/router/route.ts";
import { VALUE_PRESETS } from "../../../../src/core/router/value.ts";
import { TASK_KINDS, type TaskKind } from "../../../../src/core/task/kinds.ts";
import { english, phrase, say } from "../../../../src/util/phrase.ts";
import { perMillion } from "../../../../src/core/models/price.ts";
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

const PRICES = { mini: price(0.25, 2), full: price(3, 15), deep: price(10, 40), local: { kind: "free" } } as const;
const priced = (tier: Tier, info: Parameters<typeof modelInfo>[0] = {}): Candidate =>
  candidate(tier, { price: PRICES[tier], ...info });

const ALL = TIERS.map((tier) => priced(tier));
const order = (decision: RouteDecision): string => decision.ranked.map(({ tier }) => tier).join(" > ");
const plan = (decision: RouteDecision): string => decision.plan.order.map(({ tier }) => tier).join(" > ");
const rule = (decision: RouteDecision): string =>
  ruleSentences(decision)
    .map((sentence) => say(sentence, english))
    .join(" ");

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
  const starts: readonly (readonly [TaskKind, Tier])[] = [
    ["complete", "mini"],
    ["explain", "mini"],
    ["fix", "mini"],
    ["edit", "mini"],
    ["test", "mini"],
    ["document", "mini"],
    ["commit", "mini"],
    ["chat", "mini"],
    ["refactor", "full"],
    ["debug", "full"],
    ["review", "full"],
    ["agent-step", "full"],
  ];
  for (const [kind, tier] of starts) {
    it(`starts ${kind} on ${tier} at usual prices`, () => {
      assert.equal(route(signals({ task: kind }), ALL).plan.order[0]?.tier, tier);
    });
  }

  it("asks only the tier that was picked", () => {
    for (const tier of TIERS) assert.equal(plan(route(signals({ task: "refactor", pick: tier }), ALL)), tier);
  });

  it("plans a stronger model behind a checked answer, and none behind an unchecked one", () => {
    assert.equal(plan(route(signals({ task: "fix", promptTokens: 300 }), ALL)), "mini > full > deep");
    assert.equal(plan(route(signals({ task: "explain" }), ALL)), "mini");
  });

  it("calls work by the tier that takes it, whoever stands behind it", () => {
    const because = (kind: TaskKind, models: readonly Candidate[]): string =>
      say(route(signals({ task: kind, promptTokens: 300 }), models).reasons[0]?.because ?? phrase(""));
    const two = [priced("mini"), priced("full")];
    for (const models of [ALL, two]) {
      assert.equal(because("explain", models), "quick work");
      assert.equal(because("fix", models), "small change that can be checked");
      assert.equal(because("refactor", models), "deep work");
    }
  });

  it("starts higher the more a solved request is worth", () => {
    const startAt = (value: number): string =>
      route(signals({ task: "fix" }), ALL, policyFor(value)).plan.order[0]?.tier ?? "";
    assert.equal(startAt(VALUE_PRESETS.cost), "mini");
    assert.equal(startAt(VALUE_PRESETS.quality), "deep");
    const refactor = route(signals({ task: "refactor" }), ALL, policyFor(VALUE_PRESETS.cost));
    assert.equal(refactor.plan.order[0]?.tier, "mini");
  });

  const asking = (tier: Tier, because: string): readonly [RoutePolicy, typeof RULES] => [
    DEFAULT_POLICY,
    [{ name: "test", votes: () => ({ because: phrase(because), tier }) }],
  ];

  it("goes upwards from local when a rule prefers it", () => {
    assert.equal(order(route(signals(), ALL, ...asking("local", "private"))), "local > mini > full > deep");
  });

  it("goes down one step at a time from the top", () => {
    assert.equal(order(route(signals(), ALL, ...asking("deep", "hard"))), "deep > full > mini > local");
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
    const models = [priced("mini", { images: false }), priced("full"), priced("deep", { images: true })];
    assert.equal(order(route(signals({ hasImages: true }), models)), "full > deep");
    assert.equal(order(route(signals(), models)), "mini > full > deep");
  });

  it("never asks what another vendor's plan pays for while the user types", () => {
    const candidates = [candidate("mini", { price: { kind: "included" } }), candidate("full", { price: PRICES.full })];
    assert.equal(order(route(signals({ task: "complete" }), candidates)), "full");
    assert.match(order(route(signals(), candidates)), /mini/);
  });

  it("leaves out what cannot be asked now, with the reason given", () => {
    const unavailable = { "cloud/mini-model": phrase("there is no key") };
    const decision = route(signals({ unavailable }), ALL);
    assert.equal(order(decision), "full > local > deep");
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
        for (const words of [rule(decision), decisionLine(decision), say(taskSentence(decision, say))]) {
          assert.doesNotMatch(words, /\{\w+\}|undefined|\[object/);
        }
      }),
    );
  });
});

describe("the rule in words", () => {
  it("is one line of the log, with the plan, the order and who is out", () => {
    const models = [priced("full"), priced("mini", { contextWindow: 10 })];
    assert.equal(
      decisionLine(route(signals({ task: "refactor" }), models)),
      "Route: refactor, pick auto, about 1000 tokens; Full is the only one left that may answer.; plan: full; " +
        "order: full cloud/full-model up to $0.011, 80% tier; " +
        "out: cloud/mini-model (window: its window holds 10 tokens, this needs 1500)",
    );
    assert.match(decisionLine(route(signals(), [priced("local")])), /order: local cloud\/local-model free, 66% tier$/);
    assert.match(decisionLine(route(signals(), [])), /plan: nobody; order: nobody$/);
  });

  it("weighs the stronger against the weaker with both figures", () => {
    assert.equal(
      rule(route(signals(), ALL)),
      "Full is 4 points likelier to be right than Mini: worth $0.004 to you, costs $0.0073 more.",
    );
    assert.equal(
      rule(route(signals({ task: "refactor" }), ALL)),
      "Deep is 3 points likelier to be right than Full: worth $0.003 to you, costs $0.017 more.",
    );
  });

  it("says when no price is known, and what was taken instead", () => {
    assert.match(
      rule(route(signals(), [priced("mini"), candidate("full", { price: { kind: "unknown" } })])),
      / No price is known for Full: what such requests usually cost was taken\.$/,
    );
    const neither = [
      candidate("mini", { price: { kind: "unknown" } }),
      candidate("full", { price: { kind: "unknown" } }),
    ];
    assert.match(
      rule(route(signals(), neither)),
      / No prices are known for Mini and Full: what such requests usually cost was taken\.$/,
    );
  });

  it("calls play money by its name, and the worth to the user what it is", () => {
    const play = (tier: Tier, input: number): Candidate =>
      candidate(tier, { price: { kind: "simulated", rates: { input: perMillion(input), output: perMillion(input) } } });
    assert.match(
      rule(route(signals(), [play("mini", 1), play("full", 9)])),
      /worth \$0\.\d+ to you, costs simulated \$0/,
    );
  });

  it("is the choice of the user", () => {
    assert.equal(rule(route(signals({ pick: "deep" }), ALL)), "You chose Deep; a choice is never overridden.");
  });

  it("says who would have been asked when a rule's tier cannot serve", () => {
    const own = { ...DEFAULT_POLICY, rules: { ...DEFAULT_POLICY.rules, tiers: { explain: "mini" } as const } };
    const small = route(signals(), [candidate("mini", { contextWindow: 10 }), candidate("full")], own);
    assert.equal(small.reasons[0]?.rule, "window");
    assert.equal(rule(small), "Mini would be asked first, but cannot serve this; Full is next in line.");
  });
});
