import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { runAction } from "../../src/extension/actions.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import { startPrivateHttps } from "../ui/proxy.ts";
import type { Endpoint, Fault } from "../workbench/endpoint.ts";
import { configure, connectEndpoint, fileUri, openFile, run, selectLines, services, tidyUp } from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";

/** Rows of the trouble table that need more than an answer of an endpoint: its certificate, its past, a file that goes. */
describe("trouble of its own kind", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint({}, { preset: "custom" });
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  /** One model alone, so that nobody steps in for it. */
  const alone = (baseUrl: string): Promise<void> =>
    configure({ "models.connections": { test: { preset: "custom", baseUrl } }, "models.mini": "test/demo-mini" });

  async function explain(): Promise<Turn> {
    selectLines(await openFile("double.ts", CODE), 1, 3);
    return await run("upshift.explain");
  }

  function assertSaid({ answer: { view } }: Turn, code: string, sentence: RegExp, actions: readonly string[]): void {
    assert.equal(view.failure, code);
    assert.match(view.notice?.text ?? "", sentence);
    assert.deepEqual(
      view.notice?.actions.map(({ id }) => id),
      actions,
    );
  }

  const answers = (status: number, error: object): Fault => ({
    match: ({ url }) => url.endsWith("/chat/completions"),
    response: { status, headers: { "content-type": "application/json" }, body: JSON.stringify({ error }) },
  });

  it("says that a model is still loading", async () => {
    await alone(endpoint.baseUrl);
    endpoint.misbehave(answers(503, { message: "Loading model", type: "unavailable_error", code: 503 }));
    assertSaid(await explain(), "warming-up", /^demo-mini is still loading\.$/, ["retry"]);
  });

  it("says that a model was shut down, and what replaces it", async () => {
    await alone(endpoint.baseUrl);
    const { choosing, models, asking, conversation, settings } = await services();
    choosing.listings.remember(endpoint.baseUrl, [
      { id: "demo-mini", shutdownDate: "2026-01-31", replacement: "demo-full" },
    ]);
    endpoint.misbehave(answers(404, { message: "The model does not exist", code: "model_not_found" }));
    try {
      assert.ok(models.seats().some(({ info }) => info.shutdownDate !== undefined));
      assertSaid(
        await explain(),
        "model-retired",
        /^demo-mini was shut down on 2026-01-31\. demo-full replaces it\.$/,
        ["use-replacement", "choose-model"],
      );
      await endpoint.behave();
      await runAction("use-replacement", conversation.turns.at(-1), asking);
      assert.equal(settings.current.tiers.mini, "test/demo-full");
      assert.equal(conversation.turns.at(-1)?.answer.view.state, "done");
    } finally {
      choosing.listings.remember(endpoint.baseUrl, []);
    }
  });

  it("says that a certificate is not trusted, before anything of the request has left", async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), "upshift-certificate-"));
    const https = await startPrivateHttps(Number(new URL(endpoint.baseUrl).port), folder);
    const before = endpoint.calls.length;
    try {
      await alone(`https://127.0.0.1:${https.port}/v1`);
      assertSaid(await explain(), "certificate", /^The certificate of 127\.0\.0\.1:\d+ is not trusted here\.$/, [
        "proxy-settings",
        "test-connection",
      ]);
      assert.equal(endpoint.calls.length, before);
    } finally {
      await https.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("says that a file is no longer there, and sends nothing", async () => {
    await alone(endpoint.baseUrl);
    const { adding, conversation, composer } = await services();
    const uri = fileUri("gone.ts");
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(CODE));
    adding.added.add(uri);
    await vscode.workspace.fs.delete(uri);
    const before = endpoint.calls.length;
    const request = {
      ...({ id: crypto.randomUUID(), instruction: "What is this?", origin: "chat", tier: "auto" } as const),
      ...{ anchors: composer.anchors, without: [], history: [] },
    };
    const turn = await conversation.ask(request, { text: "What is this?", context: "" });
    assertSaid(turn, "file-missing", /^gone\.ts is no longer there\.$/, ["show-log"]);
    assert.equal(endpoint.calls.length, before);
  });

  it("says that a model without a price cannot be held against a budget, and lets it through once", async () => {
    await alone(endpoint.baseUrl);
    const section = vscode.workspace.getConfiguration("upshift");
    await section.update("budgets.day", 5, vscode.ConfigurationTarget.Global);
    try {
      const { asking, conversation } = await services();
      const before = endpoint.calls.length;
      const turn = await explain();
      assertSaid(turn, "price-needed", /^demo-mini has no price, so the budget cannot be checked\.$/, [
        "set-price",
        "allow-once",
      ]);
      assert.equal(endpoint.calls.length, before);
      await runAction("allow-once", turn, asking);
      assert.equal(conversation.turns.at(-1)?.answer.view.state, "done");
    } finally {
      await section.update("budgets.day", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("says that the privacy rules could not be read, and sends nothing", async () => {
    await alone(endpoint.baseUrl);
    await openFile("double.ts", CODE);
    const rules = fileUri(".upshiftignore");
    // Whoever tested before may have left one.
    const own = await vscode.workspace.fs.readFile(rules).then(undefined, () => undefined);
    if (own) await vscode.workspace.fs.delete(rules);
    await vscode.workspace.fs.createDirectory(rules);
    const before = endpoint.calls.length;
    try {
      const sentence = /^The privacy rules could not be applied, so nothing was sent: .+\.$/;
      assertSaid(await explain(), "gate-failed", sentence, ["show-log", "open-settings"]);
      assert.equal(endpoint.calls.length, before);
    } finally {
      await vscode.workspace.fs.delete(rules, { recursive: true });
      if (own) await vscode.workspace.fs.writeFile(rules, own);
    }
  });

  it("says that a server cut the prompt", async () => {
    await alone(endpoint.baseUrl);
    const { tokenizer } = await services();
    await tokenizer.warmUp();
    const chunk = (more: object): string => `data: ${JSON.stringify({ id: "c", model: "demo-mini", ...more })}\n\n`;
    endpoint.misbehave({
      match: ({ url }) => url.endsWith("/chat/completions"),
      response: {
        headers: { "content-type": "text/event-stream" },
        frames: [
          chunk({ choices: [{ index: 0, delta: { content: "It doubles." }, finish_reason: "stop" }] }),
          chunk({ choices: [], usage: { prompt_tokens: 500, completion_tokens: 3, total_tokens: 503 } }),
          "data: [DONE]\n\n",
        ],
      },
    });
    const lines = 600;
    selectLines(await openFile("many.ts", "export const value = compute(1, 2, 3);\n".repeat(lines)), 1, lines);
    const { view } = (await run("upshift.explain")).answer;
    assert.equal(view.failure, "prompt-cut");
    assert.match(view.notice?.text ?? "", /^127\.0\.0\.1:\d+ cut the prompt: it read 500 of [\d.]+k tokens\.$/);
  });
});
