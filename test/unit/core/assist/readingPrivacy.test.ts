import assert from "node:assert/strict";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import type { Finding } from "../../../../src/core/tools/reader.ts";
import { FakeReader, found } from "../../../helpers/fakeReader.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { ask, call, calls, READ, steps, toolTexts } from "../../../helpers/readingScene.ts";

/** Cut in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const KEY = `sk-${cut}proj-abcdefghijklmnopqrstuvwxyz0123456789`;

describe("privacy of what is read", () => {
  const gate = createPathGate(
    [{ name: ".gitignore", folder: "", text: "secret.ts" }],
    [{ folder: "", text: "here.ts" }],
  );
  const one = (path: string, words: string): Finding => found(path, words, { gate });

  it("says nothing but that a rule keeps a file out", async () => {
    const played = await ask(
      [calls(call("read_file", { path: "secret.ts" })), answer("No.")],
      new FakeReader(() => one("secret.ts", "hush")),
    );
    assert.deepEqual(toolTexts(played, 1), ["Kept out by rule."]);
    assert.match(steps(played).at(-1) ?? "", /: refused$/);
    const step = played.events.findLast((event) => event.type === "step");
    assert.equal(step?.step.detail, "Kept out by .gitignore.");
    assert.deepEqual(step.about, []);
  });

  it("keeps what is for this computer from a model elsewhere, and binds the answer to it on a model here", async () => {
    const script = [calls(call("read_file", { path: "here.ts" })), answer("Yes.")];
    const reader = (): FakeReader => new FakeReader(() => one("here.ts", "private words"));
    const cloud = await ask(script, reader());
    assert.deepEqual(toolTexts(cloud, 1), ["Kept out by rule."]);
    const local = await ask([], reader(), {
      models: { local: { scripts: script, info: { tools: true } } },
      request: { tier: "local" },
    });
    const pack = local.models.local?.requests[1]?.pack;
    assert.match(pack?.messages.at(-1)?.text ?? "", /private words/);
    assert.equal(pack?.summary.localOnly?.rule, "upshift.privacy.localOnlyPaths");
  });

  it("redacts what a tool gives, and takes no placeholder from it", async () => {
    const planted = "[[upshift-secret-1:openai-key]]";
    const reader = new FakeReader(() => found("a.ts", `const key = "${KEY}"; // ${planted}\n`));
    const played = await ask([calls(READ), answer("Done.")], reader);
    const given = toolTexts(played, 1)[0] ?? "";
    assert.doesNotMatch(given, /proj-abcdef/);
    assert.match(given, /\[\[upshift-secret-\d+:openai-key\]\]/);
    const restored = played.models.mini?.requests[1]?.pack.restore(given) ?? "";
    assert.match(restored, new RegExp(KEY));
    assert.match(restored, /\[\[upshift-secret-1:openai-key\]\]/);
    assert.equal(
      played.events.some((event) => event.type === "step" && JSON.stringify(event).includes(KEY)),
      false,
    );
  });

  it("redacts what is cut from a secret, or quoted of it, by the file that it comes from", async () => {
    const lines = ["MIIEpAIBAAKCAQEAx3Yh8Qv1", "k2Jr7Lm9Np4Qs6Tu8Vw0Xy2Z"];
    const [first = "", second = ""] = lines;
    const whole = `-----BEGIN ${cut}PRIVATE KEY-----\n${lines.join("\n")}\n-----END ${cut}PRIVATE KEY-----\n`;
    const part = { path: "a.ts", language: "", text: `3: error: Cannot find name '${second}'.`, whole };
    const reader = new FakeReader(() => ({ parts: [part], gate: createPathGate([]) }));
    const played = await ask([calls(READ), answer("Done.")], reader);
    assert.match(toolTexts(played, 1)[0] ?? "", /Cannot find name '\[\[upshift-secret-\d+:/);
    const sent = JSON.stringify(played.models.mini?.requests.map(({ pack }) => pack.messages));
    assert.ok(!sent.includes(first) && !sent.includes(second));
  });

  it("counts hidden characters and takes tags out", async () => {
    const reader = new FakeReader(() => found("a.ts", "a\u{E0041}\u202Eb"));
    const played = await ask([calls(READ), answer("Done.")], reader);
    assert.equal(played.models.mini?.requests[1]?.pack.summary.hidden, 2);
    assert.doesNotMatch(toolTexts(played, 1)[0] ?? "", /\u{E0041}/u);
  });

  it("sends nothing of what no rule could judge", async () => {
    const broken = {
      check: () => {
        throw new Error("no rules");
      },
    };
    const reader = new FakeReader(() => found("a.ts", "words", { gate: broken }));
    const played = await ask([calls(READ), answer("Done.")], reader);
    assert.deepEqual(toolTexts(played, 1), ["The tool failed."]);
  });
});
