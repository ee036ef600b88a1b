import assert from "node:assert/strict";
import type { Dialogue, Message } from "../../../../src/core/assist/message.ts";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { AgentTurns } from "../../../../src/extension/lm/agentTurns.ts";
import { usage } from "../../../helpers/fakeModel.ts";
import { entry } from "../../../helpers/make.ts";

const asks: Message = { role: "user", text: "Rename the store." };
const calls = (name: string): Message => ({
  role: "assistant",
  text: "",
  calls: [{ id: name, name, arguments: "{}" }],
});
const gave = (name: string): Message => ({ role: "tool", text: "fine", answers: name });

describe("what models have read of an agent's conversation", () => {
  const dialogue = (...messages: readonly Message[]): Dialogue => ({ messages, tools: [], mustCall: false });
  const booked = (more: Partial<LedgerEntry>): LedgerEntry =>
    entry({ connection: "cloud", at: 1_000, totalMs: 0, usage: usage(100, 10), ...more });

  it("is known by model while it is warm, and told apart by how the conversation begins", () => {
    let now = 2_000;
    const turns = new AgentTurns(() => now);
    assert.equal(turns.signalsFor(dialogue(asks)), undefined);
    turns.note(dialogue(asks), booked({ model: "large", tier: "full" }));
    turns.note(dialogue(asks, calls("x")), booked({ model: "small", tier: "mini", at: 200_000 }));
    turns.note(dialogue(asks), booked({ model: "other", outcome: "failed" }));
    now = 250_000;
    assert.deepEqual(turns.signalsFor(dialogue(asks, calls("x"), gave("x"))), {
      ...{ model: "cloud/small", tier: "mini", cachedTokens: 110, byPrice: true },
      cached: { "cloud/large": 110, "cloud/small": 110 },
    });
    now = 400_000;
    assert.deepEqual(turns.signalsFor(dialogue(asks))?.cached, { "cloud/small": 110 });
    assert.equal(turns.signalsFor(dialogue({ role: "user", text: "Something else." })), undefined);
  });

  it("is forgotten for the oldest of many conversations", () => {
    const turns = new AgentTurns(() => 1_000);
    const nth = (index: number): Dialogue => dialogue({ role: "user", text: `Task ${index}` });
    for (let index = 0; index < 60; index += 1) turns.note(nth(index), booked({}));
    assert.equal(turns.signalsFor(nth(0)), undefined);
    assert.ok(turns.signalsFor(nth(59)));
  });
});
