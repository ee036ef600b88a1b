import assert from "node:assert/strict";
import { type AnswerGround, type AnswerPlan, planAnswer } from "../../../../src/core/edits/planAnswer.ts";
import { say } from "../../../../src/util/phrase.ts";

const FILES: Readonly<Record<string, string>> = {
  "src/a.ts": "export const a = 1;\nexport const b = 2;\n",
  "src/c.ts": "export const c = 3;\n",
};
const ground: AnswerGround = { file: "src/a.ts", files: ["src/c.ts"], textOf: (file) => FILES[file] };
const fenced = (code: string): string => `Done.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
const block = (file: string, from: string, to: string): string =>
  `${file}\n<<<<<<< SEARCH\n${from}\n=======\n${to}\n>>>>>>> REPLACE\n`;

/** What is written, by path; undefined = deleted. */
function written(plan: AnswerPlan): Readonly<Record<string, string | undefined>> | string {
  if (plan.type === "rejected") return say(plan.because);
  return Object.fromEntries(plan.files.map(({ path, after }) => [path, after]));
}

describe("an answer on plain texts", () => {
  it("replaces the selected lines, also when they moved", () => {
    const selected = { text: "export const b = 2;", range: { start: 2, end: 2 } };
    const after = "export const a = 1;\nexport const b = 5;\n";
    assert.deepEqual(written(planAnswer(fenced("export const b = 5;"), { ...ground, selected })), {
      "src/a.ts": after,
    });
    const moved = { ...selected, range: { start: 1, end: 1 } };
    const plan = planAnswer(fenced("export const b = 5;"), { ...ground, selected: moved });
    assert.deepEqual(written(plan), { "src/a.ts": after });
  });

  it("refuses where the selected lines are gone, and where the file is", () => {
    const selected = { text: "export const x = 2;", range: { start: 2, end: 2 } };
    assert.equal(written(planAnswer(fenced("x"), { ...ground, selected })), "the selected code is not there");
    assert.equal(written(planAnswer(fenced("x"), { ...ground, file: "no.ts" })), "the selected code is not there");
  });

  it("edits several files, and makes and deletes others", () => {
    const patch = [
      "*** Begin Patch",
      "*** Update File: src/c.ts",
      "@@",
      "-export const c = 3;",
      "+export const c = 4;",
      "*** Add File: src/d.ts",
      "+export const d = 4;",
      "*** Delete File: src/a.ts",
      "*** End Patch",
    ].join("\n");
    assert.deepEqual(written(planAnswer(patch, ground)), {
      "src/c.ts": "export const c = 4;\n",
      "src/d.ts": "export const d = 4;\n",
      "src/a.ts": undefined,
    });
  });

  it("moves a file, and not over another", () => {
    const move = (to: string): string =>
      `*** Begin Patch\n*** Update File: src/c.ts\n*** Move to: ${to}\n@@\n-export const c = 3;\n+export const c = 4;\n*** End Patch`;
    const moved = { "src/e.ts": "export const c = 4;\n", "src/c.ts": undefined };
    assert.deepEqual(written(planAnswer(move("src/e.ts"), ground)), moved);
    assert.equal(written(planAnswer(move("src/a.ts"), ground)), "there is a file of that name already");
  });

  it("leaves out what lies elsewhere and names it, and keeps the rest", () => {
    const answer = `${block("src/c.ts", "export const c = 3;", "export const c = 4;")}${block("../x.ts", "a", "b")}`;
    const plan = planAnswer(answer, ground);
    assert.deepEqual(written(plan), { "src/c.ts": "export const c = 4;\n" });
    assert.deepEqual(plan.type === "planned" && plan.left.map(({ file, because }) => [file, say(because)]), [
      ["../x.ts", "it lies outside the workspace"],
    ]);
    const only = planAnswer(block("../x.ts", "a", "b"), ground);
    assert.equal(written(only), "it lies outside the workspace");
  });
});
