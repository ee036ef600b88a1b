import assert from "node:assert/strict";
import { pack } from "../../../../src/core/context/pack.ts";
import { gateNotes, keepingOf, payloadOf, receiverOf, weightsOf } from "../../../../src/core/context/payload.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import { say } from "../../../../src/util/phrase.ts";
import { item, modelInfo } from "../../../helpers/make.ts";
import { spelledOut } from "./secrets/makeUp.ts";

const TOKEN = spelledOut("gh{}p_<36>");
const NOTHING = (): Promise<undefined> => Promise.resolve(undefined);

describe("what goes to a model", () => {
  const gate = createPathGate(
    [{ name: ".upshiftignore", folder: "", text: "private/" }],
    [{ folder: "", text: "hr/" }],
  );
  const items = [
    item({ kind: "selection", text: `use("${TOKEN}")\u202E`, range: { start: 3, end: 3 } }),
    item({ path: "private/b.ts" }),
    item({ path: "hr/c.ts", text: "let c = 1;\n" }),
  ];
  const history = [
    { role: "user", text: "And before?" },
    { role: "assistant", text: "Before, it was so." },
  ] as const;
  const packed = pack({ prompt: PROMPTS.explain, instruction: "Why?", history, items, gate, maxTokens: 9_000 });
  const payload = payloadOf({ tier: "mini", info: modelInfo() }, packed, NOTHING);

  it("names the receiver, and how long it keeps what it gets", () => {
    const rows = [
      [{}, "To cloud.example, for Mini, some-model. Nothing else leaves this computer."],
      [{ local: true }, "To cloud.example on this computer, for Mini, some-model. Nothing leaves this computer."],
      [{ host: "" }, "For Mini, some-model, in this process. Nothing leaves this computer."],
    ] as const;
    for (const [more, line] of rows) assert.equal(say(receiverOf({ tier: "mini", info: modelInfo(more) })), line);
    const keeping = (more: object): string | undefined => {
      const line = keepingOf({ tier: "mini", info: modelInfo(more) });
      return line && say(line);
    };
    assert.equal(keeping({}), "How long cloud.example keeps requests stands in its own terms.");
    assert.match(keeping({ keepsDays: 55 }) ?? "", /keeps requests up to 55 days/);
    assert.match(keeping({ passesOn: true }) ?? "", /hands it on/);
    assert.deepEqual([keeping({ local: true }), keeping({ host: "" })], [undefined, undefined]);
  });

  it("says what the gate did", () => {
    assert.deepEqual(
      gateNotes(packed.summary).map((line) => say(line)),
      [
        "1 secret redacted: github-token.",
        "private/b.ts is kept out by .upshiftignore.",
        "Characters that nobody sees: 1.",
        "For this computer only, by upshift.privacy.localOnlyPaths.",
      ],
    );
  });

  it("has weights that add up to its size, context in the middle", () => {
    const weights = weightsOf(payload);
    assert.deepEqual(
      weights.map(({ part }) => (typeof part === "string" ? part : part.path)),
      ["instructions", "src/a.ts", "hr/c.ts", "earlier", "message"],
    );
    assert.equal(
      weights.reduce((sum, { tokens }) => sum + tokens, 0),
      packed.summary.tokens,
    );
  });

  it("has its body as text only when it is looked at", async () => {
    assert.equal(await payload.body(), undefined);
    const whole = payloadOf(payload.candidate, packed, () => Promise.resolve({ model: "m", text: "“é”" }));
    assert.equal(await whole.body(), '{"model":"m","text":"“é”"}');
  });
});
