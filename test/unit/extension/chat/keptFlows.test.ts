import assert from "node:assert/strict";
import { assist } from "../../../../src/core/assist/assist.ts";
import { outputTask } from "../../../../src/core/deep/debugTask.ts";
import { restoredTurns, storedChat } from "../../../../src/extension/chat/chatRecord.ts";
import { chatSchema } from "../../../../src/extension/chat/chatSchema.ts";
import type { Turn } from "../../../../src/extension/chat/conversation.ts";
import { NEW_ANSWER } from "../../../../src/extension/chat/answerState.ts";
import type { KeptFlow } from "../../../../src/extension/deep/keptFlow.ts";
import { ANSWER_WORDS } from "../../../helpers/answerWords.ts";
import { request } from "../../../helpers/make.ts";
import { PLENTY } from "../../../helpers/readingScene.ts";

const HOME = "file:///shelf";
const KEPT: readonly KeptFlow[] = [
  { kind: "test", home: HOME, file: "tests/money.test.ts", titles: ["split", "keeps every cent"] },
  { kind: "output", home: HOME, task: outputTask("Error: x\n    at f (/a/b.ts:1:1)", { name: "clipboard" }) },
  {
    kind: "output",
    home: HOME,
    task: outputTask("sh: tscc: not found", { name: "terminal", command: { line: "tscc -b", exitCode: 127 } }),
  },
  { kind: "checks", home: HOME, file: "src/money.ts" },
  { kind: "plan" },
  { kind: "condense" },
  { kind: "gone" },
];

/** A turn as the next window has it, and what its flow was made of. */
function reopened(turn: Partial<Turn>): { readonly turn: Turn | undefined; readonly made: readonly KeptFlow[] } {
  const asked = { id: "r", request: request({ id: "r" }), text: "Fix", context: "", answer: NEW_ANSWER, ...turn };
  const stored: unknown = JSON.parse(JSON.stringify(storedChat("c", [asked], 1)));
  const made: KeptFlow[] = [];
  const [restored] = restoredTurns(chatSchema.parse(stored), ANSWER_WORDS, (kept) => {
    made.push(kept);
    return assist;
  });
  return { turn: restored, made };
}

describe("the flow of an answer", () => {
  for (const kept of KEPT) {
    it(`is kept with its chat, what it works on: ${JSON.stringify(kept).slice(0, 80)}`, () => {
      const { turn, made } = reopened({ kept, flow: assist });
      assert.deepEqual(made, [kept]);
      assert.deepEqual(turn?.kept, kept);
      assert.equal(turn?.flow, assist);
    });
  }

  it("is no flow for a plain request", () => {
    const { turn, made } = reopened({});
    assert.deepEqual(made, []);
    assert.equal(turn?.flow, undefined);
  });

  it("keeps no secret of an output, and not all of a long one", () => {
    const key = `sk-proj-${"a1B2c3D4".repeat(6)}`;
    const task = outputTask(`${"noise\n".repeat(200_000)}API_KEY=${key}\nError: x`, { name: "terminal" });
    const [kept] = reopened({ kept: { kind: "output", home: HOME, task }, flow: assist }).made;
    assert.ok(kept?.kind === "output");
    assert.doesNotMatch(kept.task.text, /a1B2c3D4a1B2/);
    assert.match(kept.task.text, /Error: x$/);
    assert.ok(kept.task.text.length < 20_000 && (kept.task.left ?? 0) > 1_000_000);
  });

  it("may read as much as it might before", () => {
    assert.deepEqual(reopened({ request: request({ id: "r", reading: PLENTY }) }).turn?.request.reading, PLENTY);
  });
});
