import assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { monthOf } from "../../../../src/core/ledger/time.ts";
import { CHECK_STRENGTHS } from "../../../../src/core/router/checkStrength.ts";
import { CheckMemory } from "../../../../src/extension/routing/checkMemory.ts";
import { Speeds } from "../../../../src/extension/routing/speeds.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { usage } from "../../../helpers/fakeModel.ts";
import { entry, FakeLog } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

const clock = new FakeClock();
const DAY_MS = 86_400_000;

/** Whole answers: the first token after 400 ms, then 100 tokens a second. */
function answers(count: number, more: Partial<LedgerEntry> = {}): LedgerEntry[] {
  return Array.from({ length: count }, (_none, index) =>
    entry({
      ...{ id: `${index}`, request: `${index}`, at: clock.now() - DAY_MS, outcome: "accepted" },
      ...{ firstTokenMs: 400, totalMs: 2_400, usage: usage(100, 200) },
      ...more,
    }),
  );
}

async function ledgerWith(entries: readonly LedgerEntry[]): Promise<Ledger> {
  const store = new MemoryStore();
  for (const each of entries) await store.append(monthOf(each.at), JSON.stringify(each));
  return new Ledger(store, clock);
}

describe("how fast models were", () => {
  it("is known from five answers of the last days on, those of other windows included", async () => {
    const speeds = new Speeds(await ledgerWith(answers(5)), clock, new FakeLog());
    assert.deepEqual(speeds.byModel, {});
    await speeds.read();
    const { firstMs = 0, tokensPerSecond } = speeds.byModel["cloud/small"] ?? {};
    assert.ok(Math.abs(firstMs - 400) < 10, "as exact as the record keeps it");
    assert.equal(tokensPerSecond, 100);
    speeds.dispose();
    const few = new Speeds(await ledgerWith(answers(4)), clock, new FakeLog());
    await few.read();
    assert.deepEqual(few.byModel, {});
    few.dispose();
  });

  it("goes on with what this window books, and forgets what is older than a week", async () => {
    const ledger = await ledgerWith(answers(5, { at: clock.now() - 9 * DAY_MS }));
    const speeds = new Speeds(ledger, clock, new FakeLog());
    await speeds.read();
    assert.deepEqual(speeds.byModel, {});
    for (const each of answers(5, { model: "swift", at: clock.now() })) await ledger.append(each);
    assert.deepEqual(Object.keys(speeds.byModel), ["cloud/swift"]);
    speeds.dispose();
  });

  it("counts an answer once that is booked while the record is read", async () => {
    for (const [stored, known] of [
      [3, []],
      [4, ["cloud/small"]],
    ] as const) {
      for (const sees of ["before", "after"] as const) {
        const ledger = await ledgerWith(answers(stored));
        const speeds = new Speeds(readWhileBooked(ledger, sees), clock, new FakeLog());
        await speeds.read();
        assert.deepEqual(Object.keys(speeds.byModel), known, `${stored}, ${sees}`);
        speeds.dispose();
      }
    }
  });
});

/** A record into which an answer is booked during the first read, which shows it as it was before or after. */
function readWhileBooked(ledger: Ledger, sees: "before" | "after"): Pick<Ledger, "days" | "onDidAppend"> {
  let reads = 0;
  return {
    onDidAppend: ledger.onDidAppend,
    days: async (starts) => {
      reads += 1;
      if (reads > 1) return await ledger.days(starts);
      const before = await ledger.days(starts);
      await ledger.append(answers(1, { id: "late", request: "late" })[0] ?? assert.fail());
      return sees === "before" ? before : await ledger.days(starts);
    },
  };
}

describe("what checks did", () => {
  const route: LedgerEntry["route"] = {
    ...{ pick: "auto", promptTokens: 1, answerTokens: 1, rule: "gain", valuePico: 1, plan: ["mini"] },
    candidates: [{ tier: "mini", model: "cloud/small", right: 0.8, pico: 1, ms: 1 }],
  };
  const refused: Partial<LedgerEntry> = {
    ...{ why: "routed", outcome: "rejected", verdict: "rejected", route },
    checked: ["types"],
  };

  it("counts once the record was read, and from then on with each answer", async () => {
    const ledger = await ledgerWith(answers(20, refused));
    const memory = new CheckMemory(ledger, clock, new FakeLog());
    assert.deepEqual(memory.strengths([]), CHECK_STRENGTHS);
    let changes = 0;
    memory.onDidChange(() => (changes += 1));
    await memory.read();
    const first = memory.strengths([]).types.n;
    assert.equal(Math.round(first - CHECK_STRENGTHS.types.n), 20);
    for (const each of answers(2, { ...refused, at: clock.now() })) await ledger.append(each);
    assert.equal(Math.round(memory.strengths([]).types.n - first), 2);
    assert.equal(changes, 3);
    memory.dispose();
  });
});
