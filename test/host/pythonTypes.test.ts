import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import { answerNext, connectEndpoint, fileUri, openFile, run, selectLines, tidyUp } from "./window.ts";

const fenced = (code: string): string => `\`\`\`python\n${code}\n\`\`\`\n`;
const SUM = "def total(prices):\n    return sum(prices)\n";
const RIGHT = fenced("def total(prices):\n    return round(sum(prices))");
const WRONG = fenced("def total(prices):\n    return summed_up(prices)");

describe("types of Python in the editor", function () {
  this.timeout(60_000);
  let endpoint: Endpoint;
  const environment = (): string => fileUri(".venv").fsPath;
  const search = process.env["PATH"];

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    process.env["PATH"] = search;
    await rm(environment(), { recursive: true, force: true });
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  /** The real Pyright as that of the workspace's environment. */
  async function installPyright(): Promise<void> {
    const here = vscode.extensions.getExtension("upshift.upshift")?.extensionPath ?? "";
    const file = path.join(environment(), "bin/pyright");
    await mkdir(path.dirname(file), { recursive: true });
    const script = path.join(here, "node_modules/pyright/index.js");
    await writeFile(file, `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec '${process.execPath}' '${script}' "$@"\n`, {
      mode: 0o755,
    });
  }

  async function ask(...answers: readonly string[]): Promise<Turn> {
    const editor = await openFile("py/total.py", SUM);
    selectLines(editor, 1, 2);
    for (const answer of answers) answerNext(endpoint, answer);
    return await run("upshift.refactor");
  }

  const why = ({ answer }: Turn, name: string): string | undefined =>
    answer.view.why?.rows.find((row) => row.name === name)?.value;

  it("refuse a name that does not exist before it is shown, and pass a right edit", async () => {
    await installPyright();
    const { attempts } = (await ask(WRONG, RIGHT)).answer.view;
    assert.deepEqual(
      attempts.map(({ state }) => state),
      ["rejected", "accepted"],
    );
    assert.match(attempts[0]?.note ?? "", /summed_up/);
    assert.ok(attempts[1]?.checked.includes("types"));
  });

  it("say so where there is nothing to check them with", async () => {
    process.env["PATH"] = "";
    const turn = await ask(RIGHT);
    assert.equal(turn.answer.view.attempts[0]?.state, "unverified");
    assert.equal(why(turn, "Not checked"), "Types of Python: there is no Pyright in the workspace or on the PATH");
  });
});
