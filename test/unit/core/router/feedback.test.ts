import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Feedback,
  FEEDBACK_KINDS,
  learn,
  learnedKey,
  outcomeOf,
  parseFeedback,
  PRIOR_WEIGHT,
  withLearned,
} from "../../../../src/core/router/feedback.ts";
import { chanceOf, KIND_TABLE } from "../../../../src/core/router/kindTable.ts";
import { modelInfo } from "../../../helpers/make.ts";

const NOW = Date.UTC(2026, 10, 21);

function feedback(more: Partial<Feedback> = {}): Feedback {
  return { v: 1, at: NOW, request: "r", kind: "accept", task: "fix", tier: "mini", model: "cloud/a", ...more };
}

const lines = (entries: readonly unknown[]): string => entries.map((entry) => JSON.stringify(entry)).join("\n");
const many = (count: number, more: Partial<Feedback>): readonly Feedback[] =>
  Array.from({ length: count }, (_, index) => feedback({ request: `r${index}`, at: NOW + index, ...more }));

describe("feedback", () => {
  const outcomes = [
    [["accept"], 1],
    [["accept", "undo"], 0],
    [["accept", "ask-again"], 1],
    [["ask-again"], 0.25],
    [["reject"], 0],
    [["helpful"], 1],
    [["helpful", "not-helpful"], 0],
    [["preferred"], 1],
    [[], undefined],
  ] as const;
  for (const [kinds, good] of outcomes) {
    it(`is ${good} for ${kinds.join(", ") || "nothing"}`, () => assert.equal(outcomeOf(kinds), good));
  }

  it("counts a request once, and each model on each kind apart", () => {
    const learned = learn([
      feedback({ kind: "accept" }),
      feedback({ kind: "undo" }),
      feedback({ task: "edit", request: "other" }),
      feedback({ model: "cloud/b", request: "third" }),
    ]);
    assert.deepEqual(Object.fromEntries(learned), {
      "fix cloud/a": { good: 0, bad: 1 },
      "edit cloud/a": { good: 1, bad: 0 },
      "fix cloud/b": { good: 1, bad: 0 },
    });
  });

  it("fades: what was seen 500 requests ago weighs little", () => {
    const early = many(50, { kind: "reject" });
    const late = many(500, { kind: "accept" }).map((entry) => ({
      ...entry,
      request: `late ${entry.request}`,
      at: entry.at + 1e6,
    }));
    const { good = 0, bad = 0 } = learn([...early, ...late]).get("fix cloud/a") ?? {};
    assert.ok(bad < 20 && good > 300, `${good} ${bad}`);
  });

  it("moves the table slowly, within its bounds, and never beyond what was seen", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(400), fc.nat(400), (right, good, bad) => {
        const moved = withLearned(right, { good, bad });
        assert.ok(moved >= 0 && moved <= 1);
        const seen = good + bad;
        assert.ok(Math.abs(moved - right) <= seen / (PRIOR_WEIGHT + seen) + 1e-12);
      }),
    );
  });

  it("changes a chance only where the table is told to learn, and forgets a replaced model", () => {
    const seen = learn(many(200, { kind: "reject" }));
    const at = (model: string, learned = seen): number =>
      chanceOf({ ...KIND_TABLE, learned }, "fix", { tier: "mini", info: modelInfo({ model }) }).right;
    const plain = chanceOf(KIND_TABLE, "fix", { tier: "mini", info: modelInfo({ model: "a" }) }).right;
    assert.ok(at("a") < plain - 0.1);
    assert.equal(at("a-2"), plain);
    assert.equal(at("a", new Map()), plain);
    assert.equal(learnedKey("fix", "cloud/a"), "fix cloud/a");
  });
});

describe("a file of feedback", () => {
  it("is read line by line; a broken line is left out", () => {
    const { entries, skipped, poisoned } = parseFeedback(`${lines([feedback(), feedback()])}\n{"v":1,\n`, NOW);
    assert.deepEqual([entries.length, skipped, poisoned], [2, 1, undefined]);
    assert.deepEqual(parseFeedback("", NOW), { entries: [], skipped: 0 });
  });

  it("is dropped as a whole when it is poisoned, and says how", () => {
    const garbage = lines([feedback(), { v: 1 }, { kind: "accept" }]);
    assert.equal(parseFeedback(garbage, NOW).poisoned, "unreadable");
    assert.equal(parseFeedback(lines(many(3, { at: NOW + 1e11 })), NOW).poisoned, "future");
    assert.equal(parseFeedback("x\n".repeat(200_001), NOW).poisoned, "too-many");
  });

  it("never throws", () => {
    const any = fc.oneof(fc.string(), fc.json(), fc.constantFrom(...FEEDBACK_KINDS));
    fc.assert(
      fc.property(fc.array(any), (parts) => {
        const { entries } = parseFeedback(parts.join("\n"), NOW);
        assert.ok(entries.length <= parts.join("\n").split("\n").length);
      }),
      { numRuns: 50 },
    );
  });
});
