import assert from "node:assert/strict";
import fc from "fast-check";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { reportOf } from "../../../../src/core/ledger/report.ts";
import { requestsOf } from "../../../../src/core/ledger/request.ts";
import { savedBy } from "../../../../src/core/ledger/savings.ts";
import { type Cost, sumCosts } from "../../../../src/core/models/money.ts";
import { TIERS } from "../../../../src/core/models/tier.ts";
import { TASK_KINDS } from "../../../../src/core/task/kinds.ts";
import { entry } from "../../../helpers/make.ts";

const priced = (pico: number): Cost => ({ kind: "priced", pico, provenance: "computed" });
const simulated = (pico: number): Cost => ({ kind: "simulated", pico });

/** A request as the costs of its attempts and the always-full price on the last. */
function attempts(request: string, costs: readonly Cost[], alwaysFull?: Cost): LedgerEntry[] {
  return costs.map((cost, index) => {
    const last = index === costs.length - 1;
    const outcome = last ? "accepted" : "rejected";
    return entry({ id: `${request}-${index}`, request, cost, outcome, ...(last && alwaysFull ? { alwaysFull } : {}) });
  });
}

const anyCost: fc.Arbitrary<Cost> = fc.oneof(
  fc
    .nat(2 ** 50)
    .chain((pico) =>
      fc
        .constantFrom("billed" as const, "computed" as const, "assumed" as const, "estimated" as const)
        .map((provenance): Cost => ({ kind: "priced", pico, provenance })),
    ),
  fc.nat(2 ** 50).map(simulated),
  fc.constantFrom<Cost>({ kind: "free" }, { kind: "included" }, { kind: "unknown" }),
);
const anyEntries = fc.array(
  fc
    .record({
      ...{ cost: anyCost, request: fc.constantFrom("a", "b", "c", "d"), task: fc.constantFrom(...TASK_KINDS) },
      ...{
        tier: fc.constantFrom(...TIERS),
        model: fc.constantFrom("one", "two"),
        connection: fc.constantFrom("here", "there"),
      },
      outcome: fc.constantFrom("accepted" as const, "rejected" as const, "failed" as const, "cancelled" as const),
    })
    .map((more) => entry(more)),
  { maxLength: 30 },
);

describe("a report", () => {
  it("sums to the same by tier, provenance, model, task and request", () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        const { cost, byTier, byProvenance, byModel, byTask, requests } = reportOf(entries);
        const total = (sums: Iterable<bigint>): bigint => [...sums].reduce((sum, pico) => sum + pico, 0n);
        for (const groups of [byModel, byTask]) {
          assert.equal(total(groups.map((group) => group.cost.pico)), cost.pico);
          assert.equal(total(groups.map((group) => group.cost.simulatedPico)), cost.simulatedPico);
          assert.equal(
            groups.reduce((sum, group) => sum + group.cost.unknown, 0),
            cost.unknown,
          );
        }
        assert.equal(total(byTier.values()), cost.pico);
        assert.equal(total(byProvenance.values()), cost.pico);
        assert.deepEqual(cost, sumCosts(entries.map((one) => one.cost)));
        assert.equal(requests, new Set(entries.map(({ request }) => request)).size);
      }),
    );
  });

  it("groups by connection, model and tier, dearest first", () => {
    const rows = [
      entry({ cost: priced(1) }),
      entry({ connection: "other", cost: priced(5) }),
      entry({ tier: "full", cost: { kind: "free" } }),
    ];
    const { byModel } = reportOf([...rows, entry({ request: "request-2", cost: priced(2) })]);
    assert.deepEqual(
      byModel.map(({ key, requests, cost }) => [key.connection, key.tier, requests, cost.pico]),
      [
        ["other", "mini", 1, 5n],
        ["cloud", "mini", 2, 3n],
        ["cloud", "full", 1, 0n],
      ],
    );
  });

  it("counts a request once per group, whatever it took", () => {
    const { byTask, requests } = reportOf(attempts("a", [priced(1), priced(2)]));
    assert.deepEqual([requests, byTask[0]?.requests, byTask[0]?.cost.pico], [1, 1, 3n]);
  });

  it("tells what rejected tries cost", () => {
    const { rejected } = reportOf([...attempts("a", [priced(10), priced(2)]), ...attempts("b", [priced(1)])]);
    assert.deepEqual([rejected.tries, rejected.cost.pico], [1, 10n]);
  });

  it("is empty for nothing", () => {
    const { requests, alwaysFull, byModel, cost } = reportOf([]);
    assert.deepEqual([requests, alwaysFull, byModel, cost.pico], [0, {}, [], 0n]);
  });
});

describe("savings", () => {
  interface Row {
    readonly name: string;
    readonly costs: readonly Cost[];
    readonly full?: Cost;
    readonly saved: bigint | undefined;
  }
  const rows: readonly Row[] = [
    { name: "the difference to always Full", costs: [priced(10)], full: priced(100), saved: 90n },
    { name: "less what rejected tries cost", costs: [priced(10), priced(90)], full: priced(95), saved: -5n },
    { name: "all of it for a free model", costs: [{ kind: "free" }], full: priced(100), saved: 100n },
    { name: "unknown without a baseline", costs: [priced(10)], saved: undefined },
    { name: "unknown with a baseline of no price", costs: [priced(10)], full: { kind: "unknown" }, saved: undefined },
    {
      name: "unknown where one try has no price",
      costs: [{ kind: "unknown" }, priced(1)],
      full: priced(100),
      saved: undefined,
    },
    { name: "unknown where a plan paid", costs: [{ kind: "included" }], full: priced(100), saved: undefined },
    {
      name: "unknown where play money meets real money",
      costs: [simulated(1), priced(1)],
      full: priced(9),
      saved: undefined,
    },
  ];
  for (const { name, costs, full, saved } of rows) {
    it(`are ${name}`, () => {
      const [record] = requestsOf(attempts("a", costs, full));
      assert.equal(record && savedBy(record, "priced")?.saved, saved);
    });
  }

  it("add up over the requests that can be compared, losses too", () => {
    const entries = [
      ...attempts("a", [priced(10)], priced(100)),
      ...attempts("b", [priced(50), priced(100)], priced(100)),
      ...attempts("c", [{ kind: "unknown" }], priced(100)),
    ];
    const byTier = new Map([["mini", 160n]]);
    assert.deepEqual(reportOf(entries).alwaysFull, { priced: { baseline: 200n, saved: 40n, requests: 2, byTier } });
  });

  it("of the demo are counted apart", () => {
    const entries = [...attempts("a", [simulated(1)], simulated(20)), ...attempts("b", [priced(10)], priced(100))];
    const { alwaysFull, cost, byTier } = reportOf(entries);
    assert.deepEqual(alwaysFull.priced, { baseline: 100n, saved: 90n, requests: 1, byTier: new Map([["mini", 10n]]) });
    assert.deepEqual(alwaysFull.simulated?.saved, 19n);
    assert.deepEqual([cost.pico, cost.simulatedPico, byTier.get("mini")], [10n, 1n, 10n]);
  });

  it("are told beside those against the cheapest model, which a dear full flatters", () => {
    const [one] = attempts("a", [priced(30)], priced(100));
    const { alwaysFull, alwaysCheapest } = reportOf(one ? [{ ...one, alwaysCheapest: priced(10) }] : []);
    assert.deepEqual([alwaysFull.priced?.saved, alwaysCheapest.priced?.saved], [70n, -20n]);
  });
});
