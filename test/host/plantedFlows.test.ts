import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { runAction } from "../../src/extension/actions.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { canariesIn, FEW, PLANTED } from "./plantedRows.ts";
import { answerNext, connectEndpoint, fileUri, openFile, run, services, tidyUp } from "./window.ts";

const MARK = "marker-of-what-a-rule-keeps";

describe("planted secrets in flows of several requests", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  const written = ["planted.ts", "planted-huge.ts", "private/flow.ts"];

  before(async () => {
    endpoint = await connectEndpoint();
    await mkdir(path.dirname(fileUri("private/flow.ts").fsPath), { recursive: true });
    await writeFile(fileUri("private/flow.ts").fsPath, `export const shelf = "${MARK}";\n`);
    await writeFile(fileUri("planted.ts").fsPath, `export function shelf() {\n  return 1;\n}\n${PLANTED}\n`);
  });
  afterEach(tidyUp);
  after(async () => {
    await endpoint.close();
    for (const name of written) await rm(fileUri(name).fsPath, { force: true });
  });

  function assertClean(from: number): void {
    const calls = endpoint.calls.slice(from);
    assert.ok(calls.length > 0, "it asked nothing");
    const sent = calls.map(({ body, url, headers }) => `${url} ${JSON.stringify(headers)} ${body}`).join("\n");
    assert.deepEqual(canariesIn(sent), []);
    assert.ok(!sent.includes(MARK));
    assert.match(sent, /upshift-secret-\d+:/);
  }

  it("leave by no way: a stack trace, its log and the code at its frames", async () => {
    const from = endpoint.calls.length;
    await vscode.env.clipboard.writeText(
      `${FEW}\nError: wrong key ${FEW}\n    at shelf (/app/private/flow.ts:1:1)\n    at shelf (/app/planted.ts:2:3)\n`,
    );
    const { conversation } = await services();
    answerNext(endpoint, "It cannot be seen from here.");
    await vscode.commands.executeCommand("upshift.fixStackTrace");
    const turn: Turn | undefined = conversation.turns.at(-1);
    assert.match(JSON.stringify(turn?.answer.view.steps), /planted\.ts:2/);
    assertClean(from);
  });

  it("leave by no way: a context that is condensed piece by piece", async () => {
    const from = endpoint.calls.length;
    const lines = Array.from({ length: 4_000 }, (_, index) => `export const name${index} = ${index};`);
    const editor = await openFile("planted-huge.ts", `${PLANTED}\n${lines.join("\n")}\n`);
    editor.selection = new vscode.Selection(0, 0, editor.document.lineCount - 1, 0);
    const refused = await run("upshift.explain");
    assert.equal(refused.answer.view.failure, "context-too-long");
    await runAction("condense", refused, (await services()).asking);
    assertClean(from);
  });

  it("leave by no way: the plan of a refactoring, with the places that it is about", async () => {
    const from = endpoint.calls.length;
    await openFile("planted.ts");
    const { refactorings, asking } = await services();
    await refactorings.start(asking, `let shelf take a key such as ${FEW.split("\n")[0] ?? ""}`);
    assertClean(from);
  });
});
