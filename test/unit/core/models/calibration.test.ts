import assert from "node:assert/strict";
import fc from "fast-check";
import { Calibration } from "../../../../src/core/models/calibration.ts";

const MODEL = { id: "cloud/claude-3-haiku", model: "claude-3-haiku" };

function observed(...ratios: readonly number[]): Calibration {
  const calibration = new Calibration();
  for (const ratio of ratios) calibration.observe(MODEL, 1_000, Math.round(1_000 * ratio));
  return calibration;
}

describe("what is learnt about a model's tokens", () => {
  it("replaces the family's figure after five answers", () => {
    assert.deepEqual(observed(1, 1, 1, 1).scaleOf(MODEL), { factor: 1.2, error: 0.15 });
    assert.deepEqual(observed(1.1, 1.1, 1.1, 1.1, 1.1).scaleOf(MODEL), { factor: 1.1, error: 0.01 });
  });

  it("is of one connection's model only", () => {
    const other = { ...MODEL, id: "elsewhere/claude-3-haiku" };
    assert.deepEqual(observed(1, 1, 1, 1, 1).scaleOf(other), { factor: 1.2, error: 0.15 });
  });

  it("follows a server that changed, and is as unsure as the answers differ", () => {
    const changed = observed(...Array<number>(10).fill(1), ...Array<number>(30).fill(1.4));
    assert.ok(Math.abs(changed.scaleOf(MODEL).factor - 1.4) < 0.01);
    const unsteady = observed(...Array.from({ length: 20 }, (_, index) => (index % 2 ? 1.1 : 0.9)));
    assert.ok(unsteady.scaleOf(MODEL).error > 0.15);
  });

  it("comes back from its record", () => {
    const calibration = observed(1.1, 1.2, 1.1, 1.2, 1.1);
    const again = new Calibration(JSON.parse(JSON.stringify(calibration.record)));
    assert.deepEqual(again.scaleOf(MODEL), calibration.scaleOf(MODEL));
  });

  it("keeps the intact part of any record", () => {
    const stored = { [MODEL.id]: [1.1, 0, 9], torn: [1], absurd: [900, 0, 3], text: "x", none: null };
    assert.deepEqual(Object.keys(new Calibration(stored).record), [MODEL.id]);
    fc.assert(
      fc.property(fc.anything(), (any) => {
        assert.ok(new Calibration(any).scaleOf(MODEL).factor > 0);
      }),
    );
  });

  it("is nothing for short prompts and absurd reports", () => {
    const calibration = new Calibration();
    calibration.observe(MODEL, 50, 500);
    calibration.observe(MODEL, 1_000, 900_000);
    assert.deepEqual(calibration.record, {});
  });
});

describe("a prompt that the server cut", () => {
  it("is told by what it read, and teaches nothing", () => {
    const calibration = new Calibration();
    calibration.observe(MODEL, 21_000, 4_096);
    assert.equal(calibration.isCut(MODEL, 21_000, 4_096), true);
    assert.deepEqual(calibration.record, {});
  });

  it("is not suspected where tokenizers differ, prompts are short or nothing was reported", () => {
    const calibration = new Calibration();
    assert.equal(calibration.isCut(MODEL, 10_000, 9_000), false);
    assert.equal(calibration.isCut(MODEL, 900, 100), false);
    assert.equal(calibration.isCut(MODEL, 10_000, 0), false);
  });
});
