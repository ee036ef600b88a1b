import assert from "node:assert/strict";
import fc from "fast-check";
import type { Candidate } from "../../../../src/core/models/model.ts";
import { TIERS, type Tier } from "../../../../src/core/models/tier.ts";
import type { RouteDecision, RouteSignals } from "../../../../src/core/router/decision.ts";
import { namesModel, NO_RULES, type OwnRules, parseRules } from "../../../../src/core/router/ownRules.ts";
import { policyFor } from "../../../../src/core/router/policy.ts";
import { route } from "../../../../src/core/router/route.ts";
import { tightened } from "../../../../src/core/router/routingSettings.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { phrase, say } from "../../../../src/util/phrase.ts";
import { modelInfo, price } from "../../../helpers/make.ts";

const PRICES = { mini: price(0.25, 2), full: price(3, 15), deep: price(10, 40), local: { kind: "free" } } as const;
const pool = TIERS.map((tier): Candidate => ({
  tier,
  info: modelInfo({ model: `${tier}-model`, price: PRICES[tier], local: tier === "local" }),
}));

function signals(more: Partial<RouteSignals> = {}): RouteSignals {
  return {
    ...{ task: "explain", source: "command", pick: "auto", promptTokens: 1_000, answerTokens: 500 },
    ...{ hasImages: false, unavailable: {}, ...more },
  };
}

function own(raw: readonly unknown[], more: Partial<OwnRules> = {}): ReturnType<typeof policyFor> {
  const { rules, bad } = parseRules(raw, "user");
  assert.deepEqual(bad, []);
  return policyFor(0.1, ["diagnostics"], { ...NO_RULES, rules, ...more });
}

const first = ({ plan }: RouteDecision): Tier | undefined => plan.order[0]?.tier;
const out = ({ excluded }: RouteDecision): readonly string[] =>
  excluded.map(({ tier, reason }) => `${tier}: ${reason.rule}, ${say(reason.because)}`);

describe("how far up a request may go by itself", () => {
  it("keeps what is above out of the plan and of shift-ups, and says so", () => {
    const decision = route(signals({ task: "fix", depth: "full" }), pool);
    assert.deepEqual(out(decision), ["deep: depth, you let Auto go up to Full"]);
    assert.ok(decision.plan.order.every(({ tier }) => tier !== "deep"));
  });

  it("holds for work that would start above it", () => {
    assert.equal(first(route(signals({ task: "refactor", depth: "mini" }), pool)), "mini");
  });

  it("leaves a pick alone", () => {
    assert.equal(first(route(signals({ pick: "deep", depth: "mini" }), pool)), "deep");
  });
});

describe("rules of the user", () => {
  it("send by task, language, path, size and workspace; the first that fits decides", () => {
    const policy = own([
      { task: ["fix", "test"], tier: "full" },
      { language: "rust", tier: "deep" },
      { path: "infra/**", tier: "local" },
      { minTokens: 5_000, tier: "full" },
      { workspace: "bank", model: "cloud/deep*" },
    ]);
    const cases: readonly (readonly [Partial<RouteSignals>, Tier])[] = [
      [{}, "mini"],
      [{ task: "fix", languages: ["rust"] }, "full"],
      [{ languages: ["typescript", "rust"] }, "deep"],
      [{ paths: ["src/a.ts", "infra/main.tf"] }, "local"],
      [{ paths: ["src/infra.ts"] }, "mini"],
      [{ promptTokens: 5_000 }, "full"],
      [{ promptTokens: 4_999 }, "mini"],
      [{ workspace: "bank" }, "deep"],
    ];
    for (const [more, tier] of cases) assert.equal(first(route(signals(more), pool, policy)), tier);
  });

  it("forbid tiers and models, each with its reason", () => {
    const policy = own([{ task: "explain", never: ["mini", "cloud/deep*"] }], { deny: ["cloud/local-model"] });
    assert.deepEqual(out(route(signals(), pool, policy)), [
      "mini: own, your routing rule 1 says so",
      "deep: own, your routing rule 1 says so",
      "local: own, upshift.routing.deny names cloud/local-model",
    ]);
  });

  it("leave nobody when they contradict each other, and say which rule it was", () => {
    const decision = route(
      signals(),
      pool,
      own([{ tier: "full" }, { never: "full" }], { allow: ["cloud/full-model"] }),
    );
    assert.equal(first(decision), undefined);
    assert.ok(out(decision).includes("full: own, your routing rule 2 says so"));
  });

  it("start a command on its own tier, and carry the effort", () => {
    assert.equal(first(route(signals(), pool, own([], { tiers: { explain: "full" } }))), "full");
    assert.equal(route(signals(), pool, own([{ model: "cloud/full-model", effort: "high" }])).effort, "high");
  });

  it("pass over a rule whose model is not connected", () => {
    assert.equal(first(route(signals(), pool, own([{ model: "elsewhere/x" }]))), "mini");
  });

  it("never move a pick", () => {
    assert.equal(first(route(signals({ pick: "full" }), pool, own([{ tier: "mini" }]))), "full");
    assert.equal(first(route(signals({ pick: "full" }), pool, own([{ never: "full" }]))), undefined);
  });

  const bad: readonly (readonly [unknown, RegExp])[] = [
    [{ task: "dance", tier: "mini" }, /^task/],
    [{ task: "fix" }, /neither tier, model, effort nor never/],
    [{ tier: "huge" }, /^tier/],
    [{ tier: "mini", never: ["mini"] }, /asks for what it forbids/],
    [{ tier: "mini", minTokens: 9, maxTokens: 3 }, /minTokens 9 is above maxTokens 3/],
    [{ tier: "mini", color: "red" }, /./],
    ["mini", /./],
  ];
  for (const [rule, reason] of bad) {
    it(`are named when bad: ${JSON.stringify(rule)}`, () => {
      const parsed = parseRules([{ tier: "full" }, rule], "user");
      assert.equal(parsed.rules.length, 1);
      assert.equal(parsed.bad[0]?.number, 2);
      assert.match(parsed.bad[0].reason, reason);
    });
  }

  it("know models by name, with stars for any text", () => {
    const cases: readonly (readonly [string, boolean])[] = [
      ["mini", true],
      ["cloud/mini-model", true],
      ["cloud/*", true],
      ["*/mini*", true],
      ["*mini*odel", true],
      ["cloud/mini-model-model*", false],
      ["cloud/min", false],
      ["other/*", false],
    ];
    for (const [name, is] of cases) assert.equal(namesModel(name, { tier: "mini", id: "cloud/mini-model" }), is, name);
  });
});

describe("rules of a workspace", () => {
  it("may only forbid, whatever they say", () => {
    const raw = [
      { tier: "deep" },
      { task: "explain", never: "mini" },
      { model: "evil/x" },
      { never: "local", effort: "high" },
    ];
    const { rules, bad } = tightened(NO_RULES, { rules: raw, deny: ["cloud/deep*"] });
    assert.deepEqual(
      bad.map(({ setting }) => setting),
      [1, 3, 4].map((number) => `upshift.routing.rules, rule ${number},`),
    );
    assert.deepEqual(out(route(signals(), pool, policyFor(0.1, [], rules))), [
      "mini: own, routing rule 2 of this folder forbids it",
      "deep: own, upshift.routing.deny names cloud/deep*",
    ]);
  });

  it("never let anybody answer whom the user's own rules keep out", () => {
    const anyRule = fc.record(
      { task: fc.constantFrom(...TASK_KINDS), tier: fc.constantFrom(...TIERS), never: fc.constantFrom(...TIERS) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 3 }), fc.array(anyRule, { maxLength: 3 }), (mine, theirs) => {
        const base = { ...NO_RULES, rules: parseRules(mine, "user").rules };
        const before = route(signals(), pool, policyFor(0.1, [], base));
        const after = route(signals(), pool, policyFor(0.1, [], tightened(base, { rules: theirs }).rules));
        const allowed = new Set(before.ranked.map(({ tier }) => tier));
        assert.ok(after.ranked.every(({ tier }) => allowed.has(tier)));
      }),
      { numRuns: 60 },
    );
  });

  it("are left out when they are no list", () => {
    const { rules, bad } = tightened(NO_RULES, { rules: "x", deny: 5 });
    assert.deepEqual([rules, bad.length], [NO_RULES, 2]);
  });
});

describe("hard rules", () => {
  it("keep what may not leave this computer on it", () => {
    const decision = route(signals({ localOnly: phrase("a secret was found") }), pool);
    assert.deepEqual([first(decision), decision.excluded.length], ["local", 3]);
  });

  it("need tools where tools are needed, as far as that is known", () => {
    const [mini, full] = pool;
    assert.ok(mini && full);
    const bare = { ...mini, info: { ...mini.info, tools: false } };
    assert.equal(first(route(signals({ needsTools: true }), [bare, full])), "full");
  });

  it("keep the dearest possible answer within the budget, and unpriced ones out", () => {
    const unpriced: Candidate = { tier: "full", info: modelInfo({ model: "x", price: { kind: "unknown" } }) };
    const decision = route(signals({ budgetLeftPico: 2e9 }), [...pool.filter(({ tier }) => tier !== "full"), unpriced]);
    assert.deepEqual(out(decision), [
      "deep: budget, it may cost $0.03 and $0.002 of the budget is left",
      "full: budget, it has no price, so the budget cannot be checked",
    ]);
    assert.equal(first(route(signals({ budgetLeftPico: 2e9, unpricedAllowed: true }), [unpriced])), "full");
  });

  it("never ask for more money when the budget falls", () => {
    const worst = (budgetLeftPico: number, task: RouteSignals["task"]): readonly [number, number] => {
      const { plan, ranked } = route(signals({ task, budgetLeftPico }), pool);
      const picoOf = (one: (typeof ranked)[number] | undefined): number =>
        one?.estimate.kind === "priced" ? one.estimate.pico : 0;
      return [plan.order.reduce((sum, one) => sum + picoOf(one), 0), picoOf(ranked[0])];
    };
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.constantFrom(...TASK_KINDS), (a, b, task) => {
        const low = worst(Math.min(a, b) * 1e9, task);
        const high = worst(Math.max(a, b) * 1e9, task);
        assert.ok(low[0] <= high[0] && low[1] <= high[1]);
      }),
    );
  });
});

describe("a chat", () => {
  const chat = (more: Partial<NonNullable<RouteSignals["conversation"]>> = {}): RouteDecision =>
    route(
      signals({ task: "chat", conversation: { model: "cloud/full-model", tier: "full", cachedTokens: 800, ...more } }),
      pool,
    );

  it("stays with its model, never goes down, and counts what is cached", () => {
    assert.equal(first(chat()), "full");
    const alone = route(signals({ task: "chat" }), pool).ranked.find(({ tier }) => tier === "full");
    const cached = chat({ cachedTokens: 0 }).ranked.find(({ tier }) => tier === "full");
    assert.equal(cached?.outlook.pico, alone?.outlook.pico);
  });

  it("goes up at once when the last answer was not good enough", () => {
    assert.equal(first(chat({ failed: true })), "deep");
  });

  it("keeps its tier when its model is gone", () => {
    assert.equal(first(chat({ model: "gone/model" })), "full");
    assert.equal(first(chat({ model: "gone/model", tier: "mini" })), "mini");
  });
});
