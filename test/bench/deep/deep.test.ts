import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { planAnswer } from "../../../src/core/edits/planAnswer.ts";
import { root } from "../../workbench/toolchain.mjs";
import { figuresOf } from "../deep.ts";
import { answerTo, planted } from "./answers.ts";
import { type Bug, BUGS } from "./bugs.ts";
import type { Outcome } from "./outcome.ts";
import { REFACTORINGS } from "./refactorings.ts";

const read = (repository: string, file: string): string =>
  readFileSync(path.join(root, "test/fixtures", repository, file), "utf8");

/** The buggy file with an answer in it; undefined where the answer holds no edit that fits. */
function edited(bug: Bug, kind: Parameters<typeof answerTo>[1]): string | undefined {
  const text = planted(bug, read(bug.repository, bug.file));
  const textOf = (file: string): string => (file === bug.file ? text : read(bug.repository, file));
  const plan = planAnswer(answerTo(bug, kind, text), { file: bug.file, files: [bug.test.file], textOf });
  return plan.type === "planned" ? plan.files.find((file) => file.path === bug.file)?.after : undefined;
}

describe("the seeded bugs of the bench", () => {
  it("are 30 bugs and 10 refactorings, each with a name of its own", () => {
    assert.equal(BUGS.length, 30);
    assert.equal(REFACTORINGS.length, 10);
    assert.equal(new Set([...BUGS, ...REFACTORINGS].map(({ id }) => id)).size, 40);
  });

  it("are taken out by the right answer, and by no other", () => {
    for (const bug of BUGS) {
      const good = read(bug.repository, bug.file);
      assert.equal(edited(bug, "right"), good, bug.id);
      for (const kind of ["wrong", "broken"] as const) assert.notEqual(edited(bug, kind) ?? "", good, bug.id);
      for (const kind of ["prose", "misplaced", "cheat"] as const) assert.equal(edited(bug, kind), undefined, bug.id);
    }
  });

  it("lie where refactorings quote code that is there once", () => {
    for (const { id, steps } of REFACTORINGS) {
      for (const { file, from } of steps.flatMap(({ right, wrong = [] }) => [...right, ...wrong])) {
        if (from !== "") assert.equal(read("deep", file).split(from).length, 2, `${id}: ${from}`);
      }
    }
  });
});

describe("the figures of the deep bench", () => {
  const outcome = (more: Partial<Outcome>): Outcome => ({
    ...{ id: "a", solvable: true, accepted: true, right: true, answers: [], leftChanged: false, ended: "", pico: 0 },
    ...more,
  });
  const answer = (isRight: boolean, verdict: "accepted" | "rejected") => ({ tier: "mini", kind: "", isRight, verdict });

  it("count what was accepted though it is wrong, what changed, and answers in vain", () => {
    const figures = figuresOf([
      outcome({ answers: [answer(false, "rejected"), answer(true, "accepted")] }),
      outcome({ right: false, answers: [answer(false, "accepted")] }),
      outcome({
        right: false,
        accepted: false,
        solvable: false,
        leftChanged: true,
        answers: [answer(true, "rejected")],
      }),
    ]);
    const values = Object.fromEntries(Object.entries(figures).map(([key, { value }]) => [key, value]));
    assert.deepEqual(values, {
      ...{ solved: 1 / 3, solvable: 2 / 3, wrongAccepted: 1, leftChanged: 1 },
      ...{ wrongRefused: 0.5, rightAccepted: 0.5, attempts: 4, wastedAttempts: 2 },
    });
  });
});
