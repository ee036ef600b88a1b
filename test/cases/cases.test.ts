import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as z from "zod";
import { judgeEach, missedFloor, tally, type Judged } from "./cases.ts";

const judged: readonly Judged[] = [
  { id: "a", verdict: "passed" },
  { id: "b", verdict: "wrong", why: "other text" },
  { id: "c", verdict: "refused", why: "not found" },
  { id: "d", verdict: "skipped", why: "unsupported" },
];

describe("case sets", () => {
  it("counts each case once and names what failed", () => {
    const result = tally("set", "file.json", judged, {});
    assert.deepEqual([result.total, result.passed, result.wrong, result.refused], [4, 1, 1, 1]);
    assert.deepEqual(result.failed, [
      { id: "b", why: "other text" },
      { id: "c", why: "not found" },
    ]);
  });

  it("leaves out what deviates on purpose, but never a wrong outcome", () => {
    const result = tally("set", "file.json", judged, { b: "taste", c: "ambiguous" });
    assert.deepEqual(
      result.failed.map(({ id }) => id),
      ["b"],
    );
    assert.deepEqual(result.skipped, [
      { id: "c", why: "ambiguous" },
      { id: "d", why: "unsupported" },
    ]);
  });

  it("goes on after a case of another shape and one that throws", async () => {
    const judge = judgeEach(z.object({ id: z.string(), n: z.number() }), ({ n }) => {
      if (n === 0) throw new Error("zero");
      return { verdict: "passed" };
    });
    const verdicts = await judge([{ id: "a", n: 0 }, { id: "b" }, { id: "c", n: 1 }], "");
    assert.deepEqual(
      verdicts.map(({ verdict }) => verdict),
      ["failed", "failed", "passed"],
    );
  });

  it("compares counts on the same data and shares on other data", () => {
    const result = tally("set", "file.json", judged, {});
    assert.equal(missedFloor(result, undefined), undefined);
    assert.equal(missedFloor(result, { passed: 1, of: 4 }), undefined);
    assert.match(missedFloor(result, { passed: 2, of: 4 }) ?? "", /1 of 4 passed/);
    assert.equal(missedFloor(result, { passed: 20, of: 100 }), undefined);
    assert.match(missedFloor(result, { passed: 1, of: 4, wrong: 0 }) ?? "", /1 wrong/);
  });
});
