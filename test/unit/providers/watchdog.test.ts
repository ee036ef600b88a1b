import assert from "node:assert/strict";
import { mock } from "node:test";
import { Watchdog } from "../../../src/providers/watchdog.ts";

const LIMITS = { firstTokenMs: 1_000, idleMs: 300, totalMs: 5_000 };

type Step = "answered" | "started" | "alive" | "closing" | number;

/** Plays "wait 500", "answered", "started", "alive", "closing" in order; says what expired, after how many seconds. */
function play(...steps: readonly Step[]): string {
  const dog = new Watchdog(LIMITS, new AbortController().signal);
  for (const step of steps) {
    if (typeof step === "number") mock.timers.tick(step);
    else dog[step]();
  }
  const { expired } = dog;
  assert.equal(dog.signal.aborted, expired !== undefined);
  dog.dispose();
  mock.timers.tick(60_000);
  assert.equal(dog.expired, expired, "nothing expires after the end");
  return expired ?? "lives";
}

describe("the watchdog", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  const rows: readonly (readonly [string, readonly Step[], string])[] = [
    ["waits for the first text", [999], "lives"],
    ["ends a request that nobody answers", [1_000], "timeout"],
    ["ends an answer that never says anything", ["answered", 1_000], "no-text"],
    ["is not put off by signs of life without text", ["answered", 900, "alive", 99, "alive", 1], "no-text"],
    ["counts silence once text is here", ["answered", 900, "started", 299], "lives"],
    ["ends an answer that falls silent", ["answered", "started", 300], "stalled"],
    ["does not wait long for what follows the answer", ["answered", "started", "closing", 300], "stalled"],
    ["remembers the first limit that passed", ["answered", 1_000, 5_000], "no-text"],
  ];
  for (const [name, steps, expected] of rows) it(name, () => assert.equal(play(...steps), expected));

  for (const when of ["before", "while"]) {
    it(`ends a request that its caller gives up ${when} it waits, and no limit has passed`, () => {
      const caller = new AbortController();
      if (when === "before") caller.abort();
      const dog = new Watchdog(LIMITS, caller.signal);
      if (when === "while") caller.abort();
      assert.equal(dog.signal.aborted, true);
      assert.equal(dog.expired, undefined);
      dog.dispose();
    });
  }

  it("leaves nothing of a request running that is over", () => {
    const dog = new Watchdog(LIMITS, new AbortController().signal);
    dog.dispose();
    assert.equal(dog.signal.aborted, true);
  });

  it("tells the silence in seconds", () => {
    const dog = new Watchdog({ firstTokenMs: 90_000, idleMs: 45_000, totalMs: 900_000 }, new AbortController().signal);
    assert.equal(dog.seconds, 90);
    dog.started();
    assert.equal(dog.seconds, 45);
    dog.dispose();
  });
});
