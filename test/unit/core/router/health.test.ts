import assert from "node:assert/strict";
import type { Failure } from "../../../../src/core/assist/errors.ts";
import { Health } from "../../../../src/core/router/health.ts";
import { say } from "../../../../src/util/phrase.ts";

const limited = (retryAfterMs?: number): Failure => ({
  code: "rate-limit",
  facts: retryAfterMs === undefined ? {} : { retryAfterMs },
});

/** The models of "mini full" that are out at `at`, after what happened to mini at 1,000. */
function out(happen: (health: Health) => void, at: number): string {
  const health = new Health();
  happen(health);
  return Object.keys(health.unavailable(["mini", "full"], at)).join(" ");
}

const fails = (failure: Failure) => (health: Health) => health.noteFailure("mini", failure, 1_000);

describe("the health of models", () => {
  it("keeps a rate limited model out until its time", () => {
    assert.equal(out(fails(limited(500)), 1_499), "mini");
    assert.equal(out(fails(limited(500)), 1_500), "");
  });

  it("knows waits that the endpoint names, and no others", () => {
    assert.equal(out(fails(limited()), 1_000), "");
    assert.equal(out(fails({ code: "server", facts: { retryAfterMs: 500 } }), 1_000), "");
  });

  it("forgets what was noted by a clock that was ahead", () => {
    const health = new Health();
    const day = 24 * 3_600_000;
    health.noteAttempt(day);
    health.noteFailure("mini", limited(600_000), day);
    for (let times = 0; times < 9; times += 1) health.mayRetry(day);
    health.noteRoom("full", { share: 0.1, resetMs: 600_000 }, day);
    assert.deepEqual(health.unavailable(["mini", "full"], 1_000), {});
    assert.deepEqual(health.waits(["mini", "full"], 1_000), {});
    assert.equal(health.mayRetry(1_000), true);
  });

  it("keeps what it knows when times come a little out of order", () => {
    assert.equal(out(fails(limited(90_000)), 900), "mini");
  });

  it("puts nobody out when all of them wait", () => {
    const health = new Health();
    for (const model of ["mini", "full"]) health.noteFailure(model, limited(500), 1_000);
    assert.deepEqual(health.unavailable(["mini", "full"], 1_001), {});
  });

  it("keeps a model out while its circuit is open, and says why", () => {
    const health = new Health();
    health.noteOpen("mini", 9_000);
    const [reason] = Object.values(health.unavailable(["mini", "full"], 8_999));
    assert.match(reason ? say(reason) : "", /keeps failing/);
    health.noteClosed("mini");
    assert.deepEqual(health.unavailable(["mini", "full"], 8_999), {});
  });

  it("does not let a closed circuit end a rate limit", () => {
    assert.equal(
      out((health) => {
        fails(limited(500))(health);
        health.noteClosed("mini");
      }, 1_100),
      "mini",
    );
  });

  it("expects a wait where little is left of a limit, and until a model may be asked again", () => {
    const health = new Health();
    const wait = (now: number): number => Math.round(health.waits(["mini"], now)["mini"] ?? 0);
    assert.equal(wait(0), 0);
    health.noteRoom("mini", { share: 0.5, resetMs: 1_000 }, 0);
    assert.equal(wait(0), 0);
    health.noteRoom("mini", { share: 0.05, resetMs: 1_000 }, 0);
    assert.deepEqual([wait(0), wait(600), wait(1_000)], [750, 300, 0]);
    health.noteRoom("mini", { share: 0, resetMs: 1_000 }, 2_000);
    assert.deepEqual([wait(2_100), wait(3_000)], [900, 0]);
    assert.equal(Object.keys(health.unavailable(["mini", "full"], 2_999)).join(), "mini");
    assert.deepEqual(health.waits(["full"], 2_100), {});
  });

  it("allows a few retries, and a share of the traffic more", () => {
    const retries = (attempts: number): number => {
      const health = new Health();
      for (let count = 0; count < attempts; count += 1) health.noteAttempt(1_000);
      let allowed = 0;
      while (health.mayRetry(1_000)) allowed += 1;
      return allowed;
    };
    assert.deepEqual([retries(0), retries(8), retries(100)], [4, 6, 29]);
  });

  it("forgets retries after a minute", () => {
    const health = new Health();
    while (health.mayRetry(1_000));
    assert.equal(health.mayRetry(60_999), false);
    assert.equal(health.mayRetry(61_001), true);
  });
});
