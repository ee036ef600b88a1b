import assert from "node:assert/strict";
import { formatTable, makeReport } from "./bench.ts";
import { lagsOf } from "./relayRun.ts";
import { paintLags } from "./roadRun.ts";
import { differenceOf, isSteady, ratioOf, type Round } from "./rounds.ts";
import { median, medianOf, percentile } from "./stats.ts";

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

describe("interleaved rounds", () => {
  const round = (ours: readonly [number, number], floor: readonly [number, number]): Round<number> => ({ ours, floor });
  const size = (leg: number): number => leg;

  it("weigh the two legs of ours against the two of the floor", () => {
    const rounds = [round([1, 3], [4, 4]), round([2, 2], [1, 3]), round([6, 6], [2, 2])];
    assert.equal(ratioOf(rounds, size).value, 1);
    assert.equal(differenceOf(rounds, size).value, 0);
  });

  it("count when the floor held still", () => {
    assert.equal(isSteady(round([0, 9], [10, 12]), [size]), true);
    assert.equal(isSteady(round([5, 5], [10, 13]), [size]), false);
    assert.equal(isSteady(round([5, 5], [0, 0]), [size]), true);
  });

  it("know the value that a share of all does not exceed", () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    assert.deepEqual([percentile(values, 0.99), percentile(values, 1), percentile([7], 0.99)], [198, 200, 7]);
  });
});

describe("lags", () => {
  it("of tokens end with the message that brought the last of their letters", () => {
    const arrivals = [
      { at: 12, length: 4 },
      { at: 30, length: 12 },
    ];
    assert.deepEqual(lagsOf([10, 20, 25], 4, arrivals), [2, 10, 5]);
    assert.deepEqual(lagsOf([10, 20], 10, arrivals), [20, Infinity]);
  });

  it("of painted tokens need the same tokens in the same order", () => {
    const written = [
      { text: "a", at: 1 },
      { text: "b", at: 2 },
    ];
    const painted = (...texts: readonly string[]): readonly [string, number][] => texts.map((text) => [text, 9]);
    assert.deepEqual(paintLags(written, painted("a", "b")), [8, 7]);
    for (const wrong of [["a"], ["b", "a"], ["a", "b", "c"]]) {
      assert.throws(() => paintLags(written, painted(...wrong)), /void/);
    }
  });
});
