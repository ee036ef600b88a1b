import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import * as vscode from "vscode";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { answerNext, connectEndpoint, fileUri, openFile, run, selectLines, services, tidyUp, until } from "./window.ts";

const OLD = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
const ANSWER = "Here it is.\n\n```\nTWO\nthree\nFOUR\n```\n";

describe("edits of a text that changes while the answer is written", () => {
  let endpoint: Endpoint;
  let made = 0;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  const openNew = (): Promise<vscode.TextEditor> => openFile(`meanwhile-${(made += 1)}.txt`, OLD);

  /** Asks for an edit from line 2 on; once the model is asked, something happens. */
  async function ask(editor: vscode.TextEditor, last: number, meanwhile: () => Thenable<unknown>): Promise<Turn> {
    selectLines(editor, 2, last);
    const asked = endpoint.calls.length;
    const running = run("upshift.refactor");
    await until("the model is asked", () => endpoint.calls.length > asked);
    await meanwhile();
    return await running;
  }

  async function refused(): Promise<void> {
    const { conversation } = await services();
    await until("the refusal is shown", () => conversation.turns.at(-1)?.answer.view.failure === "edit-misfit");
  }

  it("merge with what is typed elsewhere in the code", async () => {
    const editor = await openNew();
    answerNext(endpoint, "```\nTWO\nthree\nfour\nfive\nsix\n```", { slowly: true });
    await ask(editor, 6, () => editor.edit((builder) => builder.replace(new vscode.Range(4, 0, 4, 4), "5")));
    await until("both are there", () => editor.document.getText() === "one\nTWO\nthree\nfour\n5\nsix\nseven\n");
    await vscode.commands.executeCommand("upshift.rejectAllHunks");
    assert.equal(editor.document.getText(), OLD.replace("five", "5"));
  });

  it("are refused when the selected code changes", async () => {
    const editor = await openNew();
    answerNext(endpoint, ANSWER, { slowly: true });
    const type = (): Thenable<boolean> => editor.edit((builder) => builder.replace(new vscode.Range(2, 0, 2, 5), "3"));
    const turn = await ask(editor, 4, type);
    await refused();
    assert.equal(turn.answer.view.state, "done");
    assert.equal(editor.document.getText(), OLD.replace("three", "3"));
  });

  it("find their place when the code has moved", async () => {
    const editor = await openNew();
    answerNext(endpoint, ANSWER, { slowly: true });
    await ask(editor, 4, () => editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "zero\n")));
    const expected = `zero\n${OLD.replace("two", "TWO").replace("four", "FOUR")}`;
    await until("the edit is there", () => editor.document.getText() === expected);
  });

  it("are refused when the file is deleted", async () => {
    const editor = await openFile("gone.txt", OLD);
    answerNext(endpoint, ANSWER, { slowly: true });
    await ask(editor, 4, async () => {
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await rm(fileUri("gone.txt").fsPath);
    });
    await refused();
    const { reviewing } = await services();
    assert.deepEqual(reviewing.reviews.all, []);
  });
});
