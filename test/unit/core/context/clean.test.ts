import assert from "node:assert/strict";
import { type ContextPack, pack, packDialogue } from "../../../../src/core/context/pack.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { withOwnWords } from "../../../../src/core/prompts/additions.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";

/** Cuts fakes in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const TOKEN = `gh${cut}p_${"aB3dE6gH9".repeat(4)}`;
/** Only its name makes it a secret, and only one text has the name. */
const PASSWORD = "hG7dK2pQ9xW4mZ6t";

const TOOL = {
  name: "look_up",
  description: `Asks our server with ${TOKEN}.`,
  parameters: { type: "object", properties: { key: { type: "string", default: TOKEN, enum: [TOKEN, 1, null] } } },
};

/** All that leaves. */
const sent = ({ messages, tools }: ContextPack): string => JSON.stringify({ messages, tools });

describe("every text that leaves is looked through", () => {
  it("the user's own words for a task, and what tools say of themselves", () => {
    const all = pack({
      prompt: withOwnWords(PROMPTS.explain, `Mention ${TOKEN}.`),
      ...{ instruction: "", history: [], items: [], maxTokens: 16_000, gate: createPathGate([]), tools: [TOOL] },
    });
    assert.ok(!sent(all).includes(TOKEN));
    assert.deepEqual(
      all.summary.redactions.map(({ kind }) => kind),
      ["github-token"],
    );
    assert.equal(all.tools?.[0]?.name, "look_up");
  });

  it("the tools of another program, and what one message quotes of another's secret", () => {
    const all = packDialogue({
      messages: [
        {
          role: "assistant",
          text: `It was ${PASSWORD}.`,
          calls: [{ id: "1", name: "f", arguments: `["${PASSWORD}"]` }],
        },
        { role: "tool", text: `password = "${PASSWORD}"`, answers: "1" },
      ],
      ...{ tools: [TOOL], mustCall: false },
    });
    assert.ok(!sent(all).includes(TOKEN) && !sent(all).includes(PASSWORD), sent(all));
    assert.equal(all.restore(all.messages[0]?.text ?? ""), `It was ${PASSWORD}.`);
  });
});
