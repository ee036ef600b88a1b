import assert from "node:assert/strict";
import type { Dialogue, Message } from "../../../../src/core/assist/message.ts";
import type { AssistRequest } from "../../../../src/core/assist/request.ts";
import { say } from "../../../../src/util/phrase.ts";
import { taskSentence } from "../../../../src/core/router/explain.ts";
import { agentStep } from "../../../../src/core/task/agentStep.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { price } from "../../../helpers/make.ts";
import { play, type Played } from "../../../helpers/road.ts";

const asks: Message = { role: "user", text: "Rename the store." };
const calls = (...names: readonly string[]): Message => ({
  role: "assistant",
  text: "",
  calls: names.map((name) => ({ id: name, name, arguments: "{}" })),
});
const gave = (name: string, text = "fine"): Message => ({ role: "tool", text, answers: name });

describe("a step of an agent", () => {
  const cases: readonly (readonly [step: ReturnType<typeof agentStep>, ...messages: readonly Message[]])[] = [
    ["plans", asks],
    ["plans", asks, calls("read_file"), gave("read_file"), asks],
    ["reads", asks, calls("read_file"), gave("read_file")],
    ["reads", asks, calls("grep_search", "list_dir"), gave("grep_search"), gave("list_dir")],
    ["reads", asks, calls("edit_file"), gave("edit_file"), calls("read_file"), gave("read_file")],
    ["writes", asks, calls("replace_string_in_file"), gave("replace_string_in_file")],
    ["writes", asks, calls("read_file", "write_to_file"), gave("read_file"), gave("write_to_file")],
    ["plans", asks, calls("run_tests"), gave("run_tests", "1 passed\nError: expected 3, got 4\n")],
    ["plans", asks, calls("edit_file"), gave("edit_file", "TypeError: no such file")],
    ["reads", asks, calls("read_file"), gave("read_file", "throw new Error('x'); // an error is thrown here")],
    ["plans"],
  ];
  for (const [kind, ...messages] of cases)
    it(`${kind}: ${messages.map(({ role, text, calls: asked }) => asked?.[0]?.name ?? `${role} ${text.slice(0, 12)}`).join(", ")}`, () =>
      assert.equal(agentStep({ messages }), kind));
});

const PRICES = {
  mini: { info: { price: price(0.25, 2) }, scripts: [answer("Done.")] },
  full: { info: { price: price(3, 15) }, scripts: [answer("Done.")] },
};

function step(messages: readonly Message[], more: Partial<AssistRequest> = {}): Promise<Played> {
  const dialogue: Dialogue = { messages, tools: [{ name: "read_file", description: "" }], mustCall: false };
  return play({ models: PRICES, request: { task: "agent-step", origin: "language-model", dialogue, ...more } });
}

describe("an agent's turn, routed step by step", () => {
  it("is planned by the stronger model, which need not take in what tools gave", async () => {
    const planned = await step([asks]);
    const read = await step([asks, calls("read_file"), gave("read_file")]);
    assert.deepEqual([planned.entries[0]?.tier, read.entries[0]?.tier], ["full", "mini"]);
    const [decided] = read.events;
    assert.ok(decided?.type === "route-decided");
    assert.equal(say(taskSentence(decided.decision, say)), "Agent step that goes on with what a tool gave");
  });

  it("stays with the model that has a long prompt in its cache, where reading it anew costs more", async () => {
    const long = "word ".repeat(60_000);
    const messages = [{ role: "user", text: long } as const, calls("read_file"), gave("read_file")];
    const rates = { input: 3_000_000, output: 15_000_000, cacheRead: 30_000 };
    const cachePrice = { kind: "listed", rates, provenance: "computed", asOf: "2026-11-20" } as const;
    const models = { ...PRICES, full: { ...PRICES.full, info: { price: cachePrice } } };
    const dialogue: Dialogue = { messages, tools: [], mustCall: false };
    const conversation = { model: "cloud/full-model", tier: "full", cachedTokens: 90_000, byPrice: true } as const;
    const ask = (more: Partial<AssistRequest>): Promise<Played> =>
      play({ models, request: { task: "agent-step", origin: "language-model", dialogue, ...more } });
    assert.equal((await ask({})).entries[0]?.tier, "mini");
    assert.equal((await ask({ conversation })).entries[0]?.tier, "full");
  });
});
