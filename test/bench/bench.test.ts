import assert from "node:assert/strict";
import { formatTable, makeReport } from "./bench.ts";
import { median, medianOf } from "./stats.ts";

describe("benchmark figures", () => {
  it("are medians with an interval around them", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    const rounds = [1, 1.1, 0.9, 1.2, 1, 1, 0.8, 1.1, 1];
    const { value, low = Number.NaN, high = Number.NaN } = medianOf(rounds);
    assert.equal(value, 1);
    assert.ok(low >= 0.8 && low <= value && high >= value && high <= 1.2, `${low} to ${high}`);
    assert.deepEqual(medianOf(rounds), medianOf(rounds));
    assert.deepEqual(medianOf([2, 2, 2]), { value: 2, low: 2, high: 2 });
  });

  const floors = [
    { key: "ratio", max: 2, goal: 1.2 },
    { key: "count", min: 10 },
  ];

  it("pass when every floor is held", () => {
    const report = makeReport("b", { ratio: { value: 2 }, count: { value: 10 }, other: { value: 0.123456 } }, floors);
    assert.equal(report.ok, true);
    assert.deepEqual(report.figures, { ratio: 2, count: 10, other: 0.1235 });
    assert.deepEqual(report.floors, [
      { key: "ratio", max: 2, value: 2, ok: true },
      { key: "count", min: 10, value: 10, ok: true },
    ]);
  });

  it("fail when one is missed, missing or no number", () => {
    const isOk = (ratio: number, count?: number): boolean =>
      makeReport("b", { ratio: { value: ratio }, ...(count === undefined ? {} : { count: { value: count } }) }, floors)
        .ok;
    assert.deepEqual([isOk(2.01, 10), isOk(2, 9), isOk(2), isOk(Number.NaN, 10)], [false, false, false, false]);
  });

  it("are printed beside their floors", () => {
    const table = formatTable({ ratio: { value: 1.5, low: 1.4, high: 1.6 }, count: { value: 10 } }, floors);
    assert.deepEqual(
      table.split("\n").map((line) => line.split(/ {2,}/)),
      [
        ["figure", "value", "95 %", "floor", "goal"],
        ["ratio", "1.5", "1.4 to 1.6", "<= 2", "1.2"],
        ["count", "10", ">= 10"],
      ],
    );
  });
});
