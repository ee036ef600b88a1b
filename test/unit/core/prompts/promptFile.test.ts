import assert from "node:assert/strict";
import { commandIn, readPromptFile } from "../../../../src/core/prompts/promptFile.ts";
import { ownPromptsOf } from "../../../../src/core/prompts/ownPrompts.ts";
import { promptText } from "../../../../src/core/prompts/promptText.ts";
import { say } from "../../../../src/util/phrase.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { item } from "../../../helpers/make.ts";
import { play } from "../../../helpers/road.ts";

describe("prompts of the user's own", () => {
  const files: readonly (readonly [source: string, text: string, description: string])[] = [
    ["Write a changelog.\n", "Write a changelog.", ""],
    ["---\nmode: agent\ndescription: 'Log it'\ntools: [a, b]\n---\nWrite.\n", "Write.", "Log it"],
    ["\uFEFF---\r\ndescription: Log\r\n---\r\nWrite.", "Write.", "Log"],
    ["---\nno end of it", "---\nno end of it", ""],
    ["---\n: [broken\n---\n\nWrite.", "Write.", ""],
    ["Wri\u200Bte.\u{E0041}", "Write.", ""],
  ];
  for (const [source, text, description] of files)
    it(`are read from a file: ${JSON.stringify(source)}`, () =>
      assert.deepEqual(readPromptFile(source), { text, description }));

  it("are called by name at the start of a message", () => {
    assert.deepEqual(commandIn("/changelog"), { name: "changelog", rest: "" });
    assert.deepEqual(commandIn(" /änderung for 1.2\nplease"), { name: "änderung", rest: "for 1.2\nplease" });
    for (const message of ["changelog", "a /changelog", "/", "//x", "/usr/bin is full"])
      assert.equal(commandIn(message), undefined);
  });

  it("are a kind of task or a command; what is neither is named and left out", () => {
    const bad: { setting: string; reason: string }[] = [];
    const raw = { explain: "Briefly.", "/log": "Write it.", complete: "x", "log!": "x", fix: 7, "/empty": " " };
    assert.deepEqual(ownPromptsOf(raw, bad), { tasks: { explain: "Briefly." }, commands: { log: "Write it." } });
    assert.deepEqual(
      bad.map(({ setting }) => setting),
      ["complete", "log!", "fix", "/empty"].map((name) => `upshift.prompts.own["${name}"]`),
    );
  });

  it("are shown as they were sent: name, instructions, parts and request, without the code", async () => {
    const played = await play({
      models: { mini: { scripts: [answer("Well.")] } },
      request: { task: "explain", instruction: "Why?", promptId: "command-why-12345678" },
      deps: { context: { collect: () => Promise.resolve({ items: [item()], gate: { check: () => undefined } }) } },
    });
    const started = played.events.find((event) => event.type === "attempt-start");
    const text = started ? promptText(started.payload, say) : "";
    assert.match(text, /^# explain@1\+command-why-12345678\n\n## Instructions\n\nYou are Upshift/);
    assert.match(text, /- file: src\/a\.ts, \d+\n\n## Request\n\nWhy\?\n/);
    assert.doesNotMatch(text, /let a = 1/);
    assert.equal(played.entries[0]?.prompt, "explain@1+command-why-12345678");
  });
});
