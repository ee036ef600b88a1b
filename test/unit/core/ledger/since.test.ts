import assert from "node:assert/strict";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { startOfMonth } from "../../../../src/core/ledger/time.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { entry } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

const local = (year: number, month: number, day: number, hour = 12): number =>
  new Date(year, month - 1, day, hour).getTime();

async function idsSince(
  start: number,
  now: number,
  entries: readonly (readonly [string, number])[],
): Promise<string[]> {
  const store = new MemoryStore();
  const earlier = new Ledger(store, new FakeClock(now));
  for (const [id, at] of entries) await earlier.append(entry({ id, at }));
  const found = await new Ledger(store, new FakeClock(now)).since(start);
  return found.map(({ id }) => id);
}

describe("the ledger since a moment", () => {
  it("crosses months and the year", async () => {
    const rows = [
      ["before", local(2025, 11, 30)],
      ["start", local(2025, 12, 25, 0)],
      ["old year", local(2025, 12, 31)],
      ["new year", local(2026, 1, 3)],
    ] as const;
    const found = await idsSince(local(2025, 12, 25, 0), local(2026, 1, 7), rows);
    assert.deepEqual(found, ["start", "old year", "new year"]);
  });

  it("reads every month in between, short ones too", async () => {
    const rows = [1, 2, 3, 4].map((month) => [`m${month}`, local(2026, month, 28)] as const);
    assert.deepEqual(await idsSince(local(2026, 1, 31), local(2026, 4, 30), rows), ["m2", "m3", "m4"]);
  });

  it("holds this window's entries that could not be written", async () => {
    const store = new MemoryStore();
    const ledger = new Ledger(store, new FakeClock(local(2026, 11, 2)));
    store.full = true;
    await ledger.append(entry({ id: "lost", at: local(2026, 10, 31) }));
    assert.deepEqual(
      (await ledger.since(local(2026, 10, 20))).map(({ id }) => id),
      ["lost"],
    );
    assert.deepEqual(await ledger.since(local(2026, 11, 1, 0)), []);
  });
});

it("a month starts at its first midnight", () => {
  assert.equal(startOfMonth(local(2026, 2, 28)), new Date(2026, 1, 1).getTime());
});
