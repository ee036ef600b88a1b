import assert from "node:assert/strict";
import { type BudgetLimits, budgetLimitsOf, NO_LIMITS } from "../../../../src/core/ledger/budgetLimits.ts";
import { BudgetWarnings, Budgets, type Claim, type Reservation } from "../../../../src/core/ledger/budgets.ts";
import { raiseTo, withRaise } from "../../../../src/core/ledger/raise.ts";
import { HOLD_MS, Holds } from "../../../../src/core/ledger/holds.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { monthOf } from "../../../../src/core/ledger/time.ts";
import type { Cost } from "../../../../src/core/models/money.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { entry, FakeLog } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

const NOW = new Date(2026, 10, 20, 12).getTime();
const priced = (pico: number): Cost => ({ kind: "priced", pico, provenance: "estimated" });

interface Window {
  readonly budgets: Budgets;
  readonly ledger: Ledger;
}

/** Windows on one ledger, each with these limits. */
function windows(
  limits: Partial<BudgetLimits>,
  count = 1,
  store = new MemoryStore(),
  clock = new FakeClock(NOW),
): readonly Window[] {
  return Array.from({ length: count }, (_, index) => {
    const holds = new Holds();
    const ledger = new Ledger(store, clock, (line) => holds.take(line));
    const budgets = new Budgets({
      ...{ ledger, holds, clock, session: `window-${index}`, log: new FakeLog() },
      limits: () => ({ ...NO_LIMITS, ...limits }),
      write: (line) => store.append(monthOf(line.at), JSON.stringify(line)),
    });
    return { budgets, ledger };
  });
}

let ids = 0;
function claim(worst: Cost, more: Partial<Claim> = {}): Claim {
  ids += 1;
  return { id: `claim-${ids}`, request: `request-${ids}`, task: "chat", model: "cloud/small", worst, ...more };
}

const typeOf = ({ type }: Reservation): string => type;

async function only(limits: Partial<BudgetLimits>): Promise<Window> {
  return windows(limits)[0] ?? assert.fail("no window");
}

describe("budgets", () => {
  it("limit nothing and write nothing where none is set", async () => {
    const store = new MemoryStore();
    const [window] = windows({}, 1, store);
    assert.equal(typeOf((await window?.budgets.reserve(claim(priced(1e15)))) ?? assert.fail()), "granted");
    assert.equal(window?.budgets.left, undefined);
    assert.deepEqual(store.months.size, 0);
  });

  for (const name of ["request", "session", "day", "month"] as const) {
    it(`refuse what may pass the limit of the ${name}, and grant what cannot`, async () => {
      const { budgets } = await only({ [name]: 100n });
      const first = await budgets.reserve(claim(priced(100), { request: "r" }));
      assert.equal(first.type, "granted");
      const second = await budgets.reserve(claim(priced(1), { request: "r" }));
      assert.deepEqual(second, { type: "refused", budget: name, left: 0n, pico: 1n });
      if (first.type === "granted") first.settle();
      assert.equal((await budgets.reserve(claim(priced(100)))).type, "granted");
    });

    it(`count what was spent of the ${name}`, async () => {
      const { budgets, ledger } = await only({ [name]: 100n });
      await ledger.append(entry({ at: NOW, request: "r", cost: { kind: "priced", pico: 60, provenance: "computed" } }));
      const reservation = await budgets.reserve(claim(priced(41), { request: "r" }));
      assert.deepEqual(reservation, { type: "refused", budget: name, left: 40n, pico: 41n });
      assert.equal((await budgets.reserve(claim(priced(40), { request: "r" }))).type, "granted");
    });
  }

  it("are not spent beyond by eight requests at once, nor by windows together", async () => {
    const all = windows({ day: 100n }, 4);
    const reservations = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => await all[index % 4]?.budgets.reserve(claim(priced(30)))),
    );
    assert.equal(reservations.filter((one) => one?.type === "granted").length, 3);
  });

  for (const count of [1, 2, 4]) {
    it(`are not spent beyond by requests that are booked while others ask, in ${count} windows`, async () => {
      const all = windows({ day: 80n }, count);
      const spend = async (index: number): Promise<boolean> => {
        const { budgets, ledger } = all[index % count] ?? assert.fail();
        const one = claim(priced(10));
        const reservation = await budgets.reserve(one);
        if (reservation.type !== "granted") return false;
        const cost: Cost = { kind: "priced", pico: 10, provenance: "billed" };
        await ledger.append(entry({ id: one.id, request: one.request, at: NOW, cost }));
        reservation.settle();
        return true;
      };
      const granted = await Promise.all(Array.from({ length: 24 }, async (_, index) => await spend(index)));
      assert.equal(granted.filter(Boolean).length, 8);
    });
  }

  it("see what another window has set aside before it began", async () => {
    const store = new MemoryStore();
    const [first] = windows({ day: 100n }, 1, store);
    await first?.ledger.append(entry({ at: NOW, cost: { kind: "priced", pico: 1, provenance: "computed" } }));
    await first?.budgets.reserve(claim(priced(80)));
    await first?.ledger.totals(NOW);
    await first?.ledger.rest();
    const [second] = windows({ day: 100n }, 1, store);
    assert.equal((await second?.budgets.reserve(claim(priced(30))))?.type, "refused");
  });

  it("get back what a killed window set aside, once its time is over", async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock(NOW)];
    const [first] = windows({ day: 100n }, 1, store, clock);
    await first?.budgets.reserve(claim(priced(80)));
    const [second] = windows({ day: 100n }, 1, store, clock);
    assert.equal((await second?.budgets.reserve(claim(priced(30))))?.type, "refused");
    clock.advance(HOLD_MS + 1);
    assert.equal((await second?.budgets.reserve(claim(priced(30))))?.type, "granted");
  });

  it("go on in this window when nothing can be written", async () => {
    const store = new MemoryStore();
    store.full = true;
    const [window] = windows({ day: 100n }, 1, store);
    const reserve = async (): Promise<string | undefined> => (await window?.budgets.reserve(claim(priced(60))))?.type;
    assert.deepEqual([await reserve(), await reserve()], ["granted", "refused"]);
  });

  it("ask for a price where a model has none", async () => {
    const { budgets } = await only({ day: 100n });
    const unknown = claim({ kind: "unknown" });
    assert.equal((await budgets.reserve(unknown)).type, "price-needed");
  });

  it("are not touched by what costs no money", async () => {
    const { budgets } = await only({ session: 1n });
    for (const worst of [{ kind: "free" }, { kind: "included" }, { kind: "simulated", pico: 1e12 }] as const)
      assert.equal((await budgets.reserve(claim(worst))).type, "granted");
  });

  it("tell the router what is left, unless a limit is to refuse", async () => {
    const { budgets, ledger } = await only({ day: 100n, session: 70n });
    await ledger.append(entry({ at: NOW, cost: { kind: "priced", pico: 50, provenance: "computed" } }));
    await budgets.refresh();
    assert.deepEqual(budgets.left, { name: "session", pico: 20 });
    assert.deepEqual(
      budgets.states.map(({ name, limit, spent }) => [name, limit, spent]),
      [
        ["session", 70n, 50n],
        ["day", 100n, 50n],
      ],
    );
    assert.equal((await only({ day: 100n, atLimit: "refuse" })).budgets.left, undefined);
  });
});

describe("warnings of a budget", () => {
  type States = Parameters<BudgetWarnings["next"]>[0];
  const next = (warnings: BudgetWarnings, states: States, now = NOW): string | undefined =>
    warnings.next(states, { warnAt: 0.8, now, session: "s" })?.name;
  const day = (spent: bigint): States => [{ name: "day", limit: 100n, spent }];

  it("come once at the share and once at the end, each day anew", () => {
    const warnings = new BudgetWarnings([]);
    const said = [79n, 80n, 85n, 100n, 101n].map((spent) => next(warnings, day(spent)));
    assert.deepEqual(said, [undefined, "day", undefined, "day", undefined]);
    assert.equal(next(warnings, day(90n), NOW + 24 * 3_600_000), "day");
    assert.equal(next(new BudgetWarnings(warnings.said), day(85n)), undefined);
  });

  it("come one after the other where several are due", () => {
    const warnings = new BudgetWarnings([]);
    const both: States = [{ name: "session", limit: 100n, spent: 90n }, ...day(100n)];
    assert.deepEqual(
      [1, 2, 3].map(() => next(warnings, both)),
      ["session", "day", undefined],
    );
  });
});

describe("a limit that is raised for today", () => {
  const limits = { ...NO_LIMITS, day: 5n, month: 100n };
  const tomorrow = NOW + 24 * 3_600_000;

  it("holds until midnight, and leaves the others alone", () => {
    assert.deepEqual(withRaise(limits, raiseTo(9n, NOW), NOW), { ...limits, day: 9n });
    assert.equal(withRaise(limits, raiseTo(9n, NOW), tomorrow), limits);
  });

  it("neither lowers a limit nor sets one", () => {
    assert.equal(withRaise({ ...limits, day: 20n }, raiseTo(9n, NOW), NOW).day, 20n);
    assert.equal(withRaise(NO_LIMITS, raiseTo(9n, NOW), NOW).day, 0n);
  });

  it("is nothing where something else was stored", () => {
    for (const stored of [
      undefined,
      null,
      "9",
      { day: "2026-11-20" },
      { day: "2026-11-20", pico: "-1" },
      { pico: "9" },
    ])
      assert.equal(withRaise(limits, stored, NOW), limits);
  });
});

describe("limits in the settings", () => {
  it("are dollars, exact to a millionth, and none for 0", () => {
    const values: Readonly<Record<string, number | string>> = {
      ...{ "budgets.request": 0.1, "budgets.session": 0, "budgets.day": 5, "budgets.month": 0.000001 },
      ...{ "budgets.atLimit": "refuse", "budgets.warnAtPercent": 75 },
    };
    assert.deepEqual(
      budgetLimitsOf((key) => values[key] as never),
      {
        ...{ request: 100_000_000_000n, session: 0n, day: 5_000_000_000_000n, month: 1_000_000n },
        ...{ atLimit: "refuse", warnAt: 0.75 },
      },
    );
  });
});
