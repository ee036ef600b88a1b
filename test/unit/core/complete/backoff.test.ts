import assert from "node:assert/strict";
import type { ErrorCode } from "../../../../src/core/assist/errorCodes.ts";
import { Backoff } from "../../../../src/core/complete/backoff.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";

const failure = (code: ErrorCode, retryAfterMs?: number): { code: ErrorCode; facts: { retryAfterMs?: number } } => ({
  ...{ code, facts: retryAfterMs === undefined ? {} : { retryAfterMs } },
});

/** How long it waits after the last failure. */
function waitOf(backoff: Backoff, clock: FakeClock): number {
  let waited = 0;
  for (; backoff.waitingFor; waited += 1_000) clock.advance(1_000);
  return waited;
}

describe("waiting after a failure", () => {
  it("takes twice as long after each further one, and five minutes at most", () => {
    const clock = new FakeClock();
    const backoff = new Backoff(clock);
    const waits = Array.from({ length: 9 }, () => {
      backoff.fail(failure("unreachable"));
      return waitOf(backoff, clock) / 1_000;
    });
    assert.deepEqual(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it("takes as long as the endpoint says", () => {
    const clock = new FakeClock();
    const backoff = new Backoff(clock);
    backoff.fail(failure("rate-limit", 60_000));
    assert.equal(backoff.waitingFor?.code, "rate-limit");
    assert.equal(waitOf(backoff, clock), 60_000);
  });

  it("ends with a success, and begins small again", () => {
    const clock = new FakeClock();
    const backoff = new Backoff(clock);
    backoff.fail(failure("auth"));
    backoff.fail(failure("auth"));
    backoff.reset();
    assert.equal(backoff.waitingFor, undefined);
    backoff.fail(failure("auth"));
    assert.equal(waitOf(backoff, clock), 5_000);
  });

  it("is not for what the endpoint knows nothing of", () => {
    const backoff = new Backoff(new FakeClock());
    backoff.fail(failure("ignored"));
    assert.equal(backoff.waitingFor, undefined);
  });
});
