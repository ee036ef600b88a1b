import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { explainRoute, replayLedger, type Run, runAssist } from "../../src/cli/run.ts";
import { seatsFrom, UsageError } from "../../src/cli/seats.ts";
import { policyFor } from "../../src/core/router/policy.ts";
import { entry, request } from "../helpers/make.ts";
import { startEndpoint } from "../workbench/endpoint.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

describe("the command line", () => {
  let root = "";

  before(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), "upshift-cli-"));
    await writeFile(path.join(root, "double.ts"), CODE);
    await writeFile(path.join(root, "secret.ts"), CODE);
    await writeFile(path.join(root, ".upshiftignore"), "secret.ts\n");
  });
  after(() => rm(root, { recursive: true, force: true }));

  function runOf(file: string, more: Partial<Run> = {}): { readonly run: Run; readonly said: () => string } {
    let said = "";
    const note = (text: string): void => {
      said += text;
    };
    const lines = { start: 1, end: 3 };
    const asked = request({ task: "explain", anchors: [{ uri: file, lines }] });
    const common = { request: asked, seats: seatsFrom({}), policy: policyFor(0.1), root, json: false };
    return { run: { ...common, out: note, note, ...more }, said: () => said };
  }

  it("asks an endpoint with the key of its own environment", async () => {
    const endpoint = await startEndpoint({ pace: 0, requireKey: "right" });
    const env = { UPSHIFT_BASE_URL: endpoint.baseUrl, UPSHIFT_MINI: "demo-mini", UPSHIFT_FULL: "demo-full" };
    const good = runOf("double.ts", { seats: seatsFrom({ ...env, UPSHIFT_API_KEY: "right" }) });
    assert.equal(await runAssist(good.run, new AbortController().signal), 0);
    assert.match(good.said(), /double[^]*mini demo-mini accepted; /);
    const bad = runOf("double.ts", { seats: seatsFrom(env) });
    assert.equal(await runAssist(bad.run, new AbortController().signal), 1);
    await endpoint.close();
  });

  it("explains a route and asks nobody", async () => {
    const { run, said } = runOf("double.ts");
    assert.equal(await explainRoute(run), 0);
    assert.match(said(), /points likelier to be right than Mini[^]*Route: explain, pick auto/);
  });

  it("keeps ignored files and everything outside of the folder to itself", async () => {
    for (const file of ["secret.ts", "../other.ts", "missing.ts"]) {
      const { run } = runOf(file);
      assert.equal(await explainRoute(run), 1, file);
      assert.equal(await runAssist(run, new AbortController().signal), 1, file);
    }
  });

  it("replays a ledger, and leaves out lines that are none", async () => {
    const file = path.join(root, "ledger.jsonl");
    const route = {
      ...{ pick: "auto" as const, promptTokens: 900, answerTokens: 800, rule: "gain", valuePico: 1e11 },
      ...{ plan: ["full" as const], candidates: [] },
    };
    await writeFile(file, `${JSON.stringify({ ...entry(), route })}\nnot json\n`);
    const { run, said } = runOf("double.ts");
    assert.equal(replayLedger([file], run), 0);
    assert.match(said(), /Requests replayed: 1; gone elsewhere: 1; not replayable: 0/);
  });

  it("says what is missing in its environment", () => {
    assert.throws(() => seatsFrom({ UPSHIFT_BASE_URL: "ftp://x" }), UsageError);
    assert.throws(() => seatsFrom({ UPSHIFT_BASE_URL: "https://x.example/v1" }), /UPSHIFT_MINI/);
  });
});
