import assert from "node:assert/strict";
import fc from "fast-check";
import { Ledger, monthOf, startOfDay } from "../../../../src/core/ledger/ledger.ts";
import { parseLines } from "../../../../src/core/ledger/months.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { entry } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

/** Local time, as the ledger counts days and months. */
const local = (month: number, day: number, hour = 12, minute = 0, second = 0): number =>
  new Date(2026, month - 1, day, hour, minute, second).getTime();
const ids = (found: { readonly entries: readonly { readonly id: string }[] }): readonly string[] =>
  found.entries.map(({ id }) => id);

function set(now: number): { readonly ledger: Ledger; readonly store: MemoryStore; readonly clock: FakeClock } {
  const clock = new FakeClock(now);
  const store = new MemoryStore();
  return { ledger: new Ledger(store, clock), store, clock };
}

describe("the ledger", () => {
  it("writes one line per entry into the month of the attempt, and reads it back", async () => {
    const { ledger, store } = set(local(11, 20));
    const entries = [entry({ id: "a", at: local(10, 31) }), entry({ id: "b", at: local(11, 20) })];
    for (const one of entries) await ledger.append(one);
    assert.deepEqual([...store.months.keys()], ["2026-10", "2026-11"]);
    assert.equal(store.months.get("2026-11"), `${JSON.stringify(entries[1])}\n`);
    assert.deepEqual(ledger.session, entries);
    assert.deepEqual(await ledger.month(), { entries: [entries[1]], skipped: 0 });
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
    assert.deepEqual(ids(await ledger.month()), ["a", "b"]);
    assert.deepEqual(ids(await ledger.today()), ["a", "b"]);
  });

  it("tells its listeners, who find the entry in the month at once", async () => {
    const { ledger } = set(local(11, 20));
    const seen: Promise<readonly string[]>[] = [];
    ledger.onDidAppend(() => seen.push(ledger.month().then(ids)));
    await ledger.append(entry({ id: "a", at: local(11, 20) }));
    await ledger.append(entry({ id: "b", at: local(11, 20) }));
    assert.deepEqual(await Promise.all(seen), [["a"], ["a", "b"]]);
  });

  it("writes the line also when a listener throws", async () => {
    const { ledger, store } = set(local(11, 20));
    ledger.onDidAppend(() => {
      throw new Error("bug in a view");
    });
    await assert.rejects(ledger.append(entry({ at: local(11, 20) })));
    assert.equal(parseLines(store.months.get("2026-11") ?? "").entries.length, 1);
  });

  it("counts the lines of other windows, and none twice", async () => {
    const { ledger, store } = set(local(11, 20));
    await store.append("2026-11", JSON.stringify(entry({ id: "theirs", at: local(11, 19) })));
    await ledger.append(entry({ id: "ours", at: local(11, 20) }));
    assert.deepEqual(ids(await ledger.month()), ["theirs", "ours"]);
    assert.deepEqual(ids(await ledger.today()), ["ours"]);
  });

  it("cuts days at local midnight and months at the local first", async () => {
    const { ledger, clock } = set(local(11, 1, 0, 0, 1));
    const times = { old: local(10, 31, 23, 59, 59), new: local(11, 1, 0, 0, 0), later: local(11, 1, 0, 0, 1) };
    for (const [id, at] of Object.entries(times)) await ledger.append(entry({ id, at }));
    assert.deepEqual(ids(await ledger.month()), ["new", "later"]);
    assert.deepEqual(ids(await ledger.today()), ["new", "later"]);
    clock.advance(24 * 3_600_000);
    assert.deepEqual(ids(await ledger.today()), []);
    assert.deepEqual(ids(await ledger.month()), ["new", "later"]);
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
    assert.deepEqual(parseLines(text), { entries: [entry(), entry()], skipped: bad.length });
  });

  it("reads what a newer version added to an entry", () => {
    assert.equal(parseLines(JSON.stringify({ ...entry(), colour: "red" })).entries.length, 1);
  });

  it("survives a tear at every byte", () => {
    for (let cut = 0; cut < good.length; cut += 1) {
      const { entries, skipped } = parseLines(`${good.slice(0, cut)}\n${good}\n`);
      assert.deepEqual([entries.length, skipped], [1, cut === 0 ? 0 : 1]);
    }
  });
});
