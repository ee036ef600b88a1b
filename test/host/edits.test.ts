import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import { ReviewStore } from "../../src/extension/edits/reviewStore.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { answerNext, connectEndpoint, fileUri, openFile, run, selectLines, services, tidyUp, until } from "./window.ts";

const fenced = (code: string): string => `Here it is.\n\n\`\`\`\n${code}\n\`\`\`\n`;
const OLD = "one\ntwo\nthree\nfour\nfive\n";

describe("edits under review", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  let made = 0;

  /** Asks for an edit of lines 2 to 4 of a text file of its own. */
  async function edit(bytes: string, reply: string): Promise<vscode.TextEditor> {
    const editor = await openFile(`notes-${(made += 1)}.txt`, bytes);
    selectLines(editor, 2, 4);
    answerNext(endpoint, reply);
    await run("upshift.refactor");
    const { reviewing } = await services();
    await until("the edit waits for review", () => (reviewing.reviews.at(editor.document.uri)?.ready.length ?? 0) > 0);
    return editor;
  }

  it("stand in the editor, unsaved, and touch no file", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    assert.equal(editor.document.getText(), "one\nTWO\nthree\nFOUR\nfive\n");
    assert.equal(await readFile(editor.document.uri.fsPath, "utf8"), OLD);
    assert.ok(editor.document.isDirty);
  });

  it("are accepted and rejected one by one; undo gives back every byte", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    const { reviewing } = await services();
    const [first, second] = reviewing.reviews.at(editor.document.uri)?.hunks ?? [];
    assert.ok(first && second);
    await vscode.commands.executeCommand("upshift.acceptHunk", editor.document.uri, first.id);
    await vscode.commands.executeCommand("upshift.rejectHunk", editor.document.uri, second.id);
    assert.equal(editor.document.getText(), "one\nTWO\nthree\nfour\nfive\n");
    assert.equal(reviewing.reviews.at(editor.document.uri), undefined);
    await vscode.window.showTextDocument(editor.document);
    for (let step = 0; step < 4 && editor.document.getText() !== OLD; step += 1)
      await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), OLD);
  });

  it("are gone when undo takes them out", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    await vscode.commands.executeCommand("undo");
    const { reviewing } = await services();
    assert.equal(editor.document.getText(), OLD);
    assert.deepEqual(reviewing.reviews.all, []);
  });

  it("are accepted all at once by the command", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    await vscode.commands.executeCommand("upshift.acceptAllHunks");
    const { reviewing } = await services();
    assert.equal(editor.document.getText(), "one\nTWO\nthree\nFOUR\nfive\n");
    assert.deepEqual(reviewing.reviews.all, []);
  });

  it("move along with what is typed above them", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "zero\n"));
    await vscode.commands.executeCommand("upshift.rejectAllHunks");
    assert.equal(editor.document.getText(), `zero\n${OLD}`);
  });

  it("offer code lenses and a diff", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      editor.document.uri,
    );
    const titles = lenses.map(({ command }) => command?.title);
    assert.ok(
      titles.includes("Accept") &&
        titles.includes("Reject") &&
        titles.includes("Open Diff") &&
        titles.includes("Accept All 2"),
      titles.join(),
    );
    await vscode.commands.executeCommand("upshift.openEditDiff");
    await until(
      "the diff editor is open",
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff,
    );
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input as vscode.TabInputTextDiff;
    assert.equal((await vscode.workspace.openTextDocument(input.original)).getText(), OLD);
  });

  const BYTES: readonly (readonly [name: string, before: string, reply: string, after: string])[] = [
    ["CRLF", "one\r\ntwo\r\nthree\r\nfour\r\nfive", fenced("2\n3\n4"), "one\r\n2\r\n3\r\n4\r\nfive"],
    ["a BOM", "\uFEFFone\ntwo\nthree\nfour\n", fenced("2\n3\n4"), "\uFEFFone\n2\n3\n4\n"],
    [
      "tabs and no final newline",
      "one\n\ttwo\n\tthree\n\tfour",
      fenced("two\n\tthree\nFOUR"),
      "one\n\ttwo\n\t\tthree\n\tFOUR",
    ],
  ];
  for (const [name, before, reply, after] of BYTES) {
    it(`keep ${name} byte for byte`, async () => {
      const editor = await edit(before, reply);
      await vscode.commands.executeCommand("upshift.acceptAllHunks");
      await editor.document.save();
      assert.equal(await readFile(editor.document.uri.fsPath, "utf8"), after);
    });
  }

  it("are taken out of the file when it is saved by itself, and can still be accepted", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    const files = vscode.workspace.getConfiguration("files");
    await files.update("autoSave", "afterDelay", vscode.ConfigurationTarget.Global);
    await files.update("autoSaveDelay", 50, vscode.ConfigurationTarget.Global);
    try {
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "zero\n"));
      await until("the file is saved", () => !editor.document.isDirty);
      assert.equal(await readFile(editor.document.uri.fsPath, "utf8"), `zero\n${OLD}`);
    } finally {
      await files.update("autoSave", "off", vscode.ConfigurationTarget.Global);
      await files.update("autoSaveDelay", undefined, vscode.ConfigurationTarget.Global);
    }
    await vscode.commands.executeCommand("upshift.acceptAllHunks");
    assert.equal(editor.document.getText(), "zero\none\nTWO\nthree\nFOUR\nfive\n");
  });

  it("are in no saved file before they are accepted, and back in the editor after it", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    const { reviewing } = await services();
    await editor.document.save();
    assert.equal(await readFile(editor.document.uri.fsPath, "utf8"), OLD);
    await until("the pending text is back", () => editor.document.getText() === "one\nTWO\nthree\nFOUR\nfive\n");
    assert.equal(reviewing.reviews.at(editor.document.uri)?.ready.length, 2);
    await vscode.commands.executeCommand("upshift.rejectAllHunks");
    assert.equal(editor.document.getText(), OLD);
  });

  it("keep their marks beyond the life of a window", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    const { reviewing } = await services();
    const memory = new Map<string, unknown>();
    const store = new ReviewStore({
      keys: () => [...memory.keys()],
      get: (key: string) => memory.get(key) as never,
      update: (key, value) => Promise.resolve(void memory.set(key, JSON.parse(JSON.stringify(value)))),
    });
    store.save(reviewing.reviews.all);
    const restored = store.restore(editor.document);
    assert.deepEqual(restored?.hunks, reviewing.reviews.at(editor.document.uri)?.hunks);
    assert.equal(restored?.original, OLD);
    await editor.edit((builder) => builder.insert(new vscode.Position(1, 0), "x"));
    assert.equal(store.restore(editor.document), undefined);
  });

  it("can be typed into while they are staged, and still go away as a whole", async () => {
    const editor = await openFile(`notes-${(made += 1)}.txt`, OLD);
    selectLines(editor, 2, 4);
    answerNext(endpoint, fenced("TWO\nthree\nFOUR"));
    await run("upshift.refactor");
    const { reviewing } = await services();
    await until("it waits", () => (reviewing.reviews.at(editor.document.uri)?.ready.length ?? 0) > 0);
    const typing = editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "zero\n"));
    await vscode.commands.executeCommand("upshift.rejectAllHunks");
    await typing;
    if (editor.document.getText() !== `zero\n${OLD}`) await vscode.commands.executeCommand("upshift.rejectAllHunks");
    assert.equal(editor.document.getText(), `zero\n${OLD}`);
  });

  it("are refused in a read-only editor", async () => {
    const files = vscode.workspace.getConfiguration("files");
    await files.update("readonlyInclude", { "**/locked.txt": true }, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openFile("locked.txt", OLD);
      selectLines(editor, 2, 4);
      answerNext(endpoint, fenced("TWO"));
      await run("upshift.refactor");
      const { conversation } = await services();
      await until("the refusal is shown", () => conversation.turns.at(-1)?.answer.view.failure === "edit-misfit");
      assert.match(conversation.turns.at(-1)?.answer.view.notice?.text ?? "", /read-only/);
      assert.equal(editor.document.getText(), OLD);
    } finally {
      await files.update("readonlyInclude", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("are refused outside the workspace", async () => {
    const outside = vscode.Uri.joinPath(fileUri(".."), "outside.txt");
    await vscode.workspace.fs.writeFile(outside, Buffer.from(OLD));
    const editor = await vscode.window.showTextDocument(outside);
    selectLines(editor, 2, 4);
    answerNext(endpoint, fenced("TWO"));
    await run("upshift.refactor");
    const { conversation } = await services();
    await until("the refusal is shown", () => conversation.turns.at(-1)?.answer.view.failure === "edit-misfit");
    assert.equal(editor.document.getText(), OLD);
  });

  it("do not lie over lines that wait for review already", async () => {
    const editor = await edit(OLD, fenced("TWO\nthree\nFOUR"));
    selectLines(editor, 2, 2);
    answerNext(endpoint, fenced("2"));
    await run("upshift.refactor");
    const { conversation } = await services();
    await until("the refusal is shown", () => conversation.turns.at(-1)?.answer.view.failure === "edit-misfit");
    assert.equal(editor.document.getText(), "one\nTWO\nthree\nFOUR\nfive\n");
  });

  it("shift up when the edit does not fit, and book both tries", async () => {
    const editor = await openFile(`notes-${(made += 1)}.txt`, OLD);
    selectLines(editor, 2, 4);
    answerNext(endpoint, "<<<<<<< SEARCH\nnowhere\n=======\nhere\n>>>>>>> REPLACE");
    answerNext(endpoint, fenced("TWO\nthree\nFOUR"));
    const { ledger } = await services();
    const before = ledger.session.length;
    await run("upshift.fix");
    await until("the edit is there", () => editor.document.getText() === "one\nTWO\nthree\nFOUR\nfive\n");
    const booked = ledger.session.slice(before).map(({ why, outcome }) => `${why} ${outcome}`);
    assert.deepEqual(booked, ["routed rejected", "shifted-up accepted"]);
    const complaint = JSON.stringify(endpoint.calls.at(-1)?.json);
    assert.match(complaint, /nowhere/);
  });

  it("work in a notebook cell as in a document", async () => {
    const uri = fileUri("notes.ipynb");
    const cell = {
      cell_type: "code",
      metadata: {},
      source: ["one\n", "two\n", "three"],
      outputs: [],
      execution_count: null,
    };
    await vscode.workspace.fs.writeFile(
      uri,
      Buffer.from(JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 })),
    );
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const document = notebook.cellAt(0).document;
    const editor = await vscode.window.showTextDocument(document);
    selectLines(editor, 2, 2);
    answerNext(endpoint, fenced("TWO"));
    await run("upshift.refactor");
    await until("the edit is in the cell", () => document.getText() === "one\nTWO\nthree");
  });
});
