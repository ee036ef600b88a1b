import assert from "node:assert/strict";
import fc from "fast-check";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { readLine } from "../../../../src/core/ledger/lines.ts";
import { entriesIn } from "../../../../src/core/ledger/months.ts";
import { reportOn } from "../../../../src/core/ledger/report.ts";
import { monthOf, startOfDay, startOfMonth } from "../../../../src/core/ledger/time.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { entry } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

/** Local time, as the ledger counts days and months. */
const local = (month: number, day: number, hour = 12, minute = 0, second = 0): number =>
  new Date(2026, month - 1, day, hour, minute, second).getTime();
const ids = (found: readonly { readonly id: string }[]): readonly string[] => found.map(({ id }) => id);
/** Attempts that the totals count since a moment. */
const counted = async (ledger: Ledger, start: number): Promise<number> =>
  reportOn(await ledger.totals(start)).cost.priced;

function set(now: number): { readonly ledger: Ledger; readonly store: MemoryStore; readonly clock: FakeClock } {
  const clock = new FakeClock(now);
  const store = new MemoryStore();
  return { ledger: new Ledger(store, clock), store, clock };
}

/** A moment for tests that need only one. */
const AT = local(11, 20);
const fail = (): never => assert.fail("there is no such day");

describe("the ledger", () => {
  it("writes one line per entry into the month of the attempt, and reads it back", async () => {
    const { ledger, store } = set(local(11, 20));
    const entries = [entry({ id: "a", at: local(10, 31) }), entry({ id: "b", at: local(11, 20) })];
    for (const one of entries) await ledger.append(one);
    assert.deepEqual([...store.months.keys()], ["2026-10", "2026-11"]);
    assert.equal(store.months.get("2026-11"), `${JSON.stringify(entries[1])}\n`);
    assert.deepEqual(ledger.session, entries);
    assert.deepEqual(await ledger.since(local(11, 1, 0)), [entries[1]]);
    assert.deepEqual([await counted(ledger, local(11, 1, 0)), await counted(ledger, local(10, 31, 0))], [1, 2]);
    assert.equal(ledger.degraded, false);
  });

  it("keeps counting in memory when nothing can be written, and says so", async () => {
    const { ledger, store } = set(local(11, 20));
    const errors: unknown[] = [];
    ledger.onDidFail((error) => errors.push(error));
    await ledger.append(entry({ id: "a", at: local(11, 20) }));
    store.full = true;
    await ledger.append(entry({ id: "b", at: local(11, 20) }));
    assert.equal(errors.length, 1);
    assert.equal(ledger.degraded, true);
    assert.deepEqual(ids(await ledger.since(local(11, 1, 0))), ["a", "b"]);
    assert.equal(await counted(ledger, local(11, 20, 0)), 2);
    assert.equal(reportOn((await ledger.days([local(11, 19, 0), local(11, 20, 0)]))[1] ?? fail()).cost.priced, 2);
    store.full = false;
    await ledger.append(entry({ id: "c", at: local(11, 20) }));
    assert.equal(ledger.degraded, false);
    assert.deepEqual(ids(entriesIn(store.months.get("2026-11") ?? "")), ["a", "b", "c"]);
    assert.equal(await counted(ledger, local(11, 20, 0)), 3);
  });

  it("tells its listeners, who find the entry in the totals at once", async () => {
    const { ledger } = set(local(11, 20));
    const seen: Promise<number>[] = [];
    ledger.onDidAppend(() => seen.push(counted(ledger, local(11, 1, 0))));
    await ledger.append(entry({ id: "a", at: local(11, 20) }));
    await ledger.append(entry({ id: "b", at: local(11, 20) }));
    const [first = 0, second] = await Promise.all(seen);
    assert.ok(first >= 1);
    assert.equal(second, 2);
  });

  it("writes the line also when a listener throws", async () => {
    const { ledger, store } = set(local(11, 20));
    ledger.onDidAppend(() => {
      throw new Error("bug in a view");
    });
    await assert.rejects(ledger.append(entry({ at: local(11, 20) })));
    assert.equal(entriesIn(store.months.get("2026-11") ?? "").length, 1);
  });

  it("counts the lines of other windows, and none twice", async () => {
    const { ledger, store } = set(local(11, 20));
    await store.append("2026-11", JSON.stringify(entry({ id: "theirs", at: local(11, 19) })));
    await ledger.append(entry({ id: "ours", at: local(11, 20) }));
    assert.deepEqual(ids(await ledger.since(local(11, 1, 0))), ["theirs", "ours"]);
    assert.deepEqual(ids(await ledger.newest(local(11, 1, 0), 1)), ["ours"]);
    assert.deepEqual([await counted(ledger, local(11, 1, 0)), await counted(ledger, local(11, 20, 0))], [2, 1]);
  });

  it("cuts days at local midnight and months at the local first", async () => {
    const { ledger, clock } = set(local(11, 1, 0, 0, 1));
    const times = { old: local(10, 31, 23, 59, 59), new: local(11, 1, 0, 0, 0), later: local(11, 1, 0, 0, 1) };
    for (const [id, at] of Object.entries(times)) await ledger.append(entry({ id, at }));
    const now = (): number => clock.now();
    const sums = async (): Promise<readonly number[]> =>
      Promise.all([counted(ledger, startOfDay(now())), counted(ledger, startOfMonth(now()))]);
    assert.deepEqual(await sums(), [2, 2]);
    clock.advance(24 * 3_600_000);
    assert.deepEqual(await sums(), [0, 2]);
  });

  it("counts what was booked before the clock was set back", async () => {
    const { ledger } = set(local(10, 31));
    await ledger.append(entry({ id: "a", at: local(11, 2) }));
    assert.equal(await counted(ledger, local(10, 1, 0)), 1);
    assert.deepEqual(ids(await ledger.since(local(10, 1, 0))), ["a"]);
  });

  it("keeps the sums of a month whose entries were given up, also for the next window", async () => {
    const { ledger, store } = set(local(11, 20));
    for (const day of [3, 4]) await ledger.append(entry({ id: `o${day}`, request: `o${day}`, at: local(10, day) }));
    await ledger.rollUp("2026-10");
    const later = new Ledger(store, new FakeClock(local(11, 20)));
    for (const window of [ledger, later])
      assert.deepEqual([await counted(window, local(10, 1, 0)), await counted(window, local(10, 4, 0))], [2, 1]);
    assert.equal(store.months.has("2026-10"), false);
    assert.deepEqual(await later.since(local(10, 1, 0)), []);
  });

  it("deletes months for every window, and counts on from nothing", async () => {
    const [store, clock] = [new MemoryStore(), new FakeClock(AT)];
    const [one, other] = [new Ledger(store, clock), new Ledger(store, clock)];
    for (const ledger of [one, other]) await ledger.append(entry({ id: ledger === one ? "a" : "b", at: AT }));
    await Promise.all([one, other].map((ledger) => ledger.totals(startOfMonth(AT))));
    await one.delete([monthOf(AT)]);
    const figures = async (ledger: Ledger): Promise<readonly number[]> => [
      reportOn(await ledger.totals(startOfMonth(AT))).requests,
      (await ledger.since(startOfMonth(AT))).length,
      (await ledger.newest(startOfMonth(AT), 10)).length,
    ];
    assert.deepEqual([await figures(one), one.session.length, await figures(other)], [[0, 0, 0], 0, [0, 0, 0]]);
    await other.append(entry({ id: "c", request: "c", at: AT }));
    assert.deepEqual(
      [await figures(one), await figures(other)],
      [
        [1, 1, 1],
        [1, 1, 1],
      ],
    );
  });

  it("finds the newest entries at the ends of the files", async () => {
    const { ledger, store } = set(local(11, 20));
    for (let day = 1; day <= 30; day += 1) await ledger.append(entry({ id: `o${day}`, at: local(10, day) }));
    for (let day = 1; day <= 5; day += 1) await ledger.append(entry({ id: `n${day}`, at: local(11, day) }));
    const later = new Ledger(store, new FakeClock(local(11, 20)));
    assert.deepEqual(ids(await later.newest(0, 3)).slice(-3), ["n3", "n4", "n5"]);
    assert.deepEqual(ids(await later.newest(local(10, 30, 0), 1_000)), ["o30", "n1", "n2", "n3", "n4", "n5"]);
  });
});

describe("local days and months", () => {
  it("are those of the calendar on the wall", () => {
    assert.deepEqual([local(1, 1, 0), local(9, 30, 23, 59, 59), local(12, 31)].map(monthOf), [
      "2026-01",
      "2026-09",
      "2026-12",
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const start = new Date(startOfDay(at));
        assert.equal(start.toDateString(), new Date(at).toDateString());
        assert.ok(start.getTime() <= at && startOfDay(start.getTime()) === start.getTime());
      }),
    );
  });
});

describe("the lines of the ledger", () => {
  const good = JSON.stringify(entry());

  it("skips and counts what is torn or foreign, and keeps the rest", () => {
    const bad = [
      ...[good.slice(0, 40), "not json", "null", "[]", '"text"', "{}", '{"v":2}', "\u0000\u0000"],
      ...[
        entry({ at: -1 }),
        { ...entry(), v: 2 },
        { ...entry(), tier: "huge" },
        { ...entry(), cost: { kind: "priced", pico: 0.5, provenance: "billed" } },
      ].map((one) => JSON.stringify(one)),
      `${good.slice(0, 50)}${good}`,
    ];
    const text = ["", good, ...bad, "  ", good].join("\n");
    assert.deepEqual(entriesIn(text), [entry(), entry()]);
    const newer = bad.filter((line) => readLine(line).type === "newer");
    assert.deepEqual(newer, ['{"v":2}', JSON.stringify({ ...entry(), v: 2 })]);
    assert.ok(bad.every((line) => newer.includes(line) || readLine(line).type === "unreadable"));
  });

  it("reads what a newer version added to an entry", () => {
    assert.equal(readLine(JSON.stringify({ ...entry(), colour: "red" })).type, "entry");
  });

  it("survives a tear at every byte", () => {
    for (let cut = 0; cut < good.length; cut += 1) {
      const torn = good.slice(0, cut);
      assert.equal(entriesIn(`${torn}\n${good}\n`).length, 1);
      assert.equal(readLine(torn).type, "unreadable");
    }
  });
});
