import assert from "node:assert/strict";
import type { AssistRequest } from "../../../../src/core/assist/request.ts";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { requestsOf } from "../../../../src/core/ledger/request.ts";
import type { Candidate } from "../../../../src/core/models/model.ts";
import { TIERS } from "../../../../src/core/models/tier.ts";
import { dryRun } from "../../../../src/core/router/dryRun.ts";
import { parseRules } from "../../../../src/core/router/ownRules.ts";
import { NO_RULES } from "../../../../src/core/router/ownRules.ts";
import { policyFor, type RoutePolicy } from "../../../../src/core/router/policy.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { modelInfo, price } from "../../../helpers/make.ts";
import { play } from "../../../helpers/road.ts";

const CODE = answer("Done.\n\n```ts\nconst a = 2;\n```\n");
const PRICES = { mini: price(0.25, 2), full: price(3, 15), deep: price(10, 40), local: { kind: "free" } } as const;
const models = Object.fromEntries(TIERS.map((tier) => [tier, { scripts: [CODE], info: { price: PRICES[tier] } }]));
const candidates = TIERS.map((tier): Candidate => ({
  tier,
  info: modelInfo({ model: `${tier}-model`, price: PRICES[tier] }),
}));

const KINDS = TASK_KINDS.filter((kind) => kind !== "complete");

async function entriesUnder(policy: RoutePolicy, more: Partial<AssistRequest> = {}): Promise<readonly LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  for (const task of KINDS) {
    const { entries } = await play({ models, request: { id: task, task, ...more }, deps: { policy: () => policy } });
    all.push(...entries);
  }
  return all;
}

describe("a dry run over the ledger", () => {
  const { rules } = parseRules(
    [
      { task: "explain", tier: "deep" },
      { task: ["chat", "review"], never: "full" },
    ],
    "user",
  );
  const policies: readonly (readonly [string, RoutePolicy])[] = [
    ["Cost", policyFor(0.03)],
    ["Quality", policyFor(0.5)],
    ["rules of one's own", policyFor(0.1, ["diagnostics"], { ...NO_RULES, rules, deny: ["cloud/deep*"] })],
  ];
  for (const [name, policy] of policies) {
    it(`agrees with what then happens: ${name}`, async () => {
      const before = await entriesUnder(policyFor(0.1));
      const told = dryRun(requestsOf(before), candidates, policy);
      const after = requestsOf(await entriesUnder(policy)).map(({ request, attempts }) => [request, attempts[0]?.tier]);
      assert.deepEqual(
        told.requests.map(({ request, now }) => [request, now]),
        after,
      );
      assert.equal(told.left, 0);
    });
  }

  it("changes nothing under the policy that decided", async () => {
    const run = dryRun(requestsOf(await entriesUnder(policyFor(0.1))), candidates, policyFor(0.1));
    assert.deepEqual([run.requests.length, run.changed], [KINDS.length, 0]);
    assert.deepEqual(run.cost.now, run.cost.was);
  });

  it("never overrides a pick, and tells the money", async () => {
    const picked = await entriesUnder(policyFor(0.1), { tier: "full" });
    assert.equal(dryRun(requestsOf(picked), candidates, policyFor(0.03)).changed, 0);
    const { cost } = dryRun(requestsOf(await entriesUnder(policyFor(0.5))), candidates, policyFor(0.03));
    assert.ok(cost.now.pico < cost.was.pico);
  });

  it("leaves out what it cannot know", async () => {
    const [known, ...rest] = await entriesUnder(policyFor(0.1));
    assert.ok(known?.route);
    const entries = [known, ...rest].map((entry, index) => {
      const { route, ...bare } = entry;
      return index === 0 && route ? { ...bare, route: { ...route, byPath: true } } : bare;
    });
    const { requests, left } = dryRun(requestsOf(entries), candidates, policyFor(0.1));
    assert.deepEqual([requests.length, left], [0, KINDS.length]);
  });

  it("names the rule where nobody would be left", async () => {
    const policy = policyFor(0.1, [], { ...NO_RULES, allow: ["nobody/*"] });
    const { requests } = dryRun(requestsOf(await entriesUnder(policyFor(0.1))), candidates, policy);
    assert.ok(requests.every(({ now, rule }) => now === undefined && rule === "own"));
  });
});
