import assert from "node:assert/strict";
import { assist } from "../../../../src/core/assist/assist.ts";
import { inner } from "../../../../src/core/deep/inner.ts";
import type { AssistEvent } from "../../../../src/core/assist/events.ts";
import type { StepInfo } from "../../../../src/core/assist/step.ts";
import { restoredTurns, storedChat } from "../../../../src/extension/chat/chatRecord.ts";
import { chatSchema } from "../../../../src/extension/chat/chatSchema.ts";
import { phrase } from "../../../../src/util/phrase.ts";
import { ANSWER_WORDS, folded } from "../../../helpers/answerWords.ts";
import { answer, usage } from "../../../helpers/fakeModel.ts";
import { request } from "../../../helpers/make.ts";
import { play } from "../../../helpers/road.ts";

const step = (id: string, state: StepInfo["state"], more: Partial<StepInfo> = {}): AssistEvent => ({
  type: "step",
  step: { id, kind: "check", title: phrase("Ran {file}", { file: "a.test.ts" }), state, ...more },
});

async function asked(): Promise<readonly AssistEvent[]> {
  return (await play({ models: { mini: { scripts: [answer("It adds.", usage(100, 10))] } } })).events;
}

describe("the steps of an answer", () => {
  it("stand between the tries that came before and after them", async () => {
    const [decided, ...rest] = await asked();
    assert.ok(decided);
    const { steps } = folded([decided, step("a", "done"), ...rest.slice(0, -1), step("b", "failed")]).view;
    assert.deepEqual(
      steps?.map(({ id, title, state, after }) => [id, title, state, after]),
      [
        ["a", "Ran a.test.ts", "done", 0],
        ["b", "Ran a.test.ts", "failed", 1],
      ],
    );
  });

  it("take their new state in the old place", async () => {
    const events = await asked();
    const { steps } = folded([step("a", "running"), ...events.slice(0, -1), step("a", "done", { ms: 12 })]).view;
    assert.deepEqual(steps, [{ id: "a", kind: "check", title: "Ran a.test.ts", state: "done", after: 0, ms: 12 }]);
  });

  it("run no longer than their answer", async () => {
    const { steps } = folded([step("a", "running"), ...(await asked())]).view;
    assert.deepEqual(
      steps?.map(({ state }) => state),
      ["stopped"],
    );
  });

  it("are kept with their chat, and have stopped when their window went away", () => {
    const kept = { request: request({ id: "r" }), text: "Fix", context: "", answer: folded([step("a", "running")]) };
    const stored: unknown = JSON.parse(JSON.stringify(storedChat("c", [{ id: "r", ...kept }], 1)));
    const [turn] = restoredTurns(chatSchema.parse(stored), ANSWER_WORDS, () => assist);
    assert.equal(turn?.answer.view.steps?.[0]?.state, "stopped");
    assert.equal(turn?.answer.view.steps?.[0]?.title, "Ran a.test.ts");
  });
});

describe("a request inside a flow", () => {
  it("passes everything on but its last word, which it returns", async () => {
    const events = await asked();
    const passed: AssistEvent[] = [];
    const run = inner(
      (async function* () {
        yield* events;
      })(),
    );
    let next = await run.next();
    for (; !next.done; next = await run.next()) passed.push(next.value);
    assert.deepEqual(passed, events.slice(0, -1));
    assert.deepEqual(next.value, events.at(-1));
  });
});
