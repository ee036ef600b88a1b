import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import { answerNext, assertExplained, connectEndpoint, openFile, services, tidyUp, until } from "./window.ts";

const CODE = "function twice(n: number): number {\n  return n * 2;\n}\n";

describe("explanations in place", () => {
  let endpoint: Endpoint;
  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    const { explanations } = (await services()).inPlace;
    for (const { view } of explanations.threads) explanations.close(view);
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  async function explained(text = "It doubles **n**."): Promise<vscode.CommentThread> {
    answerNext(endpoint, text);
    const editor = await openFile("twice.ts", CODE);
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    await vscode.commands.executeCommand("upshift.explainHere");
    const [thread] = (await services()).inPlace.explanations.threads;
    assert.ok(thread);
    return thread.view;
  }

  const bodies = ({ comments }: vscode.CommentThread): readonly string[] =>
    comments.map(({ body }) => (typeof body === "string" ? body : body.value).replaceAll("&nbsp;", " "));

  it("stand below the code with route and price, and are booked", async () => {
    const { ledger } = await services();
    const booked = ledger.session.length;
    const thread = await explained();
    assert.deepEqual(bodies(thread), ["It doubles **n**."]);
    assert.deepEqual([thread.range?.start.line, thread.range?.end.line], [0, 2]);
    assert.match(thread.comments[0]?.label ?? "", /^demo, no AI .*simulated .*Explain/);
    assert.equal(thread.comments[0]?.author.name, "Mini");
    assert.equal(ledger.session.at(-1)?.task, "explain");
    assert.equal(ledger.session.length, booked + 1);
    assert.equal((await services()).conversation.turns.length, 0);
    await assertExplained(thread.comments[0]);
  });

  it("answer follow-ups with what was said, and move to the chat", async () => {
    const thread = await explained();
    answerNext(endpoint, "Because of the star.");
    await vscode.commands.executeCommand("upshift.replyInThread", { thread, text: "Why twice?" });
    const { explanations } = (await services()).inPlace;
    await until("the follow-up is answered", () => explanations.threads[0]?.turns[1]?.answer.view.state === "done");
    assert.deepEqual(bodies(thread).slice(1), ["Why twice?", "Because of the star."]);
    assert.match(endpoint.calls.at(-1)?.body ?? "", /It doubles/);
    await vscode.commands.executeCommand("upshift.moveThreadToChat", thread);
    const { conversation, inPlace } = await services();
    assert.deepEqual(
      conversation.turns.map(({ answer }) => answer.view.text),
      ["It doubles **n**.", "Because of the star."],
    );
    assert.equal(inPlace.explanations.threads.length, 0);
    conversation.clear();
  });

  it("go where their code goes", async () => {
    const thread = await explained();
    const edit = new vscode.WorkspaceEdit();
    edit.insert(thread.uri, new vscode.Position(0, 0), "// one\n// two\n");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await until("the thread has moved", () => thread.range?.start.line === 2);
    assert.equal(thread.range?.end.line, 4);
  });

  it("have room below their code, wherever it stood", async () => {
    answerNext(endpoint, "It halves.");
    const editor = await openFile("long.ts", `${"// above\n".repeat(60)}${CODE}${"// below\n".repeat(60)}`);
    editor.revealRange(new vscode.Range(0, 0, 0, 0));
    editor.selection = new vscode.Selection(60, 0, 62, 1);
    await vscode.commands.executeCommand("upshift.explainHere");
    await until("the code is at the top", () => (editor.visibleRanges[0]?.start.line ?? 0) > 50);
  });

  it("are shown again where one points, without asking", async () => {
    const thread = await explained();
    const asked = endpoint.calls.length;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      thread.uri,
      new vscode.Position(1, 3),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === "string" ? part : part.value)),
    );
    assert.ok(texts.includes("It doubles **n**."));
    assert.equal(endpoint.calls.length, asked);
  });

  it("are offered with their price where one points at a name, and asked for by a click alone", async () => {
    // Nothing of this code was explained before.
    const { document } = await openFile("thrice.ts", CODE.replaceAll("twice", "thrice").replace("* 2", "* 3"));
    const asked = endpoint.calls.length;
    const linkAt = async (line: number, character: number): Promise<string | undefined> => {
      const at = new vscode.Position(line, character);
      const run = vscode.commands.executeCommand<vscode.Hover[]>;
      const hovers = await run("vscode.executeHoverProvider", document.uri, at);
      const texts = hovers.flatMap(({ contents }) =>
        contents.map((part) => (typeof part === "string" ? part : part.value)),
      );
      return texts.find((text) => text.includes("command:upshift."));
    };
    let link: string | undefined;
    // The language's own symbols come some seconds after the start.
    await until("the line is offered", async () => (link = await linkAt(0, 10)) !== undefined);
    assert.match(link ?? "", /^\[Explain, simulated ≈ \$[\d.]+\]\(command:upshift\.explainHere\?/);
    assert.equal(await linkAt(1, 3), undefined);
    assert.equal(endpoint.calls.length, asked);
    answerNext(endpoint, "It doubles.");
    const args = JSON.parse(decodeURIComponent(/\?(.*)\)$/.exec(link ?? "")?.[1] ?? "[]")) as unknown[];
    await vscode.commands.executeCommand("upshift.explainHere", ...args);
    const [thread] = (await services()).inPlace.explanations.threads;
    assert.ok(thread);
    assert.deepEqual(bodies(thread.view), ["It doubles."]);
    assert.deepEqual([thread.view.range?.start.line, thread.view.range?.end.line], [0, 2]);
  });

  it("load nothing that a model wrote", async () => {
    const thread = await explained("![x](https://example.invalid/p.png) [y](command:upshift.explain)");
    assert.deepEqual(bodies(thread), ["!\\[x](https://example.invalid/p.png) [y]\\(command:upshift.explain)"]);
  });

  it("are offered in the light bulb of a problem, last and not preferred", async () => {
    const { document } = await openFile("twice.ts", CODE);
    const problems = vscode.languages.createDiagnosticCollection("test");
    const range = new vscode.Range(1, 2, 1, 8);
    problems.set(document.uri, [new vscode.Diagnostic(range, "strange", vscode.DiagnosticSeverity.Error)]);
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      range,
    );
    const own = found.filter(({ command }) => command?.command.startsWith("upshift."));
    assert.deepEqual(
      own.map(({ title, isPreferred }) => [title, isPreferred ?? false]),
      [
        ["Fix with Upshift", false],
        ["Explain Problem", false],
      ],
    );
    answerNext(endpoint, "Nothing is wrong.");
    const [, explain] = own;
    await vscode.commands.executeCommand(explain?.command?.command ?? "", ...(explain?.command?.arguments ?? []));
    assert.match(endpoint.calls.at(-1)?.body ?? "", /strange/);
    problems.dispose();
  });
});
