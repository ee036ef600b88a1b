import assert from "node:assert/strict";
import { applyReply } from "../../../../src/core/refactor/applyReply.ts";
import { say } from "../../../../src/util/phrase.ts";

const A = "export const a = 1;\n";
const B = "export const b = 2;\r\n";
const files = new Map([
  ["src/a.ts", A],
  ["src/b.ts", B],
]);
const whole = (path: string, text: string): string => `${path}\n\`\`\`ts\n${text}\`\`\`\n`;

/** The texts that change, or why none does. */
function outcome(reply: string): unknown {
  const applied = applyReply(reply, { files });
  return applied.type === "applied" ? Object.fromEntries(applied.texts) : say(applied.because);
}

describe("a reply that gives files in full", () => {
  it("may hold one that stays as it is beside one that changes", () => {
    const changed = "export const a = 3;\n";
    const reply = whole("src/b.ts", "export const b = 2;\n") + whole("src/a.ts", changed);
    assert.deepEqual(outcome(reply), { "src/a.ts": changed });
  });

  it("is no edit where all of them stay as they are", () => {
    assert.equal(outcome(whole("src/a.ts", A) + whole("src/b.ts", B)), "the answer holds no edit");
    assert.equal(outcome(whole("src/a.ts", A)), "the edit changes nothing");
  });
});
