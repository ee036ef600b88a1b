import assert from "node:assert/strict";
import * as vscode from "vscode";
import { runAction } from "../../src/extension/actions.ts";
import { keepRefused } from "../../src/extension/commands/ask.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Endpoint, Fault } from "../workbench/endpoint.ts";
import {
  configure,
  connectEndpoint,
  openFile,
  run,
  selectLines,
  services,
  settingsOf,
  tidyUp,
  until,
} from "./window.ts";

const OLD = "export function double(n: number): number {\n  return n * 2;\n}\n";
/** Does not parse any more, so that every check of the syntax refuses it. */
const BROKEN = "export function double(n: number): number {\n  return n * ;\n}\n";
const GOOD = "export function double(n: number): number {\n  return n + n;\n}\n";

/** Where tasks begin, whatever they would be routed to. */
async function startOn(tiers: object | undefined): Promise<void> {
  await vscode.workspace.getConfiguration("upshift").update("routing.tiers", tiers, vscode.ConfigurationTarget.Global);
}

/** What the user may do about a refused answer: take it as it is, and say how far up its request may go. */
describe("a refused answer", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
    await startOn({ fix: "mini" });
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(async () => {
    await startOn(undefined);
    await endpoint.close();
  });

  const calls = (model: string): number =>
    endpoint.calls.filter(({ json }) => (json as { model?: string } | undefined)?.model === model).length;

  /** From now on this model gives this answer. */
  function answers(model: string, response: Fault["response"]): void {
    endpoint.misbehave({ match: ({ json }) => (json as { model?: string } | undefined)?.model === model, response });
  }

  const giving = (code: string): Fault["response"] => ({
    headers: { "content-type": "text/event-stream" },
    frames: [
      `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: `\`\`\`ts\n${code}\`\`\`\n` }, finish_reason: "stop" }] })}\n\n`,
      "data: [DONE]\n\n",
    ],
  });

  async function fix(): Promise<{ readonly editor: vscode.TextEditor; readonly running: Promise<Turn> }> {
    const editor = await openFile("double.ts", OLD);
    selectLines(editor, 1, 3);
    return { editor, running: run("upshift.fix") };
  }

  it("is kept instead of waiting for the next model, which is stopped", async function () {
    this.timeout(90_000);
    answers("demo-mini", giving(BROKEN));
    answers("demo-full", { hang: "before_headers" });
    const { conversation, asking, ledger, reviewing } = await services();
    const before = ledger.session.length;
    const { editor, running } = await fix();
    const isAsked = () => conversation.turns.at(-1)?.answer.view.attempts.at(-1)?.tier === "full";
    // The first checks of a window start their engines.
    await until("Full is asked", isAsked, 60_000);
    const turn = conversation.turns.at(-1);
    assert.ok(turn);
    const refused = turn.answer.view.attempts.findLastIndex(({ state }) => state === "rejected");
    await keepRefused(turn, refused, asking);
    assert.equal((await running).answer.view.state, "stopped");
    assert.equal(editor.document.getText(), BROKEN);
    assert.match(reviewing.reviews.at(editor.document.uri)?.ready[0]?.label ?? "", /^Mini, .*Check failed/);
    const booked = ledger.session.slice(before).map(({ tier, outcome }) => `${tier} ${outcome}`);
    assert.deepEqual([booked[0], booked.at(-1)], ["mini rejected", "full cancelled"]);
  });

  it("is kept although a stronger model's stands", async () => {
    answers("demo-mini", giving(BROKEN));
    answers("demo-full", giving(GOOD));
    const { asking } = await services();
    const { editor, running } = await fix();
    const turn = await running;
    await until("Full's edit waits", () => editor.document.getText() === GOOD);
    await keepRefused(turn, 0, asking);
    assert.equal(editor.document.getText(), BROKEN);
  });

  it("is kept where nobody is left to ask", async () => {
    await configure({ ...settingsOf(endpoint), "models.full": undefined, "models.deep": undefined });
    try {
      answers("demo-mini", giving(BROKEN));
      const { asking } = await services();
      const { editor, running } = await fix();
      const turn = await running;
      assert.equal(turn.answer.view.failure, "check-failed");
      assert.match(turn.answer.view.notice?.text ?? "", /^Check failed: .+\.$/);
      assert.ok(turn.answer.view.notice?.actions.some(({ id }) => id === "keep-answer"));
      assert.equal(editor.document.getText(), OLD);
      await runAction("keep-answer", turn, asking);
      assert.equal(editor.document.getText(), BROKEN);
    } finally {
      await configure(settingsOf(endpoint));
    }
  });

  it("goes no further up than the user lets it", async () => {
    const { composer } = await services();
    answers("demo-mini", giving(BROKEN));
    composer.limit("mini");
    try {
      const { editor, running } = await fix();
      const turn = await running;
      assert.equal(turn.answer.view.failure, "check-failed");
      assert.ok(turn.answer.view.attempts.every(({ tier }) => tier === "mini"));
      assert.equal(editor.document.getText(), OLD);
      assert.match(turn.answer.view.why?.candidates.find(({ tier }) => tier === "full")?.excluded ?? "", /up to Mini/);
    } finally {
      composer.limit("deep");
    }
    assert.equal(calls("demo-deep"), 0);
  });
});
