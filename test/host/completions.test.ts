import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import {
  answerNext,
  assertExplained,
  configure,
  connectEndpoint,
  fileUri,
  openFile,
  services,
  tidyUp,
  until,
} from "./window.ts";

const { Automatic, Invoke } = vscode.InlineCompletionTriggerKind;
const START = "const n = \n";

describe("completions", () => {
  let endpoint: Endpoint;
  const written: string[] = [];

  before(async () => {
    endpoint = await connectEndpoint();
  });
  beforeEach(async () => {
    await set("mode", "auto");
    (await services()).completions.provider.reset();
  });
  afterEach(async () => {
    for (const key of ["mode", "languages"]) {
      await set(key, undefined, vscode.ConfigurationTarget.Workspace);
      await set(key, undefined);
    }
    await endpoint.behave();
    await tidyUp();
  });
  after(async () => {
    await set("mode", "off");
    for (const file of [".vscode", ...written]) await rm(fileUri(file).fsPath, { recursive: true, force: true });
    await endpoint.close();
  });

  async function set(key: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
    await vscode.workspace.getConfiguration("upshift.completions").update(key, value, target);
  }

  const sent = (): number => endpoint.calls.filter(({ url }) => url.endsWith("/chat/completions")).length;

  let files = 0;

  /** A file of its own (VS Code remembers the text of earlier ones) with the cursor at the end of its first line. */
  async function open(name: string, text = START): Promise<vscode.TextEditor> {
    files += 1;
    const file = name.replace(/(\w+)\./, `$1-${files}.`);
    written.push(file);
    const editor = await openFile(file, text);
    const end = editor.document.lineAt(0).range.end;
    editor.selection = new vscode.Selection(end, end);
    return editor;
  }

  /** What VS Code gets when it asks for the cursor's place. */
  async function suggest(
    { document, selection }: vscode.TextEditor,
    triggerKind: vscode.InlineCompletionTriggerKind = Automatic,
  ): Promise<readonly vscode.InlineCompletionItem[]> {
    const { provider } = (await services()).completions;
    const context = { triggerKind, selectedCompletionInfo: undefined, requestUuid: "" };
    const { token } = new vscode.CancellationTokenSource();
    return await provider.provideInlineCompletionItems(document, selection.active, context, token);
  }

  async function whyNot(): Promise<string | undefined> {
    const [newest] = (await services()).completions.provider.silent.recent;
    return newest?.why.type === "quiet" ? newest.why.rule : newest?.why.failure.code;
  }

  it("stand at the cursor, are taken by VS Code's own command, and cost what the ledger says", async () => {
    const { ledger } = await services();
    const booked = ledger.session.length;
    answerNext(endpoint, "items.length;");
    const editor = await open("typed.ts");
    await vscode.commands.executeCommand("upshift.triggerCompletion");
    await until("a completion was booked", () => ledger.session.length > booked);
    await until("the text is in", () => {
      void vscode.commands.executeCommand("editor.action.inlineSuggest.commit");
      return editor.document.getText() !== START;
    });
    assert.equal(editor.document.getText(), "const n = items.length;\n");
    const entry = ledger.session.at(-1);
    assert.deepEqual([entry?.task, entry?.tier, entry?.outcome], ["complete", "mini", "accepted"]);
    assert.equal((await services()).conversation.turns.length, 0);
    await assertExplained(entry?.request);
  });

  it("send the text around the cursor, and nothing else of the workspace", async () => {
    answerNext(endpoint, "1;");
    await suggest(await open("typed.ts", "const n = \nlet other;\n"));
    const body = endpoint.calls.at(-1)?.body ?? "";
    assert.match(body, /Code before the cursor: .*typed-\d+\.ts.*const n = /);
    assert.match(body, /Code after the cursor: .*let other;/);
    assert.match(body, /"max_(?:completion_)?tokens":256/);
  });

  it("follow the typed text without a second request, also after undo", async () => {
    answerNext(endpoint, "items.length;");
    const editor = await open("typed.ts");
    assert.equal((await suggest(editor))[0]?.insertText, "items.length;");
    const before = sent();
    await editor.edit((edit) => edit.insert(editor.selection.active, "items."));
    assert.equal((await suggest(editor))[0]?.insertText, "length;");
    await vscode.commands.executeCommand("undo");
    assert.equal((await suggest(editor))[0]?.insertText, "items.length;");
    assert.equal(sent(), before);
  });

  it("keep the file's line ends", async () => {
    answerNext(endpoint, "[\n  1,\n];");
    const editor = await open("windows.ts", "const n = \r\nlet m;\r\n");
    const text = (await suggest(editor))[0]?.insertText;
    assert.equal(text, "[\n  1,\n];");
    await editor.edit((edit) => edit.insert(editor.selection.active, "[\n  1,\n];"));
    assert.equal(editor.document.getText(), "const n = [\r\n  1,\r\n];\r\nlet m;\r\n");
    const back = editor.document.positionAt(editor.document.getText().indexOf("1,"));
    editor.selection = new vscode.Selection(back, back);
    await editor.edit((edit) => edit.delete(new vscode.Range(back, new vscode.Position(2, 2))));
    assert.equal((await suggest(editor))[0]?.insertText, "1,\n];");
  });

  it("are not asked for in manual mode before the user asks", async () => {
    await set("mode", "manual");
    const before = sent();
    const editor = await open("typed.ts");
    assert.deepEqual(await suggest(editor), []);
    assert.deepEqual([sent() - before, await whyNot()], [0, "manual"]);
    answerNext(endpoint, "1;");
    assert.equal((await suggest(editor, Invoke))[0]?.insertText, "1;");
    assert.equal(sent() - before, 1);
  });

  it("are off by mode, by language, and during a pause", async () => {
    const before = sent();
    assert.deepEqual(await suggest(await open("notes.md", "Hello ")), []);
    assert.equal(await whyNot(), "language-off");
    const editor = await open("typed.ts");
    const { pause } = (await services()).completions;
    await vscode.commands.executeCommand("upshift.pauseCompletions");
    assert.ok(pause.on);
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "paused");
    await vscode.commands.executeCommand("upshift.resumeCompletions");
    assert.ok(!pause.on);
    await set("mode", "off");
    assert.deepEqual(await suggest(editor, Invoke), []);
    assert.equal(await whyNot(), "off");
    assert.equal(sent(), before);
  });

  it("are switched by the command, in the user's settings", async () => {
    const mode = (): unknown => vscode.workspace.getConfiguration("upshift.completions").inspect("mode")?.globalValue;
    await vscode.commands.executeCommand("upshift.toggleCompletions");
    assert.equal(mode(), "off");
    await vscode.commands.executeCommand("upshift.toggleCompletions");
    assert.equal(mode(), "auto");
  });

  it("can be switched off by a workspace, and not on", async () => {
    const before = sent();
    const editor = await open("typed.ts");
    await set("mode", "off", vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "off");
    await set("mode", "auto", vscode.ConfigurationTarget.Workspace);
    await set("languages", { "*": false }, vscode.ConfigurationTarget.Workspace);
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "language-off");
    await set("languages", { "*": true, typescript: true, markdown: true }, vscode.ConfigurationTarget.Workspace);
    await set("mode", "off");
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "off");
    assert.equal(sent(), before);
  });

  it("send nothing of a file that the ignore rules keep out, nor of a secret at the cursor", async () => {
    const before = sent();
    assert.deepEqual(await suggest(await open("private/notes.ts")), []);
    assert.equal(await whyNot(), "ignored");
    const key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
    const editor = await open("typed.ts", `const key = "${key}";\n`);
    const inside = new vscode.Position(0, 30);
    editor.selection = new vscode.Selection(inside, inside);
    assert.deepEqual(await suggest(editor, Invoke), []);
    assert.equal(await whyNot(), "ignored");
    assert.equal(sent(), before);
  });

  it("put secrets back that went out as placeholders", async () => {
    const key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";
    answerNext(endpoint, '"[[upshift-secret-1:openai-key]]";');
    const editor = await open("typed.ts", `const n = \n// ${key}\n`);
    assert.equal((await suggest(editor))[0]?.insertText, `"${key}";`);
    assert.ok(!endpoint.calls.at(-1)?.body.includes(key));
  });

  it("fail without a word: a reason, an entry, and no further try for a while", async () => {
    const { ledger } = await services();
    endpoint.misbehave({
      match: ({ url }) => url.endsWith("/chat/completions"),
      response: { status: 401, body: "{}" },
    });
    const before = sent();
    const editor = await open("typed.ts");
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "auth");
    assert.deepEqual([ledger.session.at(-1)?.task, ledger.session.at(-1)?.outcome], ["complete", "failed"]);
    await editor.edit((edit) => edit.insert(editor.selection.active, "a"));
    assert.deepEqual(await suggest(editor), []);
    assert.equal(sent() - before, 1);
  });

  it("give nothing for a document that has changed since", async () => {
    const editor = await open("typed.ts");
    const pending = suggest(editor);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "let "));
    assert.deepEqual(await pending, []);
  });

  it("work in a file that was never saved", async () => {
    answerNext(endpoint, "1;");
    const document = await vscode.workspace.openTextDocument({ language: "typescript", content: START });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 10, 0, 10);
    assert.equal((await suggest(editor))[0]?.insertText, "1;");
  });

  it("send nothing while nothing is connected", async () => {
    await configure({});
    await set("mode", "auto");
    try {
      assert.deepEqual(await suggest(await open("typed.ts"), Invoke), []);
      assert.equal(await whyNot(), "no-model");
    } finally {
      await endpoint.close();
      endpoint = await connectEndpoint();
    }
  });

  it("send nothing in manual mode while 500 characters are typed", async function () {
    this.timeout(120_000);
    await set("mode", "manual");
    const editor = await open("manual.ts", "\n");
    const before = sent();
    for (let count = 0; count < 50; count += 1) {
      // VS Code types into whatever is in front: a run that lasts too long must not write into the next test's file.
      assert.equal(vscode.window.activeTextEditor?.document, editor.document);
      await vscode.commands.executeCommand("type", { text: "aaaaaaaaa " });
      if (count % 10 === 0) await suggest(editor);
    }
    assert.equal(sent(), before);
    assert.equal(await whyNot(), "manual");
  });

  it("rest at the hour's limit and with several cursors, and say so", async () => {
    const editor = await open("limited.ts");
    editor.selections = [new vscode.Selection(0, 10, 0, 10), new vscode.Selection(1, 0, 1, 0)];
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "several-cursors");
    editor.selection = new vscode.Selection(0, 10, 0, 10);
    const { spend } = (await services()).completions;
    spend.add({ kind: "priced", pico: 2e12, provenance: "computed" }, Date.now() - 3_590_000);
    assert.deepEqual(await suggest(editor), []);
    assert.equal(await whyNot(), "hour-limit");
    spend.add({ kind: "free" }, Date.now());
  });

  it("take along what is imported, and nothing that the rules keep out", async () => {
    await openFile("used.ts", "export function sumOfAll(items: number[]): number {\n  return 0;\n}\n");
    await openFile("private/secretThing.ts", "export function secretThing(): string {\n  return 'x';\n}\n");
    written.push("used.ts", "private/secretThing.ts");
    const text =
      'const n = \nimport { sumOfAll } from "./used.ts";\nimport { secretThing } from "./private/secretThing.ts";\n';
    answerNext(endpoint, "1;");
    await suggest(await open("along.ts", text), Invoke);
    const body = endpoint.calls.at(-1)?.body ?? "";
    assert.match(body, /Related code/);
    assert.match(body, /sumOfAll\(items: number\[\]\)/);
    assert.doesNotMatch(body, /secretThing\(\): string/);
  });
});
