import assert from "node:assert/strict";
import * as vscode from "vscode";
import { runAction } from "../../src/extension/actions.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import { askAgain } from "../../src/extension/commands/ask.ts";
import { dryRunText, replay } from "../../src/extension/routing/tryRouting.ts";
import type { Endpoint } from "../workbench/endpoint.ts";
import {
  answerNext,
  assertExplained,
  connectEndpoint,
  openFile,
  run,
  selectLines,
  services,
  tidyUp,
  until,
} from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

async function set(key: string, value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
  await vscode.workspace.getConfiguration("upshift.routing").update(key, value, target);
}

async function explain(): Promise<Turn> {
  const editor = await openFile("routed.ts", CODE);
  selectLines(editor, 1, 3);
  return await run("upshift.explain");
}

const tierOf = ({ answer }: Turn): string | undefined => answer.entries[0]?.tier;
const rowsOf = ({ answer }: Turn): string =>
  (answer.view.why?.rows ?? []).map(({ name, value }) => `${name}: ${value}`).join("\n");

describe("routing owned by the user", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    for (const key of ["value", "rules", "deny", "tiers"]) await set(key, undefined);
    await set("rules", undefined, vscode.ConfigurationTarget.Workspace);
    await tidyUp();
  });
  after(() => endpoint.close());

  it("follows the value of a solved request at once, and every answer says so", async () => {
    const before = await explain();
    assert.equal(tierOf(before), "mini");
    assert.match(
      rowsOf(before),
      /Rule: \w+ is \d+ points likelier to be right than Mini: worth \$[\d.]+ to you, costs simulated \$/,
    );
    await set("value", 50);
    assert.notEqual(tierOf(await explain()), "mini");
  });

  it("follows a rule of the user, and lets a workspace forbid only", async () => {
    await set("rules", [{ task: "explain", tier: "full" }]);
    const ruled = await explain();
    assert.equal(tierOf(ruled), "full");
    assert.match(rowsOf(ruled), /Your own routing rules say Full\./);
    await set("rules", [{ never: "full" }, { tier: "deep" }], vscode.ConfigurationTarget.Workspace);
    const tightened = await explain();
    assert.notEqual(tierOf(tightened), "full");
    const out = tightened.answer.view.why?.candidates.find(({ tier }) => tier === "full")?.excluded;
    assert.match(out ?? "", /routing rule 1 of this folder forbids it/);
  });

  it("tells beforehand what a rule would have changed, and then it happens", async () => {
    await explain();
    await set("tiers", { explain: "deep" });
    const { desk } = await services();
    const told = await replay(desk, desk.routing.policy);
    assert.equal(told.requests.find(({ task }) => task === "explain")?.now, "deep");
    assert.match(dryRunText(told, desk.words), /Explain \| Mini \| Deep \| own/);
    const turn = await explain();
    assert.equal(tierOf(turn), "deep");
    await assertExplained(turn.id);
  });
});

describe("feedback", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(tidyUp);
  after(() => endpoint.close());

  it("is noted for votes, asking again and what becomes of an edit, and can be reset", async () => {
    const { desk, asking, reviewing } = await services();
    await desk.book.reset();
    const turn = await explain();
    await runAction("helpful", turn, asking);
    assert.equal(desk.book.voteOf(turn.id), "helpful");
    await askAgain(turn, "full", asking);
    const editor = await openFile("edited.ts", CODE);
    selectLines(editor, 1, 3);
    answerNext(endpoint, `Shorter.\n\n\`\`\`ts\n${CODE.replace("n * 2", "n + n")}\`\`\`\n`);
    await run("upshift.refactor");
    const { uri } = editor.document;
    await until("the edit waits for review", () => reviewing.reviews.at(uri)?.ready.length);
    const review = reviewing.reviews.at(uri);
    assert.ok(review);
    await reviewing.reviews.accept(review);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand("undo");
    await desk.book.rest();
    const kinds = (await desk.book.entries()).map(({ kind, tier }) => `${kind} ${tier}`);
    assert.deepEqual(kinds.slice(0, 2), ["helpful mini", "ask-again mini"]);
    assert.ok(kinds[2]?.startsWith("accept "), kinds.join(", "));
    await desk.book.reset();
    assert.deepEqual(await desk.book.entries(), []);
    assert.equal(desk.book.voteOf(turn.id), undefined);
  });
});
