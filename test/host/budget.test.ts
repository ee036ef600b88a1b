import assert from "node:assert/strict";
import * as vscode from "vscode";
import { toCsv } from "../../src/core/ledger/export.ts";
import { reportOf } from "../../src/core/ledger/report.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import { connectEndpoint, configure, openFile, run, selectLines, services, tidyUp } from "./window.ts";

const CODE = "export function half(n: number): number {\n  return n / 2;\n}\n";

describe("a budget that is too small for a request", () => {
  let endpoint: Endpoint;
  const limit = (dollars: number | undefined): Thenable<void> => {
    const section = vscode.workspace.getConfiguration("upshift.budgets");
    return section.update("request", dollars, vscode.ConfigurationTarget.Global);
  };

  before(async () => {
    endpoint = await connectEndpoint();
    await configure({
      "models.connections": { priced: { preset: "custom", vendor: "openai", baseUrl: endpoint.baseUrl } },
      "models.mini": "priced/gpt-4o-mini",
    });
    const section = vscode.workspace.getConfiguration("upshift.budgets");
    await section.update("atLimit", "refuse", vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await limit(undefined);
    const section = vscode.workspace.getConfiguration("upshift.budgets");
    await section.update("atLimit", undefined, vscode.ConfigurationTarget.Global);
    await endpoint.close();
  });
  afterEach(tidyUp);

  it("sends and books nothing, and no figure moves anywhere", async () => {
    const { ledger } = await services();
    selectLines(await openFile("half.ts", CODE), 1, 3);
    const answered = await run("upshift.explain");
    assert.equal(answered.answer.view.state, "done");
    await limit(0.000_001);
    const before = [ledger.session.length, reportOf(ledger.session).cost, toCsv(ledger.session), endpoint.calls.length];
    const refused = await run("upshift.explain");
    assert.equal(refused.answer.view.failure, "over-budget");
    assert.match(refused.answer.view.notice?.text ?? "", /^This request may cost \$/);
    assert.deepEqual(refused.answer.entries, []);
    assert.deepEqual(
      [ledger.session.length, reportOf(ledger.session).cost, toCsv(ledger.session), endpoint.calls.length],
      before,
    );
    await limit(undefined);
    assert.equal((await run("upshift.explain")).answer.view.state, "done");
    assert.equal(ledger.session.length, Number(before[0]) + 1);
  });
});
