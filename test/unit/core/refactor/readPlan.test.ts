import assert from "node:assert/strict";
import { readPlan } from "../../../../src/core/refactor/readPlan.ts";
import type { PlanStep } from "../../../../src/core/refactor/plan.ts";

const edit = { do: "edit", files: ["src/a.ts"], instruction: "Add a parameter." };
const step: PlanStep = { kind: "edit", files: ["src/a.ts"], instruction: "Add a parameter." };
const fenced = (value: unknown): string => `The plan:\n\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\nThat is all.`;

function stepsOf(reply: string): readonly PlanStep[] {
  const read = readPlan(reply);
  assert.equal(read.type, "plan");
  return read.type === "plan" ? read.steps : [];
}

describe("a plan as a model writes it", () => {
  const good: readonly (readonly [string, string])[] = [
    ["in a fence", fenced({ summary: "s", steps: [edit] })],
    ["bare", JSON.stringify({ steps: [edit] })],
    ["as a list in a fence", `\`\`\`\n{"steps":[${JSON.stringify(edit)}]}\n\`\`\``],
    ["with a comma too many", `{"steps":[${JSON.stringify(edit)},],}`],
    ["with a comment", `{\n// first\n"steps":[${JSON.stringify(edit)}]}`],
    ["with one file as text", fenced({ steps: [{ ...edit, files: undefined, file: "./src/a.ts" }] })],
    ["with a word of its own for an edit", fenced({ steps: [{ ...edit, do: "modify" }] })],
    ["after another block", `\`\`\`ts\nlet a = {};\n\`\`\`\n${fenced({ steps: [edit] })}`],
  ];
  for (const [what, reply] of good) it(`is read ${what}`, () => assert.deepEqual(stepsOf(reply), [step]));

  it("keeps what the editor does itself", () => {
    const steps = stepsOf(
      fenced({
        steps: [
          { do: "rename", file: "a.ts", symbol: "Entry", to: "Node" },
          { do: "move", file: "a.ts", symbol: "Store" },
          { do: "imports", file: "b.ts" },
        ],
      }),
    );
    assert.deepEqual(steps, [
      { kind: "rename", file: "a.ts", symbol: "Entry", to: "Node" },
      { kind: "move", file: "a.ts", symbol: "Store" },
      { kind: "imports", file: "b.ts" },
    ]);
  });

  it("leaves files outside of the workspace out and names them", () => {
    const read = readPlan(fenced({ steps: [{ ...edit, files: ["../up.ts", "/etc/hosts", "src/a.ts", "C:\\a.ts"] }] }));
    assert.equal(read.type, "plan");
    if (read.type !== "plan") return;
    assert.deepEqual(read.steps, [step]);
    assert.deepEqual(
      read.leftOut.map(({ file }) => file),
      ["../up.ts", "/etc/hosts", "C:\\a.ts"],
    );
  });

  const bad: readonly (readonly [string, string])[] = [
    ["prose", "First I would look at the store."],
    ["cut off", fenced({ steps: [edit] }).slice(0, 60)],
    ["without steps", fenced({ steps: [] })],
    ["with files outside only", fenced({ steps: [{ ...edit, files: ["../up.ts"] }] })],
    ["with a rename to no name", fenced({ steps: [{ do: "rename", file: "a.ts", symbol: "a", to: "b c" }] })],
    ["of far too many steps", fenced({ steps: Array.from({ length: 50 }, () => edit) })],
    ["that is null", "null"],
  ];
  for (const [what, reply] of bad)
    it(`is refused with a complaint when it is ${what}`, () => {
      const read = readPlan(reply);
      assert.equal(read.type, "refused");
      assert.match(read.type === "refused" ? read.complaint : "", /steps/);
    });
});
