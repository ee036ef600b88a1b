import assert from "node:assert/strict";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { answer, fails, type Script, text } from "../../../helpers/fakeModel.ts";
import { item } from "../../../helpers/make.ts";
import { play } from "../../../helpers/road.ts";

const good: Script = answer("Mended.\n```ts\nlet a = 2;\n```\n");
const prose: Script = answer("I would change line 3.");
const fix = { task: "fix" } as const;

describe("what assist tells models and people", () => {
  it("begins with the decision and what will be sent, and logs it", async () => {
    const items = [item({ text: "let a;" })];
    const collected = { items, gate: createPathGate([]) };
    const { events, log } = await play({
      models: { mini: { scripts: [good] }, full: { scripts: [good] } },
      deps: { context: { collect: () => Promise.resolve(collected) } },
    });
    const [first] = events;
    assert.ok(first?.type === "route-decided");
    assert.deepEqual([first.decision.tier, first.pack.parts.map(({ path }) => path)], ["mini", ["src/a.ts"]]);
    assert.match(
      log.lines[0] ?? "",
      /^Route: chat, pick auto, about \d+ tokens; Full is 3 points .*; plan: mini; order: mini/,
    );
  });

  it("says how much too long the message is", async () => {
    const { events } = await play({
      models: { mini: { scripts: [good], info: { contextWindow: 1_000 } } },
      request: fix,
    });
    const last = events.at(-1);
    assert.ok(last?.type === "assist-error");
    const { tokens = 0, limitTokens, model } = last.failure.facts;
    assert.deepEqual([limitTokens, model], [1_000, "mini-model"]);
    assert.ok(tokens > 2_000, "the room for the answer is counted");
  });

  it("tells the full model the draft and the complaint", async () => {
    const { models } = await play({
      models: { mini: { scripts: [prose] }, full: { scripts: [good] } },
      request: { ...fix, instruction: "Mend it" },
    });
    const [first, second] = [models.mini?.requests[0], models.full?.requests[0]];
    const roles = second?.pack.messages.map(({ role }) => role);
    assert.deepEqual(roles, ["system", "user", "assistant", "user"]);
    assert.deepEqual(second?.pack.messages.slice(0, 2), first?.pack.messages);
    assert.equal(second?.pack.messages[2]?.text, "I would change line 3.");
    assert.match(second?.pack.messages[3]?.text ?? "", /held no code block/);
  });

  it("asks for no longer answer than the model can give", async () => {
    const { models } = await play({ models: { mini: { scripts: [good], info: { maxOutput: 300 } } }, request: fix });
    assert.equal(models.mini?.requests[0]?.maxOutputTokens, 300);
  });

  it("says who may not serve, and why", async () => {
    const played = await play({ models: { mini: { scripts: [good] } }, request: { ...fix, tier: "full" } });
    const last = played.events.at(-1);
    assert.equal(last?.type === "assist-error" && last.failure.facts.reason, "no model is set for Full");
  });

  it("remembers the text that failed after it was shown", async () => {
    const played = await play({ models: { mini: { scripts: [[text("Half"), fails("transport")]] } } });
    const last = played.events.at(-1);
    assert.equal(last?.type === "assist-error" && last.text, "Half");
  });
});
