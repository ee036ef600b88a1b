import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFromChat, parseFromCost } from "../../../../src/extension/chat/messages.ts";

const CHAT: readonly object[] = [
  ...[
    { type: "ready" },
    { type: "send", text: "Why?" },
    { type: "send", text: "", tier: "deep", asShown: true },
    { type: "stop" },
  ],
  ...[
    { type: "typed", text: "x" },
    { type: "pick-tier", tier: "auto" },
    { type: "limit-tier", depth: "full" },
    { type: "keep-try", turn: "t", attempt: 1 },
    { type: "toggle-chip", id: "file:a.ts" },
    { type: "remove-context" },
    { type: "show-payload", refresh: true },
  ],
  ...[
    { type: "copy", text: "x" },
    { type: "act", action: "retry" },
    { type: "act", turn: "t", action: "retry" },
  ],
  ...[{ type: "open-link", url: "https://example.com" }, { type: "focus-editor" }],
];
const NOT_CHAT: readonly unknown[] = [
  ...[
    undefined,
    null,
    7,
    "ready",
    [],
    {},
    { type: "rm" },
    { type: "send" },
    { type: "send", text: 7 },
    { type: "constructor" },
  ],
  ...[
    { type: "send", text: "x", tier: "huge" },
    { type: "pick-tier", tier: "toString" },
    { type: "limit-tier", depth: "local" },
    { type: "keep-try", turn: "t", attempt: -1 },
    { type: "act" },
    { type: "toggle-chip", id: "x".repeat(201) },
  ],
  ...[
    { type: "typed", text: "x".repeat(1_000_001) },
    { type: "open-link", url: "x".repeat(4_097) },
    { type: "act", action: {} },
    { type: "show-payload" },
  ],
];

describe("messages of the webviews", () => {
  it("of the chat are taken as they are", () => {
    for (const message of CHAT) assert.deepEqual(parseFromChat(message), message);
  });

  it("that do not fit are dropped", () => {
    for (const message of NOT_CHAT)
      assert.equal(parseFromChat(message), undefined, JSON.stringify(message)?.slice(0, 80));
    for (const message of [{ type: "period", period: "year" }, { type: "open-request" }, { type: "send", text: "x" }]) {
      assert.equal(parseFromCost(message), undefined);
    }
  });

  it("of the cost view are taken", () => {
    for (const message of [
      { type: "ready" },
      { type: "period", period: "today" },
      { type: "open-request", request: "r" },
      { type: "act", action: "connect" },
    ]) {
      assert.deepEqual(parseFromCost(message), message);
    }
  });

  it("lose what nobody asked for, and never throw", () => {
    assert.deepEqual(parseFromChat({ type: "stop", and: "more" }), { type: "stop" });
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        parseFromChat(anything);
        parseFromCost({ type: "act", action: anything });
      }),
    );
  });
});
