import assert from "node:assert/strict";
import fc from "fast-check";
import { targetPath } from "../../../../src/core/edits/targetPath.ts";
import type { PlanStep } from "../../../../src/core/refactor/plan.ts";
import { planText, type PlanTexts, readPlanText } from "../../../../src/core/refactor/planText.ts";
import { phrase, say } from "../../../../src/util/phrase.ts";

const texts: PlanTexts = {
  title: phrase("Refactoring plan"),
  help: phrase("Untick what is not to be done."),
  leftOut: phrase("Left out:"),
  tell: (words) => say(words),
};
const plan = (steps: readonly PlanStep[]): string =>
  planText(
    { goal: "make it\nbetter", steps, leftOut: [{ file: "dist/a.js", because: phrase("it is generated") }] },
    texts,
  );

/** Names that every system reads alike: `nul.ts` is none. */
const file = fc
  .stringMatching(/^[a-z]{1,6}(?:\/[a-z_]{1,6}){0,2}\.(?:ts|py)$/)
  .filter((path) => targetPath(path).type === "path");
const name = fc.stringMatching(/^[A-Za-z_$][A-Za-z0-9_$]{0,8}$/);
const words = fc.stringMatching(/^[A-Za-z0-9`"(){}[\]:,.-][A-Za-z0-9 `"(){}[\]:,.-]{0,60}$/).map((text) => text.trim());
const instruction = fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n"));
const plain = { noNullPrototype: true };
const step: fc.Arbitrary<PlanStep> = fc.oneof(
  fc.record(
    { kind: fc.constant("edit" as const), files: fc.uniqueArray(file, { minLength: 1, maxLength: 4 }), instruction },
    plain,
  ),
  fc.record({ kind: fc.constant("rename" as const), file, symbol: name, to: name }, plain),
  fc.record({ kind: fc.constant("move" as const), file, symbol: name }, plain),
  fc.record({ kind: fc.constant("imports" as const), file }, plain),
);

describe("the document of a plan", () => {
  it("reads back as the same steps", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
        const { lines, faults } = readPlanText(plan(steps));
        assert.deepEqual(faults, []);
        assert.deepEqual(
          lines.map((line) => line.step),
          steps,
        );
      }),
      { numRuns: 100 },
    );
  });

  it("follows the user: unticked, deleted, moved, changed and added lines", () => {
    const text = [
      "# anything",
      "- [ ] `a.ts`: leave this",
      "- [x] Rename `a` to `b` in `c.ts`.",
      "* [X] `b.ts` and `d/e.ts`: do this",
      "  and that",
      "- a note of `mine`: not a step",
      "",
      "- [x] organise imports in `b.ts`",
    ].join("\r\n");
    const { lines, faults } = readPlanText(text);
    assert.deepEqual(faults, []);
    assert.deepEqual(lines, [
      { line: 1, wanted: false, step: { kind: "edit", files: ["a.ts"], instruction: "leave this" } },
      { line: 2, wanted: true, step: { kind: "rename", file: "c.ts", symbol: "a", to: "b" } },
      { line: 3, wanted: true, step: { kind: "edit", files: ["b.ts", "d/e.ts"], instruction: "do this\nand that" } },
      { line: 7, wanted: true, step: { kind: "imports", file: "b.ts" } },
    ]);
  });

  it("says which checks are wanted", () => {
    const text = planText({ goal: "g", steps: [], leftOut: [], checks: ["syntax", "types"] }, texts);
    const { checks, lines } = readPlanText(text.replace("[x] Check types", "[ ] Check types"));
    assert.deepEqual(lines, []);
    assert.deepEqual(
      checks.map((check) => [check.name, check.wanted]),
      [
        ["syntax", true],
        ["types", false],
      ],
    );
  });

  it("names the ticked lines that cannot be read", () => {
    const { lines, faults } = readPlanText(
      "- [x] split the class\n- [ ] whatever\n- [x] `../a.ts`: x\n- [x] `a.ts`:\n",
    );
    assert.deepEqual(lines, []);
    assert.deepEqual(
      faults.map(({ line, because }) => [line, say(because)]),
      [
        [0, "it names no file: write it as `file`: what to do"],
        [2, "it lies outside the workspace"],
        [3, "it does not say what to do"],
      ],
    );
  });
});
