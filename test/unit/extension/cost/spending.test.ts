import assert from "node:assert/strict";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { Spending } from "../../../../src/extension/cost/spending.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { entry, FakeLog } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

const NOW = new Date(2026, 10, 20, 12).getTime();
const at = (date: number): number => new Date(2026, 10, date, 9).getTime();
const priced = (pico: number) => ({ kind: "priced", pico, provenance: "computed" }) as const;

function set(store = new MemoryStore()) {
  const log = new FakeLog();
  const ledger = new Ledger(store, new FakeClock(NOW));
  const spending = new Spending(ledger, new FakeClock(NOW), log);
  return { store, ledger, spending, log };
}

describe("what each period cost", () => {
  it("is unknown before it was read, and counts other windows afterwards", async () => {
    const { store, spending } = set();
    const other = new Ledger(store, new FakeClock(NOW));
    await other.append(entry({ id: "a", at: at(1), cost: priced(1) }));
    await other.append(entry({ id: "b", at: at(20), cost: priced(20) }));
    const sums = (): readonly bigint[] => Object.values(spending.sums ?? {}).map(({ pico }) => pico);
    assert.deepEqual(sums(), []);
    await spending.read();
    assert.deepEqual(sums(), [0n, 20n, 21n]);
  });

  it("follows every entry of this window", async () => {
    const { ledger, spending } = set();
    const seen: bigint[] = [];
    spending.onDidChange(() => seen.push(spending.sums?.session.pico ?? -1n));
    await Promise.all([1, 2, 3].map((id) => ledger.append(entry({ id: `${id}`, at: at(20), cost: priced(10) }))));
    await spending.read();
    assert.equal(seen.at(-1), 30n);
  });

  it("names a record that cannot be read, and reads again later", async () => {
    const store = new MemoryStore();
    const { spending, log } = set(store);
    const working = store.readLines.bind(store);
    store.readLines = () => Promise.reject(new Error("locked"));
    await spending.read();
    assert.deepEqual([spending.sums, log.lines.length], [undefined, 1]);
    store.readLines = working;
    await spending.read();
    assert.equal(spending.sums?.month.pico, 0n);
  });
});
