import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { askFreely } from "../../src/extension/commands/ask.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import {
  answerNext,
  connectEndpoint,
  fileUri,
  openFile,
  restoreRules,
  run,
  selectLines,
  services,
  tidyUp,
  until,
} from "./window.ts";

const CODE = "export function one(): number {\n  return 1;\n}\n";

describe("instructions of the project and of the user", function () {
  this.timeout(60_000);
  let endpoint: Endpoint;
  const written: string[] = [];

  before(async () => {
    endpoint = await connectEndpoint({}, { preset: "custom" });
  });
  afterEach(async () => {
    await tidyUp();
    await vscode.workspace
      .getConfiguration("upshift")
      .update("prompts.own", undefined, vscode.ConfigurationTarget.Global);
    for (const name of written.splice(0)) await rm(fileUri(name).fsPath, { force: true });
  });
  after(async () => {
    await restoreRules();
    await endpoint.close();
  });

  async function put(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(fileUri(name).fsPath), { recursive: true });
    await writeFile(fileUri(name).fsPath, text);
    written.push(name);
  }

  async function explain(name: string): Promise<string> {
    const editor = await openFile(name, CODE);
    written.push(name);
    selectLines(editor, 1, 3);
    answerNext(endpoint, "It gives one.");
    await run("upshift.explain");
    return endpoint.calls.at(-1)?.body ?? "";
  }

  it("go along with what a request is about: the nearest file alone", async () => {
    await put("AGENTS.md", "Root words.\n");
    await put(".github/copilot-instructions.md", "Copilot words.\n");
    await put("deep/CLAUDE.md", "Deep words.\n");
    const deep = await explain("deep/er/one.ts");
    assert.match(deep, /### Project instructions: \\"deep\/CLAUDE\.md\\"/);
    assert.ok(deep.includes("Deep words.") && !deep.includes("Root words."));
    const root = await explain("one.ts");
    assert.ok(root.includes("Root words.") && !root.includes("Copilot words.") && !root.includes("Deep words."));
    const { ledger } = await services();
    assert.equal(ledger.session.at(-1)?.prompt, "explain@1+instructions@1+tools@1");
  });

  it("stay here where a rule keeps them out", async () => {
    await put("AGENTS.md", "Hidden words.\n");
    await put(".upshiftignore", "AGENTS.md\n");
    const body = await explain("one.ts");
    assert.ok(!body.includes("Hidden words.") && !body.includes("AGENTS.md"));
  });

  it("have a chip that takes them out", async () => {
    await put("AGENTS.md", "Chip words\u202E.\n");
    await openFile("one.ts", CODE);
    written.push("one.ts");
    const { composer, asking } = await services();
    await vscode.commands.executeCommand("upshift.focusChat");
    composer.setVisible(true);
    composer.typed("What is it?");
    const named = (): (typeof composer.view.chips)[number] | undefined =>
      composer.view.chips.find(({ kind }) => kind === "instructions");
    await until("the chip is there", named);
    assert.equal(named()?.name, "AGENTS.md, hidden characters taken out");
    composer.toggle("instructions:AGENTS.md");
    answerNext(endpoint, "One.");
    await askFreely("What is it?", "mini", asking);
    assert.ok(!(endpoint.calls.at(-1)?.body ?? "Chip words").includes("Chip words"));
    composer.toggle("instructions:AGENTS.md");
  });

  it("come from the user too: words for a kind of task, and a command by its name", async () => {
    const own = { explain: "Answer in rhyme.", "/weigh": "Weigh the options." };
    const section = vscode.workspace.getConfiguration("upshift");
    await section.update("prompts.own", own, vscode.ConfigurationTarget.Global);
    assert.ok((await explain("one.ts")).includes("The user asks for this in every answer: Answer in rhyme."));
    const { asking, ledger } = await services();
    answerNext(endpoint, "Weighed.");
    const turn = await askFreely("/weigh left or right", "mini", asking);
    assert.equal(turn?.text, "/weigh left or right");
    assert.ok(endpoint.calls.at(-1)?.body.includes("Weigh the options.\\n\\nleft or right"));
    assert.match(ledger.session.at(-1)?.prompt ?? "", /^chat@1\+command-weigh-[0-9a-f]{8}\+tools@1$/);
  });

  it("come from prompt files that the user names, with what they say of themselves left out", async () => {
    await put(".github/prompts/sum-up.prompt.md", "---\nmode: agent\ndescription: Sums up\n---\nSum it up.\n");
    const { asking } = await services();
    answerNext(endpoint, "Summed up.");
    await askFreely("/sum-up", "mini", asking);
    const body = endpoint.calls.at(-1)?.body ?? "";
    assert.ok(body.includes("### Request\\nSum it up.") && !body.includes("mode: agent"));
    await asking.showPrompt(asking.conversation.turns.at(-1)?.id ?? "");
    const shown = vscode.window.activeTextEditor?.document.getText() ?? "";
    assert.match(shown, /^# chat@1\+command-sum-up-[0-9a-f]{8}\+tools@1\n[\s\S]*You are Upshift[\s\S]*Sum it up\./);
  });
});
