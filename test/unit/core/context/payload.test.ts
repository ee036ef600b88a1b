import assert from "node:assert/strict";
import { pack } from "../../../../src/core/context/pack.ts";
import { payloadOf, payloadText } from "../../../../src/core/context/payload.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import { say } from "../../../../src/util/phrase.ts";
import { item, modelInfo } from "../../../helpers/make.ts";
import { spelledOut } from "./secrets/makeUp.ts";

const TOKEN = spelledOut("gh{}p_<36>");

describe("a payload as text", () => {
  const gate = createPathGate(
    [{ name: ".upshiftignore", folder: "", text: "private/" }],
    [{ folder: "", text: "hr/" }],
  );
  const items = [
    item({ kind: "selection", text: `use("${TOKEN}")\u202E`, range: { start: 3, end: 3 } }),
    item({ path: "private/b.ts" }),
    item({ path: "hr/c.ts", text: "let c = 1;\n" }),
  ];
  const packed = pack({ prompt: PROMPTS.explain, instruction: "Why?", history: [], items, gate, maxTokens: 9_000 });
  const text = payloadText(payloadOf({ tier: "mini", info: modelInfo() }, packed), (one) => say(one));

  it("names the receiver, the weights and what the gate did", () => {
    for (const line of [
      "Receiver: Mini, some-model, at cloud.example. How long it keeps requests stands in its own terms",
      "Redacted: 1 (github-token)",
      "Characters that nobody sees: 1",
      "Kept out: private/b.ts, by .upshiftignore",
      "For this computer only, by upshift.privacy.localOnlyPaths",
    ])
      assert.ok(text.split("\n").includes(line), line);
    assert.match(text, /\d+ tokens, selection: src\/a\.ts:3-3/);
  });

  it("holds every message to the character, and no secret", () => {
    for (const message of packed.messages) assert.ok(text.includes(message.text));
    assert.ok(!text.includes(TOKEN));
  });
});
