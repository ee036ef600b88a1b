import assert from "node:assert/strict";
import fc from "fast-check";
import { Months } from "../../../../src/core/ledger/months.ts";
import { MonthTotals } from "../../../../src/core/ledger/monthTotals.ts";
import { reportOn } from "../../../../src/core/ledger/report.ts";
import { Totals } from "../../../../src/core/ledger/totals.ts";
import { entry } from "../../../helpers/make.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";

const MONTH = "2026-11";
const line = (id: string): string => JSON.stringify(entry({ id, request: id, reason: "größer ≥ 名" }));

function storeWith(text: string): MemoryStore {
  const store = new MemoryStore();
  store.months.set(MONTH, text);
  return store;
}

/** What totals say, in a form to compare. */
function facts(month: MonthTotals): unknown {
  const all = new Totals();
  month.mergeInto(all, 0);
  const { requests, cost, tokens } = reportOn(all);
  return { requests, cost, tokens, leftOut: month.leftOutCount };
}

/** The same from reading the text at once. */
function whole(text: string): unknown {
  const month = new MonthTotals();
  month.take(text);
  return facts(month);
}

describe("a month that is read again and again", () => {
  it("takes in only what was added", async () => {
    const store = storeWith(`${line("a")}\n`);
    const months = new Months(store);
    const first = store.months.get(MONTH) ?? "";
    assert.deepEqual(facts(await months.read(MONTH)), whole(first));
    store.months.set(MONTH, `${first}${line("b")}\n`);
    assert.deepEqual(facts(await months.read(MONTH)), whole(`${first}${line("b")}\n`));
    assert.deepEqual(store.asked, [0, Buffer.byteLength(first)]);
  });

  it("always knows what reading it whole would find, however it grows, tears and is taken up again", async () => {
    const piece = fc.constantFrom(`${line("x")}\n`, "torn {\n", "\n", line("y"), line("z").slice(0, 30), '{"v":2}\n');
    const step = fc.record({ piece, restart: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), fc.integer({ min: 1, max: 2_000 }), async (steps, slice) => {
        const store = storeWith("");
        store.slice = slice;
        let months = new Months(store);
        for (const { piece: text, restart } of steps) {
          const before = store.months.get(MONTH) ?? "";
          // As every writer does: what stands open is closed first.
          store.months.set(MONTH, `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${text}`);
          assert.deepEqual(facts(await months.read(MONTH)), whole(store.months.get(MONTH) ?? ""));
          if (!restart) continue;
          await months.store();
          months = new Months(store);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("starts anew when the file became shorter or another took its place", async () => {
    const store = storeWith(`${line("a")}\nbad\n${line("b")}\n`);
    const months = new Months(store);
    assert.equal((await months.read(MONTH)).leftOutCount, 1);
    store.months.set(MONTH, `${line("c")}\n`);
    assert.deepEqual(facts(await months.read(MONTH)), whole(`${line("c")}\n`));
    store.months.set(MONTH, `${line("d")}\n${line("e")}\n`);
    store.file = 2;
    assert.deepEqual(facts(await months.read(MONTH)), whole(`${line("d")}\n${line("e")}\n`));
  });

  it("counts no line twice when two ask at once, and keeps months apart", async () => {
    const months = new Months(storeWith(`${line("a")}\n${line("b")}\n`));
    const found = await Promise.all([months.read(MONTH), months.read(MONTH), months.read("2026-10")]);
    assert.deepEqual(
      found.map((month) => (facts(month) as { requests: number }).requests),
      [2, 2, 0],
    );
  });

  it("reads on after a failure", async () => {
    const store = storeWith(`${line("a")}\n`);
    const readLines = store.readLines.bind(store);
    let locked = true;
    store.readLines = (month, from) => (locked ? Promise.reject(new Error("locked")) : readLines(month, from));
    const months = new Months(store);
    await assert.rejects(months.read(MONTH), /locked/);
    locked = false;
    assert.deepEqual(facts(await months.read(MONTH)), whole(`${line("a")}\n`));
  });

  it("names lines that it leaves out by the byte where they begin", async () => {
    const first = `${line("a")}\n`;
    const months = new Months(storeWith(`${first}torn\n{"v":9}\n`));
    const at = Buffer.byteLength(first);
    assert.deepEqual((await months.read(MONTH)).leftOut, [
      { why: "unreadable", at },
      { why: "newer", at: at + 5 },
    ]);
  });
});

describe("stored totals", () => {
  const TEXT = `${line("a")}\n${line("b")}\n`;

  async function stored(): Promise<MemoryStore> {
    const store = storeWith(TEXT);
    const months = new Months(store);
    await months.read(MONTH);
    await months.store();
    store.asked.length = 0;
    return store;
  }

  it("spare the next start all but the end of the file", async () => {
    const store = await stored();
    store.months.set(MONTH, `${TEXT}${line("c")}\n`);
    assert.deepEqual(facts(await new Months(store).read(MONTH)), whole(`${TEXT}${line("c")}\n`));
    assert.deepEqual(store.asked, [Buffer.byteLength(TEXT)]);
  });

  it("tell each day and any span of days, with what was added since", async () => {
    const DAY_MS = 24 * 60 * 60_000;
    const [first, second, third] = [10, 11, 12].map((day) => new Date(2026, 10, day).getTime()) as [
      number,
      number,
      number,
    ];
    const on = (at: number, id: string): string => `${JSON.stringify(entry({ at: at + 1_000, id, request: id }))}\n`;
    const store = storeWith(on(first, "a") + on(second, "b") + on(second, "c"));
    const earlier = new Months(store);
    await earlier.read(MONTH);
    await earlier.store();
    const added = on(second, "d") + on(third, "e");
    store.months.set(MONTH, `${store.months.get(MONTH) ?? ""}${added}`);
    for (const restarts of [1, 2]) {
      const months = new Months(store);
      const month = await months.read(MONTH);
      const sum = (merge: (into: Totals) => void): number => {
        const totals = new Totals();
        merge(totals);
        return reportOn(totals).requests;
      };
      const spans = [first - DAY_MS, first, second, third].map((start) => sum((into) => month.mergeInto(into, start)));
      const days = [first, second, third].map((start) => sum((into) => month.mergeDay(into, start)));
      assert.deepEqual(
        [spans, days],
        [
          [5, 5, 4, 1],
          [1, 3, 1],
        ],
        `start ${restarts}`,
      );
      await months.store();
    }
  });

  const inHead =
    (fields: Readonly<Record<string, unknown>>) =>
    (text: string): string => {
      const [head = "", ...days] = text.split("\n");
      return [JSON.stringify({ ...(JSON.parse(head) as object), ...fields }), ...days].join("\n");
    };
  const STALE: readonly (readonly [string, (text: string) => string])[] = [
    ["are torn", (text) => text.slice(0, 50)],
    ["are of another version", inHead({ v: 2 })],
    ["were counted in another time zone", inHead({ zone: "999/999" })],
    ["end behind another line", inHead({ end: 5 })],
    ["end behind the file", inHead({ end: 1_000_000 })],
    ["hold a day that is none", (text) => text.replace(/\n2026/, "\nsome")],
    ["lack a day", (text) => text.slice(0, text.lastIndexOf("\n"))],
    ["lack a part", inHead({ last: undefined })],
  ];
  for (const [name, change] of STALE) {
    it(`are thrown away when they ${name}`, async () => {
      const store = await stored();
      store.totals.set(MONTH, change(store.totals.get(MONTH) ?? ""));
      assert.deepEqual(facts(await new Months(store).read(MONTH)), whole(TEXT));
      assert.deepEqual(store.asked[0], 0);
    });
  }

  it("know what saves a request whose last attempt follows later", async () => {
    const priced = (pico: number) => ({ kind: "priced", pico, provenance: "computed" }) as const;
    const tried = entry({ id: "1", request: "r", outcome: "rejected", cost: priced(10) });
    const last = entry({ id: "2", request: "r", why: "shifted-up", cost: priced(70), alwaysFull: priced(100) });
    const store = storeWith(`${JSON.stringify(tried)}\n`);
    const months = new Months(store);
    await months.read(MONTH);
    await months.store();
    store.months.set(MONTH, `${store.months.get(MONTH) ?? ""}${JSON.stringify(last)}\n`);
    const all = new Totals();
    (await new Months(store).read(MONTH)).mergeInto(all, 0);
    const { requests, alwaysFull } = reportOn(all);
    assert.deepEqual([requests, alwaysFull.priced?.saved], [1, 20n]);
  });

  it("stay when the lines are given up, and what follows is added", async () => {
    const store = await stored();
    const months = new Months(store);
    await months.rollUp(MONTH, () => Promise.resolve(void store.months.delete(MONTH)));
    const before = facts(await new Months(store).read(MONTH));
    assert.deepEqual(before, whole(TEXT));
    store.months.set(MONTH, `${line("c")}\n`);
    assert.deepEqual(facts(await new Months(store).read(MONTH)), whole(`${TEXT}${line("c")}\n`));
    assert.deepEqual(facts(await months.read(MONTH)), whole(`${TEXT}${line("c")}\n`));
  });
});
