import assert from "node:assert/strict";
import { mock } from "node:test";
import fc from "fast-check";
import { DeltaBatch } from "../../../../src/extension/chat/deltaBatch.ts";

describe("a batch of deltas", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  function batch(): { readonly batch: DeltaBatch; readonly sent: string[] } {
    const sent: string[] = [];
    return { batch: new DeltaBatch((text) => sent.push(text), 16), sent };
  }

  it("sends the first at once and joins the rest per tick", () => {
    const { batch: deltas, sent } = batch();
    for (const text of ["a", "b", "c"]) deltas.push(text);
    assert.deepEqual(sent, ["a"]);
    mock.timers.tick(16);
    assert.deepEqual(sent, ["a", "bc"]);
    deltas.push("d");
    assert.deepEqual(sent, ["a", "bc"]);
    mock.timers.tick(16);
    assert.deepEqual(sent, ["a", "bc", "d"]);
  });

  it("sends at once again after a quiet tick", () => {
    const { batch: deltas, sent } = batch();
    deltas.push("a");
    mock.timers.tick(32);
    deltas.push("b");
    assert.deepEqual(sent, ["a", "b"]);
  });

  it("sends what waits when flushed, once", () => {
    const { batch: deltas, sent } = batch();
    deltas.push("a");
    deltas.push("b");
    deltas.flush();
    deltas.flush();
    mock.timers.tick(100);
    assert.deepEqual(sent, ["a", "b"]);
  });

  it("loses, doubles and mixes up nothing, and sends at most once per tick", () => {
    const step = fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { batch: deltas, sent } = batch();
        let time = 0;
        for (const one of steps) {
          if (typeof one === "string") deltas.push(one);
          else {
            mock.timers.tick(one);
            time += one;
          }
        }
        assert.ok(sent.length <= Math.floor(time / 16) + 1);
        deltas.flush();
        assert.equal(sent.join(""), steps.filter((one) => typeof one === "string").join(""));
      }),
    );
  });
});
