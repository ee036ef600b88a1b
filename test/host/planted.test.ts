import assert from "node:assert/strict";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { writeCommitMessage } from "../../src/extension/changes/commit.ts";
import { askAbout, askFreely } from "../../src/extension/commands/ask.ts";
import { compareAnswer } from "../../src/extension/routing/compare.ts";
import { spelledOut } from "../unit/core/context/secrets/makeUp.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import type { LmClient } from "./lmClient/extension.ts";
import { startGit } from "./gitScene.ts";
import { canariesIn, FEW, KINDS, PLANTED } from "./plantedRows.ts";
import {
  connectEndpoint,
  fileUri,
  openFile,
  requestFor,
  restoreRules,
  run,
  services,
  tidyUp,
  until,
} from "./window.ts";

/** Paths that the sample's ignore files, the settings and VS Code keep out; one leads there by a link. */
const IGNORED = [
  ...["private/a.ts", "private/deep/er/b.ts", "PRIVATE-notes/c.ts", ".env", ".env.production", "config/.env.local"],
  ...[
    "certs/server.pem",
    "certs/id_ed25519",
    "store.p12",
    ".netrc",
    ".aws/credentials",
    ".kube/config",
    "infra/prod.tfstate",
  ],
  ...[
    "build/out.ts",
    "logs/today.log",
    "vendor/lib.ts",
    "src/generated/api.ts",
    ".git-credentials",
    "hidden/by-editor.ts",
  ],
  "link-to-private.ts",
];
const MARK = "marker-of-an-ignored-file";

describe("planted secrets and ignored paths", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  const written: string[] = [];

  before(async () => {
    endpoint = await connectEndpoint();
    await put(".upshiftignore", "private/\nprivate-notes/\nsrc/generated/\n");
    await put(".gitignore", "build/\n*.log\n/vendor/\n");
    await put(".vscode/settings.json", JSON.stringify({ "files.exclude": { hidden: true } }));
    await until("the settings are read", () =>
      Object.hasOwn(vscode.workspace.getConfiguration("files").get<object>("exclude") ?? {}, "hidden"),
    );
    for (const name of IGNORED.slice(0, -1)) await put(name, `export const value = "${MARK}";\n`);
    await symlink(fileUri("private/a.ts").fsPath, fileUri("link-to-private.ts").fsPath);
    written.push("link-to-private.ts");
  });
  afterEach(tidyUp);
  after(async () => {
    await endpoint.close();
    for (const name of written) await rm(fileUri(name).fsPath, { force: true });
    await rm(fileUri("private/deep").fsPath, { force: true, recursive: true });
    await restoreRules();
  });

  async function put(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(fileUri(name).fsPath), { recursive: true });
    await writeFile(fileUri(name).fsPath, text);
    written.push(name);
  }

  const bodies = (from: number): string =>
    endpoint.calls
      .slice(from)
      .map(({ body, url, headers }) => `${url} ${JSON.stringify(headers)} ${body}`)
      .join("\n");

  function assertClean(surface: string, from: number): void {
    assert.ok(endpoint.calls.length > from, `${surface} asked nothing`);
    const sent = bodies(from);
    assert.deepEqual(canariesIn(sent), [], surface);
    assert.ok(!sent.includes(MARK), surface);
  }

  it("are sixty kinds and twenty paths", () => {
    assert.ok(KINDS.size >= 60, String(KINDS.size));
    assert.equal(IGNORED.length, 20);
  });

  for (const command of ["explain", "fix", "refactor", "document"]) {
    it(`leave by no way: ${command}`, async () => {
      const from = endpoint.calls.length;
      const editor = await openFile("planted.ts", PLANTED);
      written.push("planted.ts");
      editor.selection = new vscode.Selection(0, 0, editor.document.lineCount - 1, 0);
      await run(`upshift.${command}`);
      assertClean(command, from);
    });
  }

  it("leave by no way: an edit with an instruction, problems and a neighbour's name", async () => {
    const from = endpoint.calls.length;
    const name = `planted-${spelledOut("gh{}p_<36>")}.ts`;
    const editor = await openFile(name, FEW);
    written.push(name);
    const problems = vscode.languages.createDiagnosticCollection("planted");
    problems.set(editor.document.uri, [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 5), `wrong key ${FEW}`)]);
    editor.selection = new vscode.Selection(0, 0, editor.document.lineCount - 1, 0);
    await askAbout("edit", (await services()).asking, `use this key: ${FEW}`);
    problems.dispose();
    assertClean("edit", from);
  });

  it("leave by no way: the chat, its history and what was added to it", async () => {
    const { asking } = await services();
    const from = endpoint.calls.length;
    const editor = await openFile("planted.ts", PLANTED);
    editor.selection = new vscode.Selection(0, 0, 8, 0);
    await vscode.commands.executeCommand("upshift.addToChat");
    await askFreely(`What is ${FEW}?`, undefined, asking);
    await askFreely("And before?", undefined, asking);
    await askFreely("And before that?", "full", asking);
    assertClean("chat", from);
  });

  it("leave by no way: completions", async () => {
    const { completions } = await services();
    await vscode.workspace
      .getConfiguration("upshift")
      .update("completions.mode", "auto", vscode.ConfigurationTarget.Global);
    const from = endpoint.calls.length;
    const editor = await openFile("planted-cursor.ts", `${PLANTED}\nconst n = \n${FEW}`);
    written.push("planted-cursor.ts");
    const line = PLANTED.split("\n").length;
    editor.selection = new vscode.Selection(line, 10, line, 10);
    const context = {
      triggerKind: vscode.InlineCompletionTriggerKind.Invoke,
      selectedCompletionInfo: undefined,
      requestUuid: "",
    };
    const { token } = new vscode.CancellationTokenSource();
    await completions.provider.provideInlineCompletionItems(editor.document, editor.selection.active, context, token);
    assertClean("completions", from);
  });

  it("leave by no way: other extensions and their tools", async () => {
    const from = endpoint.calls.length;
    const client = await vscode.extensions.getExtension<LmClient>("upshift-test.lm-client")?.activate();
    assert.ok(client);
    await until("VS Code to know the models", async () => (await client.models()).length > 0);
    await client.answerTool("full", PLANTED);
    assertClean("language model", from);
  });

  it("leave by no way: @upshift in VS Code's chat", async () => {
    const from = endpoint.calls.length;
    await put("planted.ts", PLANTED);
    const { participant } = await services();
    const quiet = { markdown: () => undefined, progress: () => undefined, button: () => undefined };
    const references = [{ id: "r", value: fileUri("planted.ts") }];
    await participant.handle(
      { command: "explain", prompt: FEW, references } as unknown as vscode.ChatRequest,
      { history: [] },
      quiet as unknown as vscode.ChatResponseStream,
      new vscode.CancellationTokenSource().token,
    );
    assertClean("participant", from);
  });

  /** Shows the planted file with all of it selected. */
  async function selectAll(): Promise<vscode.TextEditor> {
    const editor = await openFile("planted.ts", PLANTED);
    editor.selection = new vscode.Selection(0, 0, editor.document.lineCount - 1, 0);
    return editor;
  }

  it("leave by no way: an explanation in place, its follow-up, and a problem", async () => {
    const { explanations } = (await services()).inPlace;
    const from = endpoint.calls.length;
    const { document } = await selectAll();
    await vscode.commands.executeCommand("upshift.explainHere");
    const [thread] = explanations.threads;
    assert.ok(thread);
    await vscode.commands.executeCommand("upshift.replyInThread", { thread: thread.view, text: `Is it ${FEW}?` });
    const range = new vscode.Range(0, 0, 3, 0);
    await vscode.commands.executeCommand("upshift.explainProblem", document.uri, range, `wrong key ${FEW}`);
    for (const { view } of explanations.threads) explanations.close(view);
    assert.ok(endpoint.calls.length >= from + 3, "all three asked");
    assertClean("comment thread", from);
  });

  it("leave by no way: a review of what is selected", async () => {
    const { reviews } = (await services()).changing;
    const from = endpoint.calls.length;
    await selectAll();
    await vscode.commands.executeCommand("upshift.review");
    reviews.clear();
    assertClean("review", from);
  });

  it("leave by no way: tests that are to be written", async () => {
    const from = endpoint.calls.length;
    await selectAll();
    await vscode.commands.executeCommand("upshift.test");
    assertClean("tests", from);
  });

  it("leave by no way: a comparison of two tiers", async () => {
    const { asking, conversation } = await services();
    await selectAll();
    const turn = await run("upshift.explain");
    const from = endpoint.calls.length;
    await compareAnswer(turn, asking, turn.answer.entries.at(-1)?.tier === "full" ? "mini" : "full");
    assert.equal(conversation.turns.length, 2);
    assertClean("compare", from);
  });

  it("leave by no way: a commit message", async () => {
    await openFile("planted.ts", PLANTED);
    const { git, repository, end } = startGit(`Take ${spelledOut("gh{}p_<36>")} into use`);
    git("add", "-f", "planted.ts", "private/a.ts");
    const { changing } = await services();
    const from = endpoint.calls.length;
    try {
      await writeCommitMessage(repository, changing);
      assertClean("commit message", from);
      assert.match(bodies(from), /upshift-secret-\d+:/);
    } finally {
      await end();
    }
  });

  for (const name of IGNORED) {
    it(`nothing of ${name} is sent`, async () => {
      const { conversation } = await services();
      const from = endpoint.calls.length;
      await openFile(name);
      const turn = await conversation.ask(requestFor(fileUri(name), "explain", { start: 1, end: 1 }), {
        text: "",
        context: "",
      });
      assert.equal(turn.answer.view.failure, "ignored", name);
      assert.equal(endpoint.calls.length, from, name);
    });
  }
});
