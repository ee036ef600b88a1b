import assert from "node:assert/strict";
import { requestsOf } from "../../../../src/core/ledger/request.ts";
import { savedBy } from "../../../../src/core/ledger/savings.ts";
import { answer, fails, finish, reasoning, text, usage } from "../../../helpers/fakeModel.ts";
import { price } from "../../../helpers/make.ts";
import { play } from "../../../helpers/road.ts";

const CODE = "```ts\nlet a = 2;\n```";
const unknown = { price: { kind: "unknown" } } as const;

describe("what an attempt is booked with", () => {
  it("is what the model reports", async () => {
    const used = usage(1_000, 50, { cacheRead: 200, reasoning: 20 });
    const { entries } = await play({ models: { mini: { scripts: [answer("It adds.", used)] } } });
    assert.deepEqual(entries[0]?.usage, used);
    assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 1_400_000_000, provenance: "computed" });
  });

  it("is an estimate where the server reports nothing", async () => {
    const { entries } = await play({ models: { mini: { scripts: [[reasoning("Hm."), text("It adds."), finish()]] } } });
    assert.equal(entries[0]?.usage.estimated, true);
    assert.deepEqual([entries[0].usage.output, entries[0].usage.reasoning], [4, 1]);
    assert.equal(entries[0].cost.kind === "priced" && entries[0].cost.provenance, "estimated");
  });

  it("is nothing for a refused request, also where the price is unknown", async () => {
    for (const code of ["auth", "rate-limit", "unreachable", "key-missing"] as const) {
      const { entries } = await play({ models: { mini: { scripts: [[fails(code)]], info: unknown } } });
      assert.deepEqual(entries[0]?.usage, usage(0, 0));
      assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 0, provenance: "computed" });
    }
  });

  it("is the prompt for a request that broke off before any text", async () => {
    const { entries } = await play({ models: { mini: { scripts: [[fails("transport")]] } } });
    assert.ok((entries[0]?.usage.input ?? 0) > 0);
    assert.equal(entries[0]?.usage.estimated, true);
  });

  it("is compared by what two models made of the same prompt, where that was measured", async () => {
    const pairs = {
      ratio: (from: string, to: string) => (from === "cloud/mini-model" && /full/.test(to) ? 2 : undefined),
    };
    const mini = { scripts: [answer("It adds.", usage(1_000, 100))] };
    const baseline = async (deps: object): Promise<number> => {
      const { entries } = await play({ models: { mini, full: { scripts: [] } }, deps });
      const cost = entries[0]?.alwaysFull;
      assert.ok(cost?.kind === "priced");
      return cost.pico;
    };
    assert.equal(await baseline({ pairs }), 2 * (await baseline({})));
  });

  it("has an unknown price where tokens were used and no price is known", async () => {
    for (const used of [usage(100, 10), usage(10, 10), usage(10, 0)]) {
      const { entries } = await play({ models: { mini: { scripts: [answer("It adds.", used)], info: unknown } } });
      assert.deepEqual(entries[0]?.cost, { kind: "unknown" });
    }
  });

  it("is what the provider billed, where it says so", async () => {
    const billed = [text("It adds."), finish({ usage: usage(9, 9), billedPico: 777 })];
    const { entries } = await play({ models: { mini: { scripts: [billed], info: unknown } } });
    assert.deepEqual(entries[0]?.cost, { kind: "priced", pico: 777, provenance: "billed" });
  });

  it("is dated when the attempt began", async () => {
    const { entries } = await play({
      models: { mini: { scripts: [[fails("overloaded")]] }, full: { scripts: [answer("It adds.")] } },
    });
    const start = Date.UTC(2026, 10, 20, 12);
    assert.deepEqual(
      entries.map(({ at }) => at - start),
      [10, 30],
    );
  });

  it("names who served only where it is another", async () => {
    for (const [served, expected] of [
      ["mini-model", undefined],
      ["mini-model-2026-01-01", "mini-model-2026-01-01"],
    ] as const) {
      const { entries } = await play({ models: { mini: { scripts: [[text("It adds."), finish({ served })]] } } });
      assert.equal(entries[0]?.served, expected);
    }
  });

  it("carries times, request, session, workspace and verdict", async () => {
    const { entries } = await play({
      models: { mini: { scripts: [answer(CODE)] } },
      request: { id: "r", task: "fix" },
    });
    const { request, session, workspace, firstTokenMs, totalMs, verdict, checked, reason } = entries[0] ?? {};
    assert.deepEqual(
      { request, session, workspace, firstTokenMs, totalMs, verdict, checked, reason },
      {
        ...{ request: "r", session: "session-1", workspace: "project", firstTokenMs: 0, totalMs: 40 },
        ...{ verdict: "unverified", checked: ["shape"], reason: "Mini is the only one left" },
      },
    );
  });
});

describe("what always Full would have cost", () => {
  const full = { price: price(10, 40) };

  it("is on the last entry, at full's price, uncached and without reasoning", async () => {
    const used = usage(1_000, 50, { cacheRead: 200, reasoning: 20 });
    const { entries } = await play({
      models: { mini: { scripts: [answer("It adds.", used)] }, full: { scripts: [], info: full } },
    });
    const pico = 1_200 * 10_000_000 + 30 * 40_000_000;
    assert.deepEqual(entries[0]?.alwaysFull, { kind: "priced", pico, provenance: "estimated" });
  });

  it("is unknown without a full tier", async () => {
    const { entries } = await play({ models: { mini: { scripts: [answer("It adds.")] } } });
    assert.deepEqual(entries[0]?.alwaysFull, { kind: "unknown" });
  });

  it("leaves out the rejected draft that full had to read: the loss is shown whole", async () => {
    const draft = "I would rather talk about it. ".repeat(50);
    const played = await play({
      models: {
        mini: { scripts: [answer(draft, usage(100, 400))] },
        full: { scripts: [[text(CODE), finish()]], info: full },
      },
      request: { task: "fix" },
    });
    const [first, second] = played.entries;
    const sent = played.models.mini?.requests[0]?.pack.summary.tokens ?? 0;
    assert.equal(first?.alwaysFull, undefined);
    assert.ok((second?.usage.input ?? 0) > sent + 400);
    const pico = sent * 10_000_000 + (second?.usage.output ?? 0) * 40_000_000;
    assert.deepEqual(second?.alwaysFull, { kind: "priced", pico, provenance: "estimated" });
    const [record] = requestsOf(played.entries);
    assert.ok(record && (savedBy(record, "priced")?.saved ?? 0n) < -BigInt(100 * 1_000_000 + 400 * 4_000_000));
  });
});
