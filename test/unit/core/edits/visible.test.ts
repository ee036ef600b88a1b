import assert from "node:assert/strict";
import { planEdit } from "../../../../src/core/edits/plan.ts";
import { withoutNewHidden } from "../../../../src/core/edits/visible.ts";

const change = (text: string): { start: number; end: number; text: string } => ({ start: 0, end: 1, text });

describe("what an edit writes", () => {
  it("can be seen: hidden characters of the model stay out", () => {
    const [clean] = withoutNewHidden("a", [change("if (a\u202E\u2066 ) {\u200B}")]);
    assert.equal(clean?.text, "if (a ) {}");
  });

  it("keeps those that the file holds already, and what writing needs", () => {
    const [kept] = withoutNewHidden("x\u200By", [change("x\u200By\u202E")]);
    assert.equal(kept?.text, "x\u200By");
    const emoji = change("\u2764\uFE0F");
    assert.deepEqual(withoutNewHidden("a", [emoji]), [emoji]);
  });

  it("holds for a whole answer", () => {
    const text = "let a = 1;\n";
    const plan = planEdit("```ts\nlet a\u202E = 2;\n```", { text, start: 0, end: text.length });
    assert.ok(plan.type === "planned");
    assert.ok(plan.changes.every((one) => !one.text.includes("\u202E")));
  });
});
