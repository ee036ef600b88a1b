import assert from "node:assert/strict";
import type { RouteSignals } from "../../../../src/core/router/decision.ts";
import { KIND_TABLE } from "../../../../src/core/router/kindTable.ts";
import { outlookOf } from "../../../../src/core/router/outlook.ts";
import { route } from "../../../../src/core/router/route.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { modelInfo, price } from "../../../helpers/make.ts";
import { Health } from "../../../../src/core/router/health.ts";
import { play } from "../../../helpers/road.ts";

const signals: RouteSignals = {
  ...{ task: "explain", source: "command", pick: "auto", promptTokens: 1_000, answerTokens: 500 },
  ...{ hasImages: false, unavailable: {} },
};
const one = { tier: "mini", info: modelInfo({ model: "one", price: price(1, 4) }) } as const;
const other = { tier: "mini", info: modelInfo({ model: "other", price: price(1, 4) }) } as const;

describe("the chance of a model that no row of the table speaks of", () => {
  it("is its tier's, with a wider error than anything measured", () => {
    for (const task of TASK_KINDS) {
      const { chance } = outlookOf(one, { ...signals, task }, KIND_TABLE);
      const usual = KIND_TABLE.tiers[task].mini;
      assert.deepEqual([chance.basis, chance.right, chance.error], ["tier", usual.right, usual.error]);
      const errors = KIND_TABLE.rows.filter(({ kind }) => kind === task).map(({ error }) => error);
      assert.ok(chance.error > Math.max(0, ...errors));
    }
  });
});

describe("the time that an answer is expected to take", () => {
  const ms = (more: Partial<RouteSignals>): number => outlookOf(one, { ...signals, ...more }, KIND_TABLE).ms;

  it("is the table's until it was measured here: the first token, and each that follows", () => {
    const { outputTokens } = KIND_TABLE.kinds.explain;
    const measured = { [one.info.id]: { firstMs: 300, tokensPerSecond: 50 } };
    assert.equal(ms({}), KIND_TABLE.seconds.mini * 1_000);
    assert.equal(ms({ speeds: measured }), 300 + (outputTokens * 1_000) / 50);
    assert.equal(ms({ speeds: { elsewhere: { firstMs: 1, tokensPerSecond: 1 } } }), ms({}));
  });

  it("grows by what has to be waited for besides", () => {
    assert.equal(ms({ waits: { [one.info.id]: 4_000 } }), ms({}) + 4_000);
  });

  it("decides between models that are alike in everything else", () => {
    const first = (more: Partial<RouteSignals>): string | undefined =>
      route({ ...signals, ...more }, [one, other]).plan.order[0]?.info.model;
    assert.equal(first({}), "one");
    assert.equal(first({ speeds: { [one.info.id]: { firstMs: 30_000, tokensPerSecond: 5 } } }), "other");
    assert.equal(first({ waits: { [one.info.id]: 20_000 } }), "other");
  });

  it("comes from what was measured and from the endpoints' limits", async () => {
    const health = new Health();
    health.noteRoom("cloud/mini-model", { share: 0.05, resetMs: 8_000_000 }, new FakeClock().now());
    const { events } = await play({
      models: { mini: { scripts: [answer("So.")] } },
      deps: { health, speeds: () => ({ "cloud/mini-model": { firstMs: 100, tokensPerSecond: 100 } }) },
    });
    const [decided] = events;
    assert.ok(decided?.type === "route-decided");
    assert.deepEqual(decided.decision.signals.speeds, { "cloud/mini-model": { firstMs: 100, tokensPerSecond: 100 } });
    assert.deepEqual(Object.keys(decided.decision.signals.waits ?? {}), ["cloud/mini-model"]);
  });
});
