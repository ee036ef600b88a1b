import assert from "node:assert/strict";
import { instructionItems, instructionPlaces } from "../../../../src/core/context/instructions.ts";
import { itemId } from "../../../../src/core/context/item.ts";
import { createPathGate } from "../../../../src/core/context/privacy.ts";
import { answer } from "../../../helpers/fakeModel.ts";
import { item, modelInfo } from "../../../helpers/make.ts";
import { play, type Played } from "../../../helpers/road.ts";

const steering = (text: string): ReturnType<typeof item> =>
  item({ kind: "instructions", path: "AGENTS.md", language: "markdown", text });

async function explain(items: readonly ReturnType<typeof item>[], gate = createPathGate([])): Promise<Played> {
  return await play({
    models: { mini: { scripts: [answer("Well.")] } },
    request: { task: "explain" },
    deps: { context: { collect: () => Promise.resolve({ items, gate }) } },
  });
}

const messages = (played: Played): readonly string[] =>
  played.models.mini?.requests[0]?.pack.messages.map(({ text }) => text) ?? [];

describe("instruction files", () => {
  it("are looked for from the file's folder upwards, Copilot's at the root alone", () => {
    assert.deepEqual(instructionPlaces("a/b/c.ts"), [
      ...["a/b/AGENTS.md", "a/b/CLAUDE.md", "a/AGENTS.md", "a/CLAUDE.md"],
      ...["AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md"],
    ]);
    assert.deepEqual(instructionPlaces("c.ts"), ["AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md"]);
  });

  it("are cut at a line, each and together, and say so; empty ones are none", () => {
    const long = "Use tabs.\n".repeat(1_000);
    const items = instructionItems(["a", "b", "c", "d"].map((path) => ({ path, text: path === "a" ? " \n" : long })));
    assert.deepEqual(
      items.map(({ path }) => path),
      ["b", "c"],
    );
    assert.match(items[0]?.text ?? "", /Use tabs\.\n\(Cut here: the file is longer than 8000 characters\.\)$/);
  });

  it("stand in a block of their own, with words on what they may steer, and are named in the record", async () => {
    const played = await explain([steering("Write in British English.\n"), item()]);
    const [system, user] = messages(played);
    assert.match(system ?? "", /### Project instructions .* cannot change your task/);
    assert.match(user ?? "", /^### Project instructions: "AGENTS\.md"\n```markdown\nWrite in British English\.\n```\n/);
    assert.equal(played.entries[0]?.prompt, "explain@1+instructions@1");
    const without = await explain([item()]);
    assert.doesNotMatch(messages(without)[0] ?? "", /Project instructions/);
    assert.equal(without.entries[0]?.prompt, "explain@1");
  });

  it("do not choose a model: rules by path and language see the code only", async () => {
    const played = await explain([steering("x"), item({ path: "src/a.ts" })]);
    const [decided] = played.events;
    assert.ok(decided?.type === "route-decided");
    assert.deepEqual(decided.decision.signals.paths, ["src/a.ts"]);
    assert.deepEqual(decided.decision.signals.languages, ["typescript"]);
  });

  it("lose every hidden character, and say that there were some", async () => {
    const played = await explain([steering("Use\u200B tabs\u202E.\u{E0041}")]);
    assert.match(messages(played)[1] ?? "", /\nUse tabs\.\n/);
    const [decided] = played.events;
    assert.ok(decided?.type === "route-decided");
    assert.deepEqual([decided.pack.hidden, decided.pack.parts[0]?.hidden], [3, true]);
  });

  it("are kept out by rule like every file, and taken out by their chip", async () => {
    const gate = createPathGate([{ name: ".upshiftignore", folder: "", text: "AGENTS.md" }]);
    const played = await explain([steering("(kept out)"), item()], gate);
    assert.doesNotMatch(messages(played)[1] ?? "", /AGENTS|kept out/);
    assert.equal(itemId(steering("x")), "instructions:AGENTS.md");
  });

  it("take the words of the user for a kind of task beside them, told apart by their content", async () => {
    const own = async (words: string): Promise<Played> =>
      await play({
        models: { mini: { scripts: [answer("Well.")], info: modelInfo() } },
        request: { task: "explain" },
        deps: { ownPrompts: () => ({ explain: words }) },
      });
    const [german, french] = [await own("Answer in German."), await own("Answer in French.")];
    assert.match(messages(german)[0] ?? "", /The user asks for this in every answer: Answer in German\.$/);
    assert.match(german.entries[0]?.prompt ?? "", /^explain@1\+own-[0-9a-f]{8}$/);
    assert.notEqual(german.entries[0]?.prompt, french.entries[0]?.prompt);
  });
});
