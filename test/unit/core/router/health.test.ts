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

  it("scores by what is left of a limit until that is whole again", () => {
    const health = new Health();
    assert.equal(health.score("mini", 0), 1);
    health.noteRoom("mini", { share: 0.2, resetMs: 1_000 }, 0);
    assert.deepEqual([health.score("mini", 999), health.score("mini", 1_000)], [0.2, 1]);
    health.noteRoom("mini", { share: 0, resetMs: 1_000 }, 2_000);
    assert.deepEqual([health.score("mini", 2_999), health.score("mini", 3_000)], [0, 1]);
    assert.equal(Object.keys(health.unavailable(["mini", "full"], 2_999)).join(), "mini");
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
