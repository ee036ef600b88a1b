import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { MARK, Planting, QUOTED } from "./planting.ts";
import { FEW, PLANTED } from "./plantedRows.ts";
import { answerNext, connectEndpoint, openFile, run, services, tidyUp } from "./window.ts";

describe("planted secrets in flows of several requests", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  let planting: Planting;

  before(async () => {
    endpoint = await connectEndpoint();
    planting = new Planting(endpoint);
    await planting.put("private/flow.ts", `export const shelf = "${MARK}";\n`);
    await planting.put("planted.ts", `export function shelf() {\n  return 1;\n}\n${PLANTED}\n`);
  });
  beforeEach(() => planting.begin());
  afterEach(tidyUp);
  after(async () => {
    await endpoint.close();
    await planting.end();
  });

  it("leave by no way: a stack trace, its log and the code at its frames", async () => {
    await vscode.env.clipboard.writeText(
      `${FEW}\n${QUOTED}\nError: wrong key ${FEW}\n    at shelf (/app/private/flow.ts:1:1)\n    at shelf (/app/planted.ts:2:3)\n`,
    );
    const { conversation } = await services();
    answerNext(endpoint, "It cannot be seen from here.");
    await vscode.commands.executeCommand("upshift.fixStackTrace");
    const turn: Turn | undefined = conversation.turns.at(-1);
    assert.match(JSON.stringify(turn?.answer.view.steps), /planted\.ts:2/);
    planting.assertClean();
  });

  it("leave by no way: a context that is condensed piece by piece", async () => {
    const lines = Array.from({ length: 4_000 }, (_, index) => `export const name${index} = ${index};`);
    await planting.put("planted-huge.ts", `${PLANTED}\n${lines.join("\n")}\n`);
    const editor = await openFile("planted-huge.ts");
    editor.selection = new vscode.Selection(0, 0, editor.document.lineCount - 1, 0);
    const { answer } = await run("upshift.explain");
    assert.ok((answer.view.steps?.length ?? 0) > 1, "it was read piece by piece");
    planting.assertClean();
  });

  it("leave by no way: the plan of a refactoring, with the places that it is about", async () => {
    await openFile("planted.ts");
    const { refactorings, asking } = await services();
    await refactorings.start(asking, `let shelf take a key such as ${FEW.split("\n")[0] ?? ""}`);
    planting.assertClean();
  });
});
