import assert from "node:assert/strict";
import type { ToChat } from "../../../src/protocol/protocol.ts";
import type { AnswerView, AttemptView, ChatViewState, ComposerView } from "../../../src/protocol/viewState.ts";
import { english } from "../../../src/util/phrase.ts";
import { estimateParts } from "../../../src/webview/chat/estimate.ts";
import { articleTarget, inputKey, isCommandMark, isContextMark } from "../../../src/webview/chat/keys.ts";
import { receive, shownTurn, toggled, type ChatModel } from "../../../src/webview/chat/model.ts";
import { verdictOf } from "../../../src/webview/chat/verdict.ts";
import {
  announcements,
  answerCost,
  attemptCost,
  savings,
  timing,
  tokensUsed,
  waitingText,
} from "../../../src/webview/chat/words.ts";
import { rovingTarget } from "../../../src/webview/shared/roving.ts";
import * as scenes from "../../fixtures/chatStates.ts";

const WORDS = { t: english, locale: "en" };

describe("the receipt's figures", () => {
  const { answer: shifted } = scenes.shiftedUp;

  it("attempts and their sum line up", () => {
    assert.equal(answerCost(shifted, WORDS), "$0.0145");
    assert.deepEqual(
      shifted.attempts.map((attempt) => attemptCost(shifted, attempt, WORDS)),
      ["$0.0007", "$0.0138"],
    );
  });

  it("an estimate has its mark until the end", () => {
    assert.equal(answerCost(scenes.waiting.answer, WORDS), "≈ $0.0004");
    assert.equal(answerCost(scenes.explained.answer, WORDS), "$0.0004");
  });

  it("an estimate is in the sum while its attempt runs, or where it was never booked", () => {
    assert.equal(answerCost({ ...scenes.shiftingUp.answer, cost: scenes.sum(0.0007) }, WORDS), "≈ $0.0052");
    assert.equal(answerCost(scenes.restored.answer, WORDS), "≈ $0.0004");
  });

  it("tokens that nobody reported make an estimate", () => {
    const cost = { kind: "priced", pico: 3e8, provenance: "estimated" } as const;
    const stopped = scenes.answer([scenes.attempt("mini", 0.0003, { cost, state: "cancelled" })], { state: "stopped" });
    assert.equal(answerCost(stopped, WORDS), "≈ $0.0003");
  });

  it("losses are said with the same words as savings", () => {
    assert.equal(savings(scenes.explained.answer, WORDS), "saved $0.0069");
    assert.equal(savings(shifted, WORDS), "$0.0012 more than always Full");
    assert.equal(savings(scenes.demo.answer, WORDS), "saved simulated $0.0069");
    assert.equal(savings({ ...shifted, state: "working" }, WORDS), undefined);
  });

  it("time, and tokens where no price is known", () => {
    assert.equal(timing(shifted, "en"), "7.7 s, first token 0.4 s");
    assert.equal(tokensUsed(shifted, "en"), undefined);
    assert.equal(tokensUsed(scenes.priceUnknown.answer, "en"), "1,234 in, 96 out");
  });

  it("says that it waits after three seconds", () => {
    const { answer } = scenes.waiting;
    const start = answer.attempts[0]?.startedAt ?? 0;
    assert.equal(waitingText(answer, start + 2_900, "en"), undefined);
    assert.equal(waitingText(answer, start + 4_200, "en"), "Waiting for gpt-6-luna, 4 s");
    assert.equal(waitingText(answer, start + 72_900, "en"), "Waiting for gpt-6-luna, 1 min 12 s");
    assert.equal(waitingText(scenes.streaming.answer, start + 9_000, "en"), undefined);
  });
});

describe("the verdict's word", () => {
  const judged = (more: Partial<AttemptView>, answer: Partial<AnswerView> = {}) =>
    verdictOf(scenes.answer([scenes.attempt("mini", 0.0004, more)], answer));
  const CASES: readonly [string, ReturnType<typeof judged>, string, string][] = [
    ["tests ran", judged({ checked: ["tests", "types", "shape"] }), "Checked: types, tests", "pass"],
    ["only types", judged({ checked: ["types", "shape"] }), "Types checked", "circle-large-outline"],
    ["only diagnostics", judged({ checked: ["diagnostics"] }), "No new problems", "circle-large-outline"],
    [
      "problems and shape",
      judged(scenes.applicable.answer.attempts[0] ?? {}),
      "No new problems",
      "circle-large-outline",
    ],
    ["nothing that proves", judged({ checked: ["syntax", "shape"] }), "Unverified", "circle-large-outline"],
    ["unverified", judged({ state: "unverified" }), "Unverified", "circle-large-outline"],
    ["rejected", judged({ state: "rejected", note: "2 new type errors" }), "2 new type errors", "error"],
    ["stopped", judged({ state: "cancelled" }, { state: "stopped" }), "Stopped", "stop-circle"],
    ["cut by a closed window", verdictOf(scenes.restored.answer), "Incomplete", "debug-disconnect"],
    ["broken off", judged({ state: "failed" }, { state: "failed" }), "Incomplete", "debug-disconnect"],
  ];
  for (const [name, verdict, text, icon] of CASES) {
    it(name, () => assert.deepEqual([verdict?.text, verdict?.icon], [text, icon]));
  }
  it("none while the answer runs", () => assert.equal(judged({}, { state: "working" }), undefined));
});

describe("the estimate line", () => {
  const line = (more: Partial<ComposerView>) =>
    estimateParts({ ...scenes.COMPOSER, ...more }, WORDS, "en").map((part) => part.text);

  it("has the tier that would answer, the alternative, size and redactions", () => {
    assert.deepEqual(line({}), [
      "≈ $0.0004 Mini, at most $0.0021",
      "≈ $0.0082 Full",
      "2.1k tokens",
      "1 secret redacted",
    ]);
  });
  it("has the price of all layers where some stand in front of the answer", () => {
    const expected = { kind: "priced", pico: 3_000_000_000, provenance: "estimated" } as const;
    assert.equal(line({ expected })[0], "≈ $0.003 Mini");
  });
  it("has one price for a pinned tier, and one figure where it cannot be more", () => {
    assert.deepEqual(line({ pick: "full", wouldAnswer: "full", redactions: 0 }), ["≈ $0.0082 Full", "2.1k tokens"]);
  });
  it("leaves out an alternative that Auto may not go up to", () => {
    assert.deepEqual(line({ depth: "mini", redactions: 0 }), ["≈ $0.0004 Mini, at most $0.0021", "2.1k tokens"]);
  });
  it("says what stands in for a price", () => {
    const option = (kind: "free" | "unknown") => [{ choice: "local", model: "m", estimate: { kind } } as const];
    const local = { pick: "local", wouldAnswer: "local", redactions: 0 } as const;
    assert.deepEqual(line({ ...local, options: option("free") }), ["No charge", "2.1k tokens"]);
    assert.deepEqual(line({ ...local, options: option("unknown") }), ["Price unknown", "2.1k tokens"]);
  });
  it("says only once that no price is known", () => {
    const options = (["mini", "full"] as const).map(
      (choice) => ({ choice, model: "m", estimate: { kind: "unknown" } }) as const,
    );
    assert.deepEqual(line({ options, redactions: 0 }), ["Price unknown", "2.1k tokens"]);
  });
  it("says why sending is not possible", () => {
    assert.deepEqual(line({ blocked: "Connect a model to see the estimate" }), ["Connect a model to see the estimate"]);
  });
});

describe("the chat's model", () => {
  const { streaming, checking, waiting } = scenes;
  const state = {
    ...scenes.CHAT_STATES["main"],
    turns: [streaming, checking, waiting],
    busy: "waiting",
  } as ChatViewState;
  const from = (...messages: readonly ToChat[]): ChatModel | undefined =>
    messages.reduce<ChatModel | undefined>(receive, undefined);
  const whole: ToChat = { type: "state", locale: "en", strings: {}, state };

  it("is nothing before the first state", () => {
    assert.equal(from({ type: "append", turn: "streaming", text: "x" }), undefined);
  });
  it("adds text, replaces and adds turns, ends being busy", () => {
    const appended = from(whole, { type: "append", turn: "streaming", text: " a map." });
    assert.match(appended?.state.turns[0]?.answer.text ?? "", /list and a map\.$/);
    const replaced = receive(appended, { type: "turn", turn: { ...scenes.explained, id: "streaming" } });
    assert.deepEqual([replaced?.state.turns.length, replaced?.state.busy], [3, undefined]);
    const added = receive(replaced, { type: "turn", turn: scenes.demo, busy: "demo" });
    assert.deepEqual([added?.state.turns.length, added?.state.busy], [4, "demo"]);
  });
  it("shows an answer that nobody is writing as stopped", () => {
    assert.equal(shownTurn(streaming, "streaming"), streaming);
    assert.equal(shownTurn(scenes.explained, undefined), scenes.explained);
    const { answer } = shownTurn(scenes.shiftingUp, undefined);
    assert.deepEqual(
      [answer.state, ...answer.attempts.map((each) => each.state)],
      ["stopped", "rejected", "cancelled"],
    );
    assert.equal(verdictOf(answer)?.text, "Stopped");
  });
  it("opens Why this model of a turn, and closes the history over it", () => {
    const model = from(whole, { type: "history", items: [] }, { type: "show-turn", turn: "streaming" });
    assert.deepEqual([model?.history.shown, [...(model?.unfolded ?? [])]], [false, ["why streaming"]]);
  });
  it("keeps what the user opened when the state is rebuilt", () => {
    const model = from(whole);
    const opened = model && { ...model, unfolded: toggled(model.unfolded, "why one") };
    assert.ok(receive(opened, whole)?.unfolded.has("why one"));
  });
});

describe("what a screen reader hears", () => {
  it("the start, the shift-up with its reason, the end", () => {
    const { shiftedUp: after } = scenes;
    const [first, second] = after.answer.attempts;
    assert.ok(first && second);
    const start = { ...after, answer: { ...after.answer, state: "working" as const, attempts: [first] } };
    const shift = { ...start, answer: { ...start.answer, attempts: [first, second] } };
    assert.deepEqual(announcements(undefined, start, WORDS), ["Answering with Mini."]);
    assert.deepEqual(announcements(start, shift, WORDS), ["Check failed: 2 new type errors. Shifting up to Full."]);
    assert.deepEqual(announcements(shift, after, WORDS), ["Answer complete. Full, $0.0145, Checked: types, tests."]);
    assert.deepEqual(announcements(after, after, WORDS), []);
  });
});

describe("keys", () => {
  const press = (key: string, more = {}) =>
    inputKey(
      {
        ...{ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, repeat: false },
        ...more,
      },
      "text" in more ? String(more.text) : "",
    );

  it("of the message box", () => {
    assert.deepEqual(
      [
        press("Enter"),
        press("Enter", { shiftKey: true }),
        press("Enter", { ctrlKey: true }),
        press("Enter", { metaKey: true }),
      ],
      ["send", undefined, "send-full", "send-full"],
    );
    assert.deepEqual(
      [press("Escape"), press("a"), press("Enter", { isComposing: true })],
      ["leave", undefined, undefined],
    );
  });
  it("Up edits the last message only where there is nothing else to go up to", () => {
    const text = { text: "x" };
    const shift = { shiftKey: true };
    assert.deepEqual(
      [press("ArrowUp"), press("ArrowUp", text), press("ArrowUp", shift), press("ArrowUp", { isComposing: true })],
      ["edit-last", undefined, undefined, undefined],
    );
  });
  it("Backspace takes the last chip out of an empty box, once per press", () => {
    assert.deepEqual(
      [press("Backspace"), press("Backspace", { repeat: true }), press("Backspace", { text: "x" })],
      ["remove-chip", undefined, undefined],
    );
  });
  it("a slash asks for commands only where it is the first character", () => {
    assert.ok(isCommandMark("/", "/"));
    assert.ok(!isCommandMark("/", "src/") && !isCommandMark("", "/") && !isCommandMark("f", "/f"));
  });
  it("a mark asks for context only where it begins a word", () => {
    const asked = ["@", "see #", "line\n@", "me@", "a #1", "c#"].map((text) => isContextMark(text.at(-1) ?? "", text));
    assert.deepEqual(asked, [true, true, true, false, false, false]);
  });
  it("of the conversation", () => {
    const targets = [articleTarget("PageUp", 2, 4), articleTarget("PageUp", 0, 4), articleTarget("PageDown", 3, 4)];
    assert.deepEqual(targets, [1, undefined, undefined]);
    assert.deepEqual([articleTarget("PageUp", -1, 4), articleTarget("Home", 1, 4)], [3, undefined]);
  });
  it("of menus and radio groups, around the ends", () => {
    const moved = ["ArrowDown", "ArrowUp", "Home", "End", "x"].map((key) => rovingTarget(key, 2, 3));
    assert.deepEqual(moved, [0, 1, 0, 2, undefined]);
    assert.equal(rovingTarget("End", 0, 0), undefined);
  });
});
