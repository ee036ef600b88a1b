import assert from "node:assert/strict";
import type { Claim, Reservation } from "../../../../src/core/ledger/budgets.ts";
import { NO_USAGE } from "../../../../src/core/models/usage.ts";
import { assertInvariants, play } from "../../../helpers/road.ts";

/** Grants what costs up to so much, and counts what is set aside. */
class FakeBudgets {
  readonly claims: Claim[] = [];
  held = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  reserve(claim: Claim): Promise<Reservation> {
    this.claims.push(claim);
    const pico = claim.worst.kind === "priced" ? claim.worst.pico : 0;
    if (pico > this.#most) return Promise.resolve({ type: "refused", budget: "day", left: 7n, pico: BigInt(pico) });
    this.held += 1;
    return Promise.resolve({ type: "granted", settle: () => void (this.held -= 1) });
  }
}

const answer = (text: string) => [
  { type: "text-delta", text } as const,
  { type: "finish", reason: "stop", usage: { ...NO_USAGE, input: 10, output: 10 } } as const,
];
const refusesMini = {
  name: "shape" as const,
  check: ({ text }: { readonly text: string }) =>
    Promise.resolve(
      text === "bad"
        ? ({ type: "failed", because: { text: "bad", args: {} }, complaint: "mend it" } as const)
        : ({ type: "passed" } as const),
    ),
};

describe("a request and the budget", () => {
  it("is not sent where its worst case does not fit, and says what is left", async () => {
    const budgets = new FakeBudgets(0);
    const played = await play({ models: { mini: { scripts: [answer("fine")] } }, deps: { budgets } });
    const last = played.events.at(-1);
    assert.ok(last?.type === "assist-error");
    assert.deepEqual(
      [last.failure.code, last.failure.facts.budget, last.failure.facts.leftPico],
      ["over-budget", "day", 7],
    );
    assert.equal(played.entries.length, 0);
    assert.equal(played.models.mini?.open, 0);
  });

  it("names the budget that left the router nobody to ask", async () => {
    const played = await play({
      models: { mini: { scripts: [answer("fine")] } },
      deps: { budgetLeft: () => ({ name: "day", pico: 7 }) },
    });
    const last = played.events.at(-1);
    assert.ok(last?.type === "assist-error");
    const { budget, tier, leftPico } = last.failure.facts;
    assert.deepEqual([last.failure.code, budget, tier, leftPico], ["over-budget", "day", "mini", 7]);
  });

  it("lets a model without a price answer once the user allowed it, and holds the others to the budget", async () => {
    const budgets = new FakeBudgets(0);
    const unpriced = { price: { kind: "unknown" } } as const;
    const play1 = (price: object): ReturnType<typeof play> =>
      play({
        models: { mini: { scripts: [answer("fine")], info: price } },
        deps: { budgets },
        request: { unpricedAllowed: true },
      });
    assert.equal((await play1(unpriced)).events.at(-1)?.type, "assist-end");
    assert.equal(budgets.claims.length, 0);
    assert.equal((await play1({})).events.at(-1)?.type, "assist-error");
  });

  it("sets its worst case aside and gives it back once it is booked", async () => {
    const budgets = new FakeBudgets(Infinity);
    const played = await play({
      models: { mini: { scripts: [answer("fine")] } },
      deps: { budgets },
      leaveAt: ({ type }) => {
        if (type === "text-delta") assert.equal(budgets.held, 1);
        return false;
      },
    });
    assertInvariants(played);
    const worst = budgets.claims[0]?.worst;
    assert.ok(worst?.kind === "priced" && played.entries[0]?.cost.kind === "priced");
    assert.ok(worst.pico > played.entries[0].cost.pico);
    assert.equal(budgets.held, 0);
  });

  it("gives it back when the listener walks away", async () => {
    const budgets = new FakeBudgets(Infinity);
    await play({
      models: { mini: { scripts: [answer("fine")] } },
      deps: { budgets },
      leaveAt: ({ type }) => type === "text-delta",
    });
    assert.equal(budgets.held, 0);
  });

  it("gives back what it set aside for a stronger tier when it is stopped before that is asked", async () => {
    const budgets = new FakeBudgets(Infinity);
    const played = await play({
      models: { mini: { scripts: [answer("bad")] }, full: { scripts: [answer("good")] } },
      request: { task: "fix" },
      deps: { budgets, verifiers: [refusesMini] },
      stopAt: ({ type }) => type === "attempt-end",
    });
    assert.equal(played.transcript.at(-1), "cancelled");
    assert.equal(budgets.claims.length, 2);
    assert.equal(budgets.held, 0);
  });

  it("keeps the answer that there is when the stronger tier does not fit", async () => {
    const mini = { scripts: [answer("bad")] };
    const probe = new FakeBudgets(Infinity);
    const models = { mini, full: { scripts: [answer("good")] } };
    const request = { task: "fix" as const };
    const up = await play({ models, request, deps: { budgets: probe, verifiers: [refusesMini] } });
    assert.deepEqual(up.transcript.at(-1), "answered");
    assert.equal(probe.held, 0);
    const [cheap = 0, dear = 0] = probe.claims.map(({ worst }) => (worst.kind === "priced" ? worst.pico : 0));
    assert.ok(dear > cheap);
    const budgets = new FakeBudgets(cheap);
    const kept = await play({ models, request, deps: { budgets, verifiers: [refusesMini] } });
    assert.deepEqual(kept.transcript.slice(-2), ["rejected", "answered, check-failed"]);
    assertInvariants(kept);
    assert.equal(budgets.held, 0);
  });
});
