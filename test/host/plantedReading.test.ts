import assert from "node:assert/strict";
import * as vscode from "vscode";
import { askFreely } from "../../src/extension/commands/ask.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { MARK, Planting, QUOTED } from "./planting.ts";
import { FEW, PLANTED } from "./plantedRows.ts";
import { answerNext, callNext, connectEndpoint, fileUri, openFile, run, services, tidyUp, until } from "./window.ts";

/** Cuts fakes in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const SAID = "Seen.";

describe("planted secrets in what goes along unasked", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  let planting: Planting;

  before(async () => {
    endpoint = await connectEndpoint({}, { preset: "custom" });
    planting = new Planting(endpoint);
    await planting.put("private/flow.ts", `export const shelf = "${MARK}";\n`);
    await planting.put("planted.ts", `export function shelf() {\n  return 1;\n}\n${PLANTED}\n`);
  });
  beforeEach(() => planting.begin());
  afterEach(tidyUp);
  after(async () => {
    await vscode.workspace
      .getConfiguration("upshift")
      .update("prompts.own", undefined, vscode.ConfigurationTarget.Global);
    await endpoint.close();
    await planting.end();
  });

  it("leave by no way: what a model reads on its own", async () => {
    const { asking, debugging } = await services();
    debugging.tests.note({ command: "npm test", output: `${FEW}\n${QUOTED}`, passed: false });
    callNext(
      endpoint,
      [
        ["read_file", { path: "planted.ts" }],
        ["read_file", { path: "planted.ts", start: 5, end: 9 }],
        ["read_file", { path: "private/flow.ts" }],
        ["search_text", { query: "row" }],
        ["search_text", { query: MARK.slice(0, 10) }],
        ["find_symbols", { path: "planted.ts" }],
        ["list_problems", {}],
        ["show_test_output", {}],
      ].map(([name, input]) => ({ name: name as string, input: input as object })),
    );
    answerNext(endpoint, SAID);
    const turn = await askFreely("What is there?", "mini", asking);
    assert.equal(turn?.answer.view.text, SAID);
    assert.match(planting.sent(), /wrong shelf/);
    planting.assertClean(2);
  });

  it("leave by no way: instructions, the user's own words and prompt files", async () => {
    await planting.put("AGENTS.md", `Use ${FEW}\n`);
    await planting.put(".github/prompts/sum-up.prompt.md", `---\ndescription: Sums up\n---\nSum up ${FEW}\n`);
    await vscode.workspace
      .getConfiguration("upshift")
      .update("prompts.own", { explain: `Mention ${FEW}` }, vscode.ConfigurationTarget.Global);
    const editor = await openFile("planted.ts");
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    answerNext(endpoint, SAID);
    await run("upshift.explain");
    answerNext(endpoint, SAID);
    await askFreely("/sum-up", "mini", (await services()).asking);
    assert.match(planting.sent(), /Mention [\s\S]*Project instructions[\s\S]*Sum up/);
    planting.assertClean(2);
  });

  it("leave by no way: the end of a key above what was edited lately", async () => {
    const body = Array.from({ length: 26 }, (_, at) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC${at + 10}`);
    const pem = [`-----BEGIN ${cut}PRIVATE KEY-----`, ...body, `-----END ${cut}PRIVATE KEY-----`].join("\n");
    const code = "export function readShelf(shelf: Shelf): number {\n  return shelf.books.length;\n}\n";
    await planting.put("key.ts", `const key = \`${pem}\`;\n${code}`);
    const edited = await openFile("key.ts");
    await edited.edit((builder) => builder.insert(new vscode.Position(29, 2), "// "));
    await planting.put("shelf.ts", `${code}const books = readShelf(shelf.\n// ${FEW.split("\n")[0] ?? ""}\n`);
    const { document } = await openFile("shelf.ts");
    const { completions } = await services();
    await vscode.workspace
      .getConfiguration("upshift")
      .update("completions.mode", "auto", vscode.ConfigurationTarget.Global);
    const context = {
      triggerKind: vscode.InlineCompletionTriggerKind.Invoke,
      selectedCompletionInfo: undefined,
      requestUuid: "",
    };
    const { token } = new vscode.CancellationTokenSource();
    await completions.provider.provideInlineCompletionItems(document, new vscode.Position(3, 30), context, token);
    assert.match(planting.sent(), /Related code[^#]*key\.ts/);
    assert.doesNotMatch(planting.sent(), /MIIEvQIBADAN/);
    planting.assertClean();
  });

  it("leave by no way: what was selected in a terminal", async () => {
    const { conversation } = await services();
    answerNext(endpoint, SAID);
    const terminal = { uri: "upshift-terminal:/bash", added: true, text: `${FEW}\n${QUOTED}` };
    await conversation.ask(
      {
        ...{ id: crypto.randomUUID(), instruction: "Why?", origin: "chat", tier: "auto", without: [], history: [] },
        anchors: [terminal],
      },
      { text: "Why?", context: "" },
    );
    planting.assertClean();
  });

  it("leave by no way: an explanation that is asked for again", async () => {
    const { explanations } = (await services()).inPlace;
    const editor = await openFile("planted.ts");
    editor.selection = new vscode.Selection(0, 0, editor.document.lineCount - 1, 0);
    await vscode.commands.executeCommand("upshift.explainHere");
    const [thread] = explanations.threads;
    assert.ok(thread);
    const asked = endpoint.calls.length;
    const again = vscode.commands.executeCommand("upshift.regenerateInThread", thread.view);
    await until("the first tier on offer is taken", async () => {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return endpoint.calls.length > asked;
    });
    await again;
    for (const { view } of explanations.threads) explanations.close(view);
    planting.assertClean(2);
  });

  it("leave by no way: a plan that is carried out", async () => {
    const { refactorings, asking } = await services();
    await openFile("planted.ts");
    const steps = [{ do: "edit", files: ["planted.ts"], instruction: `Let shelf take ${FEW.split("\n")[0] ?? ""}.` }];
    answerNext(endpoint, `\`\`\`json\n${JSON.stringify({ summary: "It takes a key.", steps })}\n\`\`\``);
    const turn = await refactorings.start(asking, "let `shelf` take a key");
    assert.equal(turn?.answer.view.failure, "plan-ready");
    answerNext(endpoint, "planted.ts\n<<<<<<< SEARCH\n  return 1;\n=======\n  return 2;\n>>>>>>> REPLACE\n");
    await refactorings.carryOut(turn.id, asking);
    planting.assertClean(2);
  });

  for (const command of ["fix", "refactor", "tests", "doc", "review", "trace", undefined]) {
    it(`leave by no way: @upshift ${command === undefined ? "without a command" : `/${command}`}`, async () => {
      const { participant } = await services();
      const isTrace = command === undefined || command === "trace";
      const nothing = (): undefined => undefined;
      const quiet = { markdown: nothing, progress: nothing, button: nothing };
      answerNext(endpoint, SAID);
      await participant.handle(
        {
          command,
          // As words of a task they are the user's own; a trace alone is taken for what a program printed.
          prompt: isTrace ? `${FEW}\n${QUOTED}\n    at shelf (/app/planted.ts:2:3)` : FEW,
          references: [{ id: "r", value: fileUri("planted.ts") }],
        } as unknown as vscode.ChatRequest,
        { history: [] },
        quiet as unknown as vscode.ChatResponseStream,
        new vscode.CancellationTokenSource().token,
      );
      planting.assertClean();
    });
  }
});
