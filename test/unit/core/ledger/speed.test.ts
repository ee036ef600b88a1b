import assert from "node:assert/strict";
import fc from "fast-check";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { speedsOf, totalsOf } from "../../../../src/core/ledger/report.ts";
import { Spread } from "../../../../src/core/ledger/spread.ts";
import { NO_USAGE } from "../../../../src/core/models/usage.ts";
import { entry } from "../../../helpers/make.ts";

/** Requests with these first-token times; each writes 100 tokens in two seconds after that. */
function answers(waits: readonly number[], more: Partial<LedgerEntry> = {}): LedgerEntry[] {
  return waits.map((firstTokenMs, index) =>
    entry({
      ...{ request: `${more.model ?? "m"}-${index}`, firstTokenMs, totalMs: firstTokenMs + 2_000 },
      usage: { ...NO_USAGE, output: 100 },
      ...more,
    }),
  );
}

const speedOf = (entries: readonly LedgerEntry[]) => speedsOf(totalsOf(entries));
/** Percentiles are kept to two percent. */
const near = (value: number | undefined, wanted: number): boolean => Math.abs((value ?? 0) / wanted - 1) <= 0.02;

describe("the speed of a model", () => {
  it("is median and p95 of the first token, and tokens by the time they took", () => {
    const [speed] = speedOf(answers([500, 100, 300, 200, 400]));
    assert.ok(near(speed?.firstToken?.median, 300) && near(speed?.firstToken?.p95, 500));
    assert.ok(near(speed?.total?.median, 2_300) && near(speed?.total?.p95, 2_500));
    assert.equal(speed?.tokensPerSecond, 50);
  });

  it("takes ranks that were really measured", () => {
    const [speed] = speedOf(answers(Array.from({ length: 40 }, (_, index) => (index + 1) * 10)));
    assert.ok(near(speed?.firstToken?.median, 200) && near(speed?.firstToken?.p95, 380));
  });

  it("is unknown below five answers", () => {
    assert.deepEqual(speedOf(answers([1, 2, 3, 4])), [
      { key: { connection: "cloud", model: "small", tier: "mini" }, answers: 4 },
    ]);
  });

  it("keeps models, tiers and connections apart, busiest first", () => {
    const found = speedOf([...answers([1]), ...answers([1, 1], { model: "big", tier: "full" })]);
    assert.deepEqual(
      found.map(({ key, answers: count }) => [key.model, count]),
      [
        ["big", 2],
        ["small", 1],
      ],
    );
  });

  const LEFT_OUT: readonly (readonly [string, Partial<LedgerEntry>])[] = [
    ["guessed counts", { usage: { ...NO_USAGE, output: 9_999, estimated: true } }],
    ["broken off answers", { outcome: "cancelled" }],
    ["failed answers", { outcome: "failed" }],
    ["time spent on a check", { checked: ["shape", "diagnostics"] }],
    ["answers in one piece", { totalMs: 1 }],
  ];
  for (const [name, more] of LEFT_OUT) {
    it(`leaves out of tokens per second: ${name}`, () => {
      const waits = [1, 1, 1, 1, 1];
      const odd = answers(waits, more).map((one) => ({ ...one, request: `odd ${one.request}` }));
      assert.equal(speedOf(odd)[0]?.tokensPerSecond, undefined);
      assert.equal(speedOf([...answers(waits), ...odd])[0]?.tokensPerSecond, 50);
    });
  }

  it("knows nothing of answers that never began", () => {
    assert.deepEqual(speedOf([entry(), entry()]), []);
  });
});

describe("a spread of measured values", () => {
  it("has the ranks of the values, to two percent and rounded, however it was merged", () => {
    const values = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(60), fc.constantFrom(0.05, 0.5, 0.95), (all, cut, share) => {
        const [left, right] = [new Spread(), new Spread()];
        for (const [index, value] of all.entries()) (index < cut ? left : right).add(value);
        left.merge(JSON.parse(JSON.stringify(right.record)));
        const sorted = all.toSorted((a, b) => a - b);
        const wanted = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
        assert.ok(Math.abs(left.rank(share) - wanted) <= wanted * 0.02 + 0.5);
      }),
    );
  });

  it("is 0 of nothing", () => {
    assert.equal(new Spread().rank(0.5), 0);
  });
});
