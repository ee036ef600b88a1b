import * as vscode from "vscode";
import path from "node:path";
import assert from "node:assert/strict";
import { fixTerminalCommand } from "../../src/extension/commands/debugging.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { MARK, Planting, QUOTED } from "./planting.ts";
import { FEW, PLANTED } from "./plantedRows.ts";
import { answerNext, connectEndpoint, fileUri, openFile, run, services, tidyUp, until } from "./window.ts";

const TEST = `import { test } from "node:test";
import { readFileSync } from "node:fs";
test("planted", () => {
  console.log(readFileSync("planted.txt", "utf8"));
  throw new Error("wrong shelf");
});
`;

describe("planted secrets while debugging", function () {
  this.timeout(120_000);
  let endpoint: Endpoint;
  let planting: Planting;

  before(async () => {
    endpoint = await connectEndpoint();
    planting = new Planting(endpoint);
    // The sample wants a Node that runs TypeScript as it is: the editor's own, not the system's.
    process.env["PATH"] = `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"] ?? ""}`;
    await planting.put("private/flow.ts", `export const shelf = "${MARK}";\n`);
    await planting.put("planted.ts", `export function shelf() {\n  return 1;\n}\n${PLANTED}\n`);
    await planting.put("planted.txt", `${FEW}\n${QUOTED}\n`);
    await planting.put("tests/planted.test.mjs", TEST);
  });
  beforeEach(() => planting.begin());
  afterEach(tidyUp);
  after(async () => {
    await endpoint.close();
    await planting.end();
  });

  it("leave by no way: what a failing test prints", async () => {
    const editor = await openFile("tests/planted.test.mjs");
    editor.selection = new vscode.Selection(4, 2, 4, 2);
    answerNext(endpoint, "It cannot be seen from here.");
    await run("upshift.fixFailingTest");
    assert.match(planting.sent(), /wrong shelf/);
    planting.assertClean();
  });

  it("leave by no way: what a command printed", async () => {
    const { debugging } = await services();
    const last = { line: `deploy --token ${FEW.split("\n")[0] ?? ""}`, exitCode: 1, output: `${FEW}\n${QUOTED}` };
    answerNext(endpoint, "It cannot be seen from here.");
    await fixTerminalCommand({ ...debugging, terminals: { last } as unknown as typeof debugging.terminals }, []);
    planting.assertClean();
  });

  it("leave by no way: the variables of a stopped program", async () => {
    const values = FEW.split("\n").map((value) => ({ name: "value", value: `'${value}'`, type: "string" }));
    const file = fileUri("planted.ts").fsPath;
    const launch = { type: "client-debugger", name: "Shelf", request: "launch", file, line: 2, values };
    await vscode.debug.startDebugging(undefined, launch);
    try {
      await until("the program is stopped", () => vscode.debug.activeStackItem !== undefined);
      answerNext(endpoint, "It cannot be seen from here.");
      await run("upshift.explainStop");
      assert.match(planting.sent(), /value: string = /);
      planting.assertClean();
    } finally {
      await vscode.debug.stopDebugging();
    }
  });

  it("leave by no way: the errors of a file that is fixed until its checks pass, and one of the light bulb", async () => {
    const { document } = await openFile("planted.ts");
    const range = new vscode.Range(1, 0, 1, 5);
    const problems = vscode.languages.createDiagnosticCollection("planted");
    problems.set(document.uri, [new vscode.Diagnostic(range, `wrong key ${FEW}`)]);
    try {
      answerNext(endpoint, "It cannot be seen from here.");
      await run("upshift.fixUntilChecksPass");
      answerNext(endpoint, "It cannot be seen from here.");
      await vscode.commands.executeCommand("upshift.fixProblem", document.uri, range, `wrong key ${FEW}`);
      planting.assertClean(2);
    } finally {
      problems.dispose();
    }
  });
});
