import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import { connectEndpoint, openFile, run, selectLines, services, tidyUp, until } from "./window.ts";

describe("the first cascade", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(tidyUp);
  after(() => endpoint.close());

  it("takes mini's broken fix out again, puts full's in, and leaves one undo step", async function () {
    this.timeout(60_000);
    const editor = await openFile("src/store.ts");
    const original = editor.document.getText();
    const uri = editor.document.uri;
    await until(
      "TypeScript reports the planted problem",
      () => vscode.languages.getDiagnostics(uri).length > 0,
      30_000,
    );
    const line = original.split("\n").findIndex((text) => text.includes("get(key: string)")) + 1;
    selectLines(editor, line, line + 2);
    const { ledger, reviewing } = await services();
    const before = ledger.session.length;
    const turn = await run("upshift.fix");
    const booked = ledger.session.slice(before).map(({ tier, outcome, verdict }) => `${tier} ${outcome} ${verdict}`);
    assert.deepEqual(booked, ["mini rejected rejected", "full accepted accepted"]);
    assert.match(turn.answer.view.attempts[0]?.note ?? "", /promote/);
    assert.match(turn.answer.view.attempts[0]?.discardedText ?? "", /promote/);
    await until("the edit waits for review", () => reviewing.reviews.at(uri)?.ready[0]?.label.startsWith("Full"));
    assert.doesNotMatch(editor.document.getText(), /promote/);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), original);
    await vscode.commands.executeCommand("redo");
  });
});
