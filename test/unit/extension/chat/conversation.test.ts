import assert from "node:assert/strict";
import { assist } from "../../../../src/core/assist/assist.ts";
import type { AssistDeps } from "../../../../src/core/assist/deps.ts";
import { CORE_VERIFIERS } from "../../../../src/core/cascade/verify.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { Conversation, type ConversationEvent, type Flow } from "../../../../src/extension/chat/conversation.ts";
import { phrase } from "../../../../src/util/phrase.ts";
import { ANSWER_WORDS } from "../../../helpers/answerWords.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { answer, FakeModel, finish, hang, type Script, text } from "../../../helpers/fakeModel.ts";
import { FakeLog, modelInfo, request } from "../../../helpers/make.ts";
import { MemoryLedger } from "../../../helpers/memoryLedger.ts";

interface Stage {
  readonly chat: Conversation;
  readonly model: FakeModel;
  readonly ledger: MemoryLedger;
  readonly events: ConversationEvent[];
  /** Asks with the history that the chat has now. */
  readonly ask: (id: string) => Promise<unknown>;
}

function stage(...scripts: readonly Script[]): Stage {
  const info = modelInfo();
  const model = new FakeModel(info, ...scripts);
  const ledger = new MemoryLedger();
  let ids = 0;
  const deps: AssistDeps = {
    context: { collect: () => Promise.resolve({ items: [], gate: createPathGate([]) }) },
    ...{ seats: () => [{ tier: "mini", info, model }], verifiers: CORE_VERIFIERS, ledger, clock: new FakeClock() },
    ...{
      newId: () => `id-${++ids}`,
      session: "s",
      workspace: () => undefined,
      maxTokens: () => 16_000,
      log: new FakeLog(),
    },
  };
  const chat = new Conversation(deps, ANSWER_WORDS);
  const events: ConversationEvent[] = [];
  chat.onDidChange((event) => events.push(event));
  const ask = (id: string): Promise<unknown> =>
    chat.ask(request({ id, instruction: `${id}?`, history: chat.history }), { text: `${id}?`, context: "" });
  return { chat, model, ledger, events, ask };
}

const told = (events: readonly ConversationEvent[]): string =>
  events
    .map((event) =>
      event.type === "busy"
        ? event.busy
          ? "busy"
          : "idle"
        : event.type === "delta"
          ? `delta ${event.text}`
          : event.type,
    )
    .join(", ");

describe("a conversation", () => {
  it("loses an answer that the user does not keep, and ends no other a second time", async () => {
    const { chat, events, ask } = stage(answer("One."), answer("Two."));
    await ask("a");
    await ask("b");
    events.length = 0;
    chat.remove("a");
    assert.deepEqual([told(events), chat.turns.map(({ id }) => id)], ["cleared, turn", ["b"]]);
    assert.deepEqual(
      chat.history.map(({ text: said }) => said),
      ["b?", "Two."],
    );
    events.length = 0;
    chat.remove("nobody");
    assert.equal(told(events), "");
  });

  it("tells each step, text as deltas after the first", async () => {
    const { chat, events, ask } = stage([text("One"), text(" two"), text(" three."), finish()]);
    await ask("a");
    const steps = "turn, busy, turn, turn, busy, turn, delta  two, delta  three., turn, turn, turn, turn, ended, idle";
    assert.equal(told(events), steps);
    assert.equal(chat.turns[0]?.answer.view.text, "One two three.");
    assert.equal(chat.busy, undefined);
  });

  it("carries earlier turns along, finished ones with text only, at most six", async () => {
    const { chat, model, ask } = stage([], ...Array.from({ length: 8 }, (_, index) => answer(`Answer ${index}.`)));
    for (let index = 0; index < 9; index += 1) await ask(`q${index}`);
    assert.equal(chat.turns[0]?.answer.view.state, "failed");
    const sent = model.requests.at(-1)?.pack.messages.map(({ text: words }) => words) ?? [];
    assert.deepEqual(sent.slice(1, 3), ["q2?", "Answer 1."]);
    assert.equal(sent.length, 1 + 12 + 1);
    assert.equal(chat.history.length, 12);
  });

  it("stops the running answer when another question comes, and keeps its text", async () => {
    const { chat, ledger, ask } = stage([text("First"), hang], answer("Second."));
    const first = ask("a");
    await Promise.resolve();
    while (chat.turns[0]?.answer.view.text !== "First") await Promise.resolve();
    await Promise.all([first, ask("b")]);
    assert.deepEqual(
      chat.turns.map(({ answer: { view } }) => [view.state, view.text]),
      [
        ["stopped", "First"],
        ["done", "Second."],
      ],
    );
    assert.deepEqual(ledger.entries.map(({ outcome }) => outcome).toSorted(), ["accepted", "cancelled"]);
    assert.equal(chat.busy, undefined);
  });

  it("is idle only after the last answer", async () => {
    const { chat, events, ask } = stage(answer("Second."));
    await Promise.all([ask("a"), ask("b")]);
    assert.deepEqual(
      chat.turns.map(({ answer: { view } }) => view.state),
      ["stopped", "done"],
    );
    assert.equal(events.filter((event) => event.type === "busy" && !event.busy).length, 1);
    assert.equal(chat.busy, undefined);
  });

  it("forgets everything for a new chat; an answer that still ran is booked and no longer told", async () => {
    const { chat, events, ledger, ask } = stage([text("First"), hang]);
    const id = chat.id;
    const asking = ask("a");
    while (chat.turns[0]?.answer.view.text !== "First") await Promise.resolve();
    chat.clear();
    const before = events.length;
    await asking;
    await chat.rest();
    assert.deepEqual(chat.turns, []);
    assert.notEqual(chat.id, id);
    assert.equal(events.slice(before).filter(({ type }) => type === "turn").length, 0);
    assert.equal(ledger.entries[0]?.outcome, "cancelled");
  });

  it("adds a notice to an answer that has ended, and tells it", async () => {
    const { chat, events, ask } = stage(answer("Done."), answer("Done too."));
    await ask("a");
    await ask("b");
    events.length = 0;
    chat.note("a", { code: "overloaded", facts: { host: "api.example" } });
    chat.note("gone", { code: "server", facts: {} });
    assert.equal(told(events), "turn");
    assert.deepEqual(
      chat.turns.map(({ answer: { view } }) => [view.failure, view.notice?.text]),
      [
        ["overloaded", "api.example is overloaded."],
        [undefined, undefined],
      ],
    );
  });

  it("gives its place to another chat", async () => {
    const { chat, events, ask } = stage(answer("Done."));
    await ask("a");
    const { turns } = chat;
    chat.clear();
    events.length = 0;
    chat.load("another", turns);
    assert.deepEqual([chat.id, chat.turns, told(events)], ["another", turns, "cleared"]);
  });

  it("carries no answer along that is still being written", async () => {
    const { chat, ask } = stage([text("Half"), hang]);
    const asking = ask("a");
    while (chat.turns[0]?.answer.view.text !== "Half") await Promise.resolve();
    assert.deepEqual(chat.history, []);
    chat.stop();
    await asking;
    assert.equal(chat.history.length, 2);
  });

  it("follows a flow instead of one request, and follows it again", async () => {
    const { chat, ask } = stage(answer("One."), answer("Two."));
    const flow: Flow = async function* (each, deps, signal) {
      yield { type: "step", step: { id: "look", kind: "read", title: phrase("Looked"), state: "done" } };
      yield* assist({ ...each, instruction: "asked by the flow" }, deps, signal);
    };
    const turn = await chat.ask(request({ id: "a", instruction: "a?" }), { text: "a?", context: "", flow });
    assert.deepEqual([turn.answer.view.text, turn.answer.view.steps?.length], ["One.", 1]);
    assert.equal(chat.turns[0]?.flow, flow);
    await ask("b");
    assert.equal(chat.turns[1]?.answer.view.steps, undefined);
  });
});
