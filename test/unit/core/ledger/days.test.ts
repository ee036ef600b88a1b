import assert from "node:assert/strict";
import fc from "fast-check";
import { chartDay, dayStarts } from "../../../../src/core/ledger/days.ts";
import { totalsOf } from "../../../../src/core/ledger/report.ts";
import { entry } from "../../../helpers/make.ts";

const NOW = new Date(2026, 10, 3, 14, 31).getTime();

describe("the days of the chart", () => {
  it("are the last local days up to today, across months", () => {
    const starts = dayStarts(NOW, 5).map((start) => new Date(start));
    assert.deepEqual(
      starts.map((date) => [date.getMonth() + 1, date.getDate(), date.getHours()]),
      [
        [10, 30, 0],
        [10, 31, 0],
        [11, 1, 0],
        [11, 2, 0],
        [11, 3, 0],
      ],
    );
  });

  it("begin at midnight on every day of the calendar, also where clocks change", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
        const starts = dayStarts(now, 14);
        assert.equal(new Set(starts.map((start) => new Date(start).toDateString())).size, 14);
        assert.equal(new Date(starts.at(-1) ?? 0).toDateString(), new Date(now).toDateString());
      }),
    );
  });

  it("split an account by tier, with rejected tries apart", () => {
    const at = NOW - 1_000;
    const priced = (pico: number) => ({ kind: "priced", pico, provenance: "computed" }) as const;
    const entries = [
      entry({ at, cost: priced(1), outcome: "rejected" }),
      entry({ at, tier: "full", cost: priced(10) }),
      entry({ at, request: "two", cost: priced(100), outcome: "cancelled" }),
      entry({ at, request: "three", cost: { kind: "simulated", pico: 7 } }),
      entry({ at, request: "four", cost: { kind: "unknown" } }),
    ];
    const today = chartDay(NOW, totalsOf(entries), "priced");
    assert.deepEqual(
      today.byTier,
      new Map([
        ["full", 10n],
        ["mini", 100n],
      ]),
    );
    assert.deepEqual([today.rejected, today.requests, today.cost.pico, today.cost.unknown], [1n, 4, 111n, 1]);
    const play = chartDay(NOW, totalsOf(entries), "simulated");
    assert.deepEqual([play.byTier, play.rejected], [new Map([["mini", 7n]]), 0n]);
  });
});
