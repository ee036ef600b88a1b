import assert from "node:assert/strict";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { resolveTarget } from "../../src/extension/edits/fileTarget.ts";
import { PendingFiles } from "../../src/extension/edits/pendingFiles.ts";
import type { Reviews } from "../../src/extension/edits/reviews.ts";
import { acceptAllHunks } from "../../src/extension/edits/reviewCommands.ts";
import { ReviewStore } from "../../src/extension/edits/reviewStore.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import {
  answering,
  answerNext,
  connectEndpoint,
  fileUri,
  openFile,
  run,
  selectLines,
  services,
  tidyUp,
  until,
} from "./window.ts";

const OLD = "one\ntwo\nthree\nfour\nfive\n";
const block = (file: string, search: string, replace: string): string =>
  `${file}\n\`\`\`\n<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n\`\`\`\n`;

describe("edits of several files", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    await endpoint.behave();
    const { reviewing } = await services();
    for (const file of [...reviewing.reviews.files]) reviewing.reviews.rejectFile(file);
    await tidyUp();
  });
  after(() => endpoint.close());

  async function read(name: string): Promise<string> {
    return await readFile(fileUri(name).fsPath, "utf8");
  }

  /** Asks for a refactoring of lines 2 to 4 of a file and waits for the end. */
  async function ask(name: string, reply: string): Promise<Reviews> {
    const editor = await openFile(name, OLD);
    selectLines(editor, 2, 4);
    answerNext(endpoint, reply);
    await run("upshift.refactor");
    const { reviewing } = await services();
    return reviewing.reviews;
  }

  const textOf = async (name: string): Promise<string> =>
    (await vscode.workspace.openTextDocument(fileUri(name))).getText();

  it("wait for review in each file, and are all accepted by one command", async () => {
    await openFile("second.txt", OLD);
    const reviews = await ask(
      "first.txt",
      block("first.txt", "two\n", "TWO\n") + block("second.txt", "five\n", "FIVE\n"),
    );
    await until("both wait", () => reviews.all.length === 2 && reviews.all.every(({ ready }) => ready.length > 0));
    assert.equal(await read("second.txt"), OLD);
    await vscode.commands.executeCommand("upshift.acceptEverything");
    assert.deepEqual(reviews.all, []);
    assert.equal(await textOf("first.txt"), OLD.replace("two", "TWO"));
    assert.equal(await textOf("second.txt"), OLD.replace("five", "FIVE"));
  });

  it("are taken back in all files by one command, whatever was typed since, one undo step each", async () => {
    await openFile("second.txt", OLD);
    const reviews = await ask(
      "first.txt",
      block("first.txt", "two\n", "TWO\n") + block("second.txt", "five\n", "FIVE\n"),
    );
    await until("both wait", () => reviews.all.length === 2 && reviews.all.every(({ ready }) => ready.length > 0));
    await vscode.commands.executeCommand("upshift.acceptEverything");
    const editor = await vscode.window.showTextDocument(fileUri("first.txt"));
    await editor.edit((builder) => builder.insert(new vscode.Position(4, 0), "typed\n"));
    await vscode.commands.executeCommand("upshift.revertEdits");
    assert.equal(await textOf("first.txt"), "one\ntwo\nthree\nfour\ntyped\nfive\n");
    assert.equal(await textOf("second.txt"), OLD);
    await vscode.window.showTextDocument(fileUri("second.txt"));
    await vscode.commands.executeCommand("undo");
    assert.equal(await textOf("second.txt"), OLD.replace("five", "FIVE"));
  });

  it("can be reviewed again after they were accepted", async () => {
    const reviews = await ask("first.txt", block("first.txt", "two\n", "TWO\n"));
    await until("it waits", () => (reviews.all[0]?.ready.length ?? 0) > 0);
    await vscode.commands.executeCommand("upshift.acceptEverything");
    await vscode.commands.executeCommand("upshift.reviewAgain");
    assert.equal(reviews.all[0]?.ready.length, 1);
    await vscode.window.showTextDocument(fileUri("first.txt"));
    await vscode.commands.executeCommand("upshift.rejectAllHunks");
    assert.equal(await textOf("first.txt"), OLD);
  });

  it("make a new file only when it is accepted", async () => {
    await rm(fileUri("made.txt").fsPath, { force: true });
    const reviews = await ask("first.txt", block("first.txt", "two\n", "TWO\n") + block("made.txt", "", "new\n"));
    await until("it waits", () => reviews.files[0]?.label !== undefined && reviews.files[0].label !== "");
    await assert.rejects(read("made.txt"));
    await vscode.commands.executeCommand("upshift.openEditDiff", fileUri("made.txt"));
    await vscode.commands.executeCommand("upshift.acceptAllHunks", fileUri("made.txt"));
    assert.equal(await read("made.txt"), "new\n");
    assert.deepEqual(reviews.files, []);
    await vscode.commands.executeCommand("upshift.rejectEverything");
    await vscode.commands.executeCommand("upshift.revertEdits");
    await assert.rejects(read("made.txt"));
  });

  it("keep new and deleted files under review beyond the life of a window", async () => {
    await openFile("gone.txt", OLD);
    await rm(fileUri("made.txt").fsPath, { force: true });
    const reply = `*** Begin Patch\n*** Add File: made.txt\n+new\n*** Delete File: gone.txt\n*** End Patch\n`;
    const reviews = await ask("first.txt", reply);
    await until("both wait", () => reviews.files.filter(({ label }) => label !== "").length === 2);
    const memory = new Map<string, string | undefined>();
    const store = new ReviewStore({
      keys: () => [...memory.keys()],
      get: (key: string) => JSON.parse(memory.get(key) ?? "null") as never,
      update: (key, value) => Promise.resolve(void memory.set(key, JSON.stringify(value))),
    });
    store.saveFiles(reviews.files);
    const later = new PendingFiles(store);
    assert.deepEqual(
      later.ready.map(({ kind, path: file, text, label, request }) => [kind, file, text, label, request]),
      reviews.files.map(({ kind, path: file, text, label, request }) => [kind, file, text, label, request]),
    );
    for (const file of later.ready) assert.equal(await later.accept(file), "done");
    assert.equal(await read("made.txt"), "new\n");
    await assert.rejects(read("gone.txt"));
    assert.deepEqual([later.all, store.restoreFiles()], [[], []]);
    memory.set("pendingFiles", '[{"kind":"create","uri":"no address"}]');
    assert.deepEqual(store.restoreFiles(), []);
    await rm(fileUri("made.txt").fsPath);
  });

  it("write nothing where a file came to be meanwhile", async () => {
    await rm(fileUri("made.txt").fsPath, { force: true });
    const reviews = await ask("first.txt", block("first.txt", "two\n", "TWO\n") + block("made.txt", "", "new\n"));
    await until("it waits", () => (reviews.files[0]?.label ?? "") !== "");
    await vscode.workspace.fs.writeFile(fileUri("made.txt"), Buffer.from("mine\n"));
    await vscode.commands.executeCommand("upshift.acceptAllHunks", fileUri("made.txt"));
    assert.equal(await read("made.txt"), "mine\n");
  });

  it("keep the good parts and name those that have no place", async () => {
    const reviews = await ask(
      "first.txt",
      block("first.txt", "two\n", "TWO\n") + block("first.txt", "nowhere\n", "x\n"),
    );
    await until("the good part waits", () => (reviews.all[0]?.ready.length ?? 0) === 1);
    const { conversation } = await services();
    await until("the other is named", () => conversation.turns.at(-1)?.answer.view.failure === "edit-partly");
    assert.match(conversation.turns.at(-1)?.answer.view.notice?.text ?? "", /left out/);
    const turn = conversation.turns.at(-1);
    assert.match(turn ? reviews.answers.leftOut(turn.id) : "", /nowhere/);
  });

  it("ask before many lines go for good", async () => {
    const many = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join("");
    const editor = await openFile("many.txt", many);
    selectLines(editor, 1, 30);
    answerNext(endpoint, "```\nline 0\n```\n");
    await run("upshift.refactor");
    const { reviewing } = await services();
    await until("the edit waits", () => (reviewing.reviews.at(editor.document.uri)?.ready.length ?? 0) > 0);
    const acceptAll = () => acceptAllHunks(reviewing, []);
    const [[asked] = []] = await answering(undefined, acceptAll);
    assert.equal(asked, "The edit deletes 29 lines of many.txt.");
    assert.ok(reviewing.reviews.at(editor.document.uri), "a no leaves it under review");
    await answering("Accept", acceptAll);
    assert.equal(reviewing.reviews.at(editor.document.uri), undefined);
    assert.equal(editor.document.getText(), "line 0\n");
  });

  it("leave a notebook as a whole alone, and say why", async () => {
    await vscode.workspace.fs.writeFile(fileUri("book.ipynb"), Buffer.from('{"cells":[]}\n'));
    const notebook = block("book.ipynb", '{"cells":[]}\n', '{"cells":[1]}\n');
    const reviews = await ask("first.txt", block("first.txt", "two\n", "TWO\n") + notebook);
    await until("the good part waits", () => (reviews.all[0]?.ready.length ?? 0) === 1);
    const { conversation } = await services();
    await until("the other is named", () => conversation.turns.at(-1)?.answer.view.failure === "edit-partly");
    const said = conversation.turns.at(-1)?.answer.view.notice?.text ?? "";
    assert.match(said, /book\.ipynb: a notebook is edited cell by cell/);
    assert.equal(await read("book.ipynb"), '{"cells":[]}\n');
  });

  it("leave files outside of the workspace alone, however they are named", async () => {
    const outside = path.join(os.tmpdir(), `upshift-outside-${process.pid}`);
    await mkdir(outside, { recursive: true });
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const link = fileUri("linked").fsPath;
    await rm(link, { force: true, recursive: true });
    await symlink(outside, link);
    const names = [
      "../up.txt",
      "/etc/hosts",
      "linked/a.txt",
      "linked/deep/a.txt",
      "C:\\a.txt",
      "%2e%2e/a.txt",
      "a.txt:b",
    ];
    try {
      for (const name of names) assert.ok("code" in (await resolveTarget(name, folder)), name);
      const fine = await resolveTarget("src/fresh/a.txt", folder);
      assert.ok("uri" in fine && fine.document === undefined && fine.caution === undefined);
    } finally {
      await rm(link, { force: true });
      await rm(outside, { recursive: true, force: true });
    }
  });

  it("know a sensitive file behind a link", async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await mkdir(fileUri(".github/workflows").fsPath, { recursive: true });
    const link = fileUri("innocent").fsPath;
    await rm(link, { force: true, recursive: true });
    await symlink(fileUri(".github").fsPath, link);
    try {
      const target = await resolveTarget("innocent/workflows/ci.yml", folder);
      assert.ok("uri" in target && target.caution !== undefined);
    } finally {
      await rm(link, { force: true });
      await rm(fileUri(".github").fsPath, { recursive: true, force: true });
    }
  });
});
