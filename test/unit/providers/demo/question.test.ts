import assert from "node:assert/strict";
import { readQuestion } from "../../../../src/providers/demo/question.ts";
import { messagesFor } from "./ask.ts";

describe("reading a question", () => {
  it("gets back what the pack was made of", () => {
    const file = 'let a = 1;\n```\n### File: "x"\n````\nlet b = 2;';
    const question = readQuestion(
      messagesFor({
        task: "fix",
        file,
        path: 'a "b".ts',
        lines: [1, 1],
        diagnostics: "line 1: error",
        instruction: "do it",
      }),
    );
    assert.equal(question.task, "fix");
    assert.equal(question.request, "do it");
    assert.equal(question.complaint, undefined);
    assert.deepEqual(
      question.blocks.map(({ kind, path, language, range, text }) => ({ kind, path, language, range, text })),
      [
        {
          kind: "selection",
          path: 'a "b".ts',
          language: "typescript",
          range: { start: 1, end: 1 },
          text: "let a = 1;",
        },
        { kind: "file", path: 'a "b".ts', language: "typescript", range: undefined, text: file },
        { kind: "diagnostics", path: 'a "b".ts', language: "", range: undefined, text: "line 1: error" },
      ],
    );
  });

  it("tells a complaint from the request", () => {
    const question = readQuestion(
      messagesFor({ task: "fix", file: "a", rejected: { draft: "b", complaint: "wrong" } }),
    );
    assert.equal(question.complaint, "wrong");
    assert.equal(question.request, "Fix the problems in this code.");
  });

  it("takes the last request of a conversation", () => {
    const question = readQuestion([
      { role: "system", text: "Task: chat." },
      { role: "user", text: "first" },
      { role: "assistant", text: "answer" },
      { role: "user", text: "### Request\nsecond" },
    ]);
    assert.deepEqual([question.request, question.earlier, question.complaint], ["second", ["first"], undefined]);
  });

  it("reads an unknown task and no message at all", () => {
    assert.equal(readQuestion([{ role: "system", text: "Task: dance." }]).task, "chat");
    assert.equal(readQuestion([]).request, "");
  });
});
