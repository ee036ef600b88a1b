import assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { speedOf } from "../../../../src/core/ledger/speed.ts";
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

describe("the speed of a model", () => {
  it("is median and p95 of the first token, and tokens by the time they took", () => {
    const [speed] = speedOf(answers([500, 100, 300, 200, 400]));
    assert.deepEqual(speed?.firstToken, { median: 300, p95: 500 });
    assert.equal(speed?.tokensPerSecond, 50);
  });

  it("takes ranks that were really measured", () => {
    const [speed] = speedOf(answers(Array.from({ length: 40 }, (_, index) => (index + 1) * 10)));
    assert.deepEqual(speed?.firstToken, { median: 200, p95: 380 });
  });

  it("is unknown below five requests, whatever attempts they took", () => {
    const four = answers([1, 2, 3, 4]);
    assert.deepEqual(speedOf([...four, ...answers([5], { request: "m-0" })]), [
      { key: { connection: "cloud", model: "small", tier: "mini" }, requests: 4 },
    ]);
  });

  it("keeps models, tiers and connections apart, busiest first", () => {
    const found = speedOf([...answers([1]), ...answers([1, 1], { model: "big", tier: "full" })]);
    assert.deepEqual(
      found.map(({ key, requests }) => [key.model, requests]),
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
