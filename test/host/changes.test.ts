import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import * as vscode from "vscode";
import { isAssistError } from "../../src/core/assist/errors.ts";
import { repositoryOf } from "../../src/extension/changes/git.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import {
  answerNext,
  assertExplained,
  connectEndpoint,
  fileUri,
  openFile,
  selectLines,
  services,
  tidyUp,
  until,
} from "./window.ts";

const CODE = "export function half(n: number): number {\n  return n / 2;\n}\n";

describe("what changed", () => {
  let endpoint: Endpoint;
  const folder = (): string => fileUri("").fsPath;
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { cwd: folder(), encoding: "utf8" });

  const enableGit = (on: boolean | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("git").update("enabled", on, vscode.ConfigurationTarget.Workspace);

  before(async () => {
    endpoint = await connectEndpoint();
    git("init", "-q");
    await openFile("half.ts", CODE);
    git("add", "half.ts");
    git("commit", "-q", "-m", "Add halves");
    await enableGit(true);
    await vscode.commands.executeCommand("git.openRepository", folder()).then(undefined, () => undefined);
  });
  afterEach(async () => {
    (await services()).changing.reviews.clear();
    await endpoint.behave();
    await tidyUp();
  });
  after(async () => {
    await enableGit(undefined);
    // VS Code's git extension falls over a repository that goes while it asks it something.
    await sleep(2_000);
    for (const file of [".git", ".vscode", "half.ts", "half.test.mjs"])
      await rm(fileUri(file).fsPath, { recursive: true, force: true });
    await endpoint.close();
  });

  it("is reviewed at its lines, most severe first, and each finding can be dismissed", async () => {
    answerNext(endpoint, "line 2: warning: halves odd numbers\nline 1: error: no check");
    selectLines(await openFile("half.ts", CODE), 1, 3);
    await vscode.commands.executeCommand("upshift.review");
    const { reviews } = (await services()).changing;
    assert.deepEqual(
      reviews.threads.map(({ label, range }) => [label, range?.start.line]),
      [
        ["Error", 0],
        ["Warning", 1],
      ],
    );
    assert.equal((await services()).ledger.session.at(-1)?.task, "review");
    await assertExplained(reviews.threads[0]?.comments[0]);
    await vscode.commands.executeCommand("upshift.dismissFinding", reviews.threads[0]);
    assert.equal(reviews.threads.length, 1);
  });

  it("is reviewed by its diff where nothing is selected", async () => {
    const editor = await openFile("half.ts", CODE.replace("n / 2", "n / 3"));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    answerNext(endpoint, "line 2: error: a third is no half");
    await vscode.commands.executeCommand("upshift.review");
    assert.match(endpoint.calls.at(-1)?.body ?? "", /\+ {2}return n \/ 3;/);
    assert.equal((await services()).changing.reviews.threads.length, 1);
  });

  it("is nothing where nothing has changed", async () => {
    const editor = await openFile("half.ts", CODE);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const { reviews } = (await services()).changing;
    await assert.rejects(reviews.review(editor), { code: "no-changes" });
  });

  it("is not reviewed where nobody can, and the reason names who", async () => {
    const editor = await openFile("half.ts", CODE);
    selectLines(editor, 1, 3);
    endpoint.misbehave({ response: { status: 401, body: '{"error":{"message":"bad key"}}' } });
    const { host } = new URL(endpoint.baseUrl);
    const { reviews } = (await services()).changing;
    await assert.rejects(reviews.review(editor), (error) => isAssistError(error) && error.facts.host === host);
  });

  it("becomes a commit message in the box, in the repository's words, without what the rules keep out", async () => {
    await openFile("half.ts", CODE.replace("n / 2", "n / 4"));
    await openFile("private/roe.csv", "name\nJane Roe\n");
    git("add", "-f", "half.ts", "private/roe.csv");
    const repository = await repositoryOf(fileUri("half.ts"));
    repository.inputBox.value = "";
    answerNext(endpoint, "```\nQuarter instead of halving\n```");
    await vscode.commands.executeCommand("upshift.commitMessage");
    await until("the message is in the box", () => repository.inputBox.value === "Quarter instead of halving");
    const body = endpoint.calls.at(-1)?.body ?? "";
    assert.match(body, /n \/ 4/);
    assert.doesNotMatch(body, /Jane Roe/);
    assert.equal((await services()).ledger.session.at(-1)?.task, "commit");
    git("reset", "-q");
    await assertExplained((await services()).ledger.session.at(-1)?.request);
  });

  it("gets tests in the project's framework, in a file of their own that is not saved", async () => {
    answerNext(endpoint, '```js\nimport { it } from "node:test";\nit("halves", () => {});\n```');
    selectLines(await openFile("half.ts", CODE), 1, 3);
    await vscode.commands.executeCommand("upshift.test");
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, "untitled");
    assert.match(document?.uri.path ?? "", /tests\/half\.test\.mjs$/);
    assert.match(document?.getText() ?? "", /it\("halves"/);
    assert.match(endpoint.calls.at(-1)?.body ?? "", /node:test with node:assert/);
    await assertExplained((await services()).ledger.session.at(-1)?.request);
  });
});
