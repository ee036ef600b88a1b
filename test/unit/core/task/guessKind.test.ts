import assert from "node:assert/strict";
import type { PastMessage } from "../../../../src/core/assist/message.ts";
import { guessKind } from "../../../../src/core/task/guessKind.ts";
import type { TaskKind } from "../../../../src/core/task/kinds.ts";

const user = (text: string): PastMessage => ({ role: "user", text });
const kindOf = (text: string, history: readonly PastMessage[] = []): TaskKind | undefined =>
  guessKind(text, history)?.kind;

describe("the kind of a free question", () => {
  const cases: readonly (readonly [string, TaskKind | undefined])[] = [
    ["What does this function do?", "explain"],
    ["It crashes with a stack trace after login, help me debug it", "debug"],
    ["please refactor this module, it is a mess to read; split it", "refactor"],
    ["Write unit tests for the parser", "test"],
    ["Add docstrings to the public functions", "document"],
    ["Review this for a security hole", "review"],
    ["fix the lint warning", "fix"],
    ["hello", undefined],
    ["", undefined],
    ["Explain and refactor", undefined],
  ];
  for (const [question, kind] of cases) {
    it(`is ${kind ?? "unknown"} for ${JSON.stringify(question)}`, () => assert.equal(kindOf(question), kind));
  }

  it("is carried by the turn before where a follow-up says nothing", () => {
    assert.equal(kindOf("and this one?", [user("What does parse() do?")]), "explain");
  });

  it("is not carried by what was answered, pasted or said long ago", () => {
    const answered: PastMessage = { role: "assistant", text: "Let me refactor and restructure and simplify this." };
    assert.equal(kindOf("and this one?", [answered]), undefined);
    assert.equal(kindOf("look:\n```ts\n// fix this bug, fix the error\n```\n"), undefined);
    assert.equal(kindOf("ok", [user("Review this"), user("yes"), user("no")]), undefined);
  });

  it("says how sure it is, and prefers the newest turn", () => {
    assert.equal(guessKind("What does this do?", [])?.confidence, 1);
    const later = guessKind("Refactor it, clean up", [user("What does this do? How does it work?")]);
    assert.equal(later?.kind, "refactor");
    assert.ok(later.confidence < 1);
  });

  it("reads the beginning and the end of a long text only", () => {
    const middle = `${"x ".repeat(9_000)} refactor ${"x ".repeat(9_000)}`;
    assert.equal(kindOf(middle), undefined);
    assert.equal(kindOf(`refactor ${middle}`), "refactor");
  });
});
