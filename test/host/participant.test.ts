import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import { askParticipant as ask } from "./askParticipant.ts";
import { answerNext, assertExplained, connectEndpoint, fileUri, openFile, selectLines, services } from "./window.ts";

describe("@upshift in VS Code's chat", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });

  after(async () => {
    await endpoint.close();
    await vscode.commands.executeCommand("upshift.rejectAllHunks");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("explains an attached place and says who answered, at what price and why", async () => {
    const heard = await ask("explain", "", [
      new vscode.Location(fileUri("src/cart.ts"), new vscode.Range(16, 0, 27, 1)),
    ]);
    assert.equal(heard.result.errorDetails, undefined);
    assert.match(heard.text, /price/i);
    assert.deepEqual(heard.commands, ["upshift.whyThisModel"]);
    await assertExplained((await services()).ledger.session.at(-1)?.request);
    assert.match(heard.markdown.at(-1) ?? "", /Mini.*\\\$|Mini.*No charge|Mini.*simulated/i);
  });

  it("shows where a question would go, and sends nothing", async () => {
    const before = endpoint.calls.length;
    const heard = await ask("route", "What does this do?");
    assert.match(heard.text, /Mini/);
    assert.equal(endpoint.calls.length, before);
  });

  it("tells the session's cost", async () => {
    const heard = await ask("cost", "");
    assert.deepEqual(heard.commands, ["upshift.showCost"]);
    assert.notEqual(heard.text, "");
  });

  it("puts an edit under review, shows no draft before its check, and loads no picture", async () => {
    const editor = await openFile(
      "src/participant.ts",
      "export function half(n: number): number {\n  return n / 3;\n}\n",
    );
    selectLines(editor, 1, 3);
    answerNext(
      endpoint,
      "![x](https://evil.example/x.png)\n```ts\nexport function half(n: number): number {\n  return n / 2;\n}\n```\n",
    );
    const heard = await ask("fix", "");
    assert.ok(!heard.text.includes("![x]("), "no picture that loads by itself");
    assert.deepEqual(heard.commands, ["upshift.whyThisModel", "upshift.openEditDiff"]);
    const { reviewing } = await services();
    assert.equal(reviewing.reviews.all.length, 1);
  });

  it("plans a refactoring across files, and offers to carry it out", async () => {
    await openFile("src/money.ts");
    const calls = endpoint.calls.length;
    const heard = await ask("refactor", "rename formatAmount to formatMoney");
    assert.match(heard.text, /Rename `formatAmount` to `formatMoney`/, JSON.stringify(heard));
    assert.deepEqual(heard.commands, ["upshift.carryOutPlan"]);
    assert.equal(endpoint.calls.length, calls, "a plain rename needs no model");
    await vscode.commands.executeCommand("upshift.discardPlan");
  });

  it("starts a flow by a trace in the message, shows its steps, and says why another cannot start", async () => {
    answerNext(
      endpoint,
      "The sum is off.\n\nsrc/money.ts\n<<<<<<< SEARCH\n  const rest = total - base * parts;\n=======\n  const rest = total % parts;\n>>>>>>> REPLACE\n",
    );
    const heard = await ask(
      undefined,
      "RangeError: x\n    at split (/ci/src/money.ts:23:9)\n    at run (/ci/src/index.ts:1:1)",
    );
    assert.ok(
      heard.progress.some((step) => step.startsWith("Read money.ts:23")),
      heard.progress.join("\n"),
    );
    assert.deepEqual(heard.commands, ["upshift.whyThisModel", "upshift.openEditDiff"]);
    const calls = endpoint.calls.length;
    assert.match((await ask("exception", "")).result.errorDetails?.message ?? "", /No program is stopped/);
    assert.equal(endpoint.calls.length, calls);
  });

  it("says in our words why there is no answer", async () => {
    endpoint.misbehave({ times: 9, response: { status: 401, body: '{"error":{"message":"Incorrect API key"}}' } });
    const heard = await ask(undefined, "Hello?");
    assert.match(heard.result.errorDetails?.message ?? "", /key/i);
    await endpoint.behave();
  });
});
