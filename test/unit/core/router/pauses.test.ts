import assert from "node:assert/strict";
import type { Failure } from "../../../../src/core/assist/errors.ts";
import { Pauses } from "../../../../src/core/router/pauses.ts";

const limited = (retryAfterMs?: number): Failure => ({
  code: "rate-limit",
  facts: retryAfterMs === undefined ? {} : { retryAfterMs },
});

/** The models of "mini full" that are out at `at`, after `failure` of mini at 1,000. */
function out(failure: Failure, at: number): string {
  const pauses = new Pauses();
  pauses.note("mini", failure, 1_000);
  return Object.keys(pauses.unavailable(["mini", "full"], at)).join(" ");
}

describe("pauses", () => {
  it("keep a rate limited model out until its time", () => {
    assert.equal(out(limited(500), 1_499), "mini");
    assert.equal(out(limited(500), 1_500), "");
  });
  it("are for waits that the endpoint names", () => assert.equal(out(limited(), 1_000), ""));
  it("are not for other failures", () => {
    assert.equal(out({ code: "server", facts: { retryAfterMs: 500 } }, 1_000), "");
  });
  it("put nobody out when all of them wait", () => {
    const pauses = new Pauses();
    for (const model of ["mini", "full"]) pauses.note(model, limited(500), 1_000);
    assert.deepEqual(pauses.unavailable(["mini", "full"], 1_001), {});
  });
});
