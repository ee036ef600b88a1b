import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import type { Turn } from "../../src/extension/chat/conversation.ts";
import type { Endpoint, Fault } from "../workbench/endpoint.ts";
import { symbolsIn } from "../../src/extension/context/symbols.ts";
import {
  answering,
  configure,
  connectEndpoint,
  fileUri,
  openFile,
  restoreRules,
  run,
  selectLines,
  services,
  settingsOf,
  tidyUp,
  until,
} from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";
const chunk = (content: string): string =>
  `data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const DONE = `data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`;

interface Case {
  readonly name: string;
  readonly response: Fault["response"];
  readonly code: ErrorCode;
  readonly sentence: RegExp;
  /** Text that stays on screen. */
  readonly kept?: string;
  /** Attempts booked: more than one where another model is asked. */
  readonly booked?: number;
}

const CASES: readonly Case[] = [
  {
    name: "wrong key",
    response: { status: 401, body: '{"error":{"message":"bad key","code":"invalid_api_key"}}' },
    code: "auth",
    sentence: /127\.0\.0\.1:\d+ did not accept the key\./,
  },
  {
    name: "unknown model",
    response: {
      status: 404,
      body: '{"error":{"message":"The model `demo-mini` does not exist","code":"model_not_found"}}',
    },
    code: "model-not-found",
    sentence: /has no model named/,
    booked: 3,
  },
  {
    name: "a web page instead of an answer",
    response: { status: 200, headers: { "content-type": "text/html" }, body: "<html><body>login</body></html>" },
    code: "wrong-url",
    sentence: /answered with a web page/,
  },
  {
    name: "rate limit on every model",
    response: { status: 429, headers: { "retry-after": "120" }, body: '{"error":{"message":"slow down"}}' },
    code: "rate-limit",
    sentence: /is rate limited until/,
    booked: 3,
  },
  {
    name: "server error on every model",
    response: { status: 500, body: "" },
    code: "server",
    sentence: /failed with an internal error/,
    // Three models, each asked three times.
    booked: 9,
  },
  {
    name: "credit used up",
    response: {
      status: 429,
      body: '{"error":{"message":"quota","code":"insufficient_quota","type":"insufficient_quota"}}',
    },
    code: "billing",
    sentence: /credit is used up/,
  },
  {
    name: "broken stream",
    response: { frames: [chunk("Half of the ans")], end: "destroy" },
    code: "transport",
    sentence: /The connection to .* broke/,
    kept: "Half of the ans",
  },
  {
    name: "stream that just ends",
    response: { frames: [chunk("Half of the ans")], end: "fin" },
    code: "truncated",
    sentence: /closed before the answer was complete/,
    kept: "Half of the ans",
  },
  {
    name: "empty answer from every model",
    response: { frames: [DONE] },
    code: "empty",
    sentence: /sent an empty answer/,
    booked: 3,
  },
  {
    name: "an error inside the stream",
    response: { frames: [chunk("Hal"), 'data: {"error":{"message":"oops","code":500}}\n\n'] },
    code: "server",
    sentence: /failed with an internal error/,
    kept: "Hal",
  },
];

describe("trouble", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(async () => {
    await restoreRules();
    await endpoint.close();
  });

  async function explain(): Promise<{ readonly turn: Turn; readonly booked: number }> {
    const { ledger } = await services();
    const before = ledger.session.length;
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    const turn = await run("upshift.explain");
    return { turn, booked: ledger.session.length - before };
  }

  for (const { name, response, code, sentence, kept = "", booked = 1 } of CASES) {
    it(`says what to do: ${name}`, async () => {
      endpoint.misbehave({ match: ({ url }) => url.endsWith("/chat/completions"), response });
      const found = await explain();
      const { view } = found.turn.answer;
      assert.equal(view.failure, code);
      assert.match(view.notice?.text ?? "", sentence);
      assert.ok((view.notice?.actions.length ?? 0) > 0, "no next step");
      assert.equal(view.text, kept);
      assert.equal(found.booked, booked, "entries in the ledger");
      assert.equal(found.turn.text, "Explain");
    });
  }

  it("moves on to the next model when the first is rate limited, and says so", async () => {
    endpoint.misbehave({ times: 1, response: { status: 429, headers: { "retry-after": "120" }, body: "{}" } });
    const { turn, booked } = await explain();
    assert.equal(turn.answer.view.state, "done");
    assert.deepEqual(
      turn.answer.view.attempts.map(({ tier, why }) => `${tier} ${why}`),
      ["mini routed", "full failed-over"],
    );
    assert.equal(booked, 2);
  });

  it("keeps the text and books an estimate when the answer is stopped", async () => {
    endpoint.misbehave({ times: 1, response: { frames: [chunk("As far as this")], end: "hang" } });
    const { conversation, ledger } = await services();
    const running = explain();
    await until("text is there", () => conversation.turns.at(-1)?.answer.view.text === "As far as this");
    await vscode.commands.executeCommand("upshift.stop");
    const { turn, booked } = await running;
    assert.equal(turn.answer.view.state, "stopped");
    assert.equal(turn.answer.view.text, "As far as this");
    assert.equal(booked, 1);
    const entry = ledger.session.at(-1);
    assert.deepEqual([entry?.outcome, entry?.usage.estimated], ["cancelled", true]);
    await until("the connection is closed", () => endpoint.calls.at(-1)?.closedEarly);
  });

  it("says that nobody listens", async () => {
    endpoint.misbehave({ response: { hang: "refused" } });
    const { turn, booked } = await explain();
    assert.equal(turn.answer.view.failure, "unreachable");
    assert.match(turn.answer.view.notice?.text ?? "", /did not answer\./);
    assert.equal(booked, 1);
  });

  it("asks nothing without a selection or a function", async () => {
    const editor = await openFile("empty.txt", "\n\n");
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const turn = await run("upshift.explain");
    assert.equal(turn.answer.view.failure, "nothing-selected");
    assert.equal(turn.answer.view.attempts.length, 0);
  });

  it("takes the function at the cursor when nothing is selected", async () => {
    const editor = await openFile("double.ts", CODE);
    editor.selection = new vscode.Selection(1, 4, 1, 4);
    // The language's own symbols come some seconds after the start.
    await until("symbols are there", async () => (await symbolsIn(editor.document.uri)).length > 0);
    const turn = await run("upshift.explain");
    assert.equal(turn.answer.view.failure, undefined);
    assert.match(endpoint.calls.at(-1)?.body ?? "", /double/);
  });

  it("does not read binary files", async () => {
    const uri = fileUri("data.bin");
    await vscode.workspace.fs.writeFile(uri, new Uint8Array(64));
    await vscode.commands.executeCommand("vscode.open", uri);
    const { conversation } = await services();
    const before = endpoint.calls.length;
    const said = await answering(undefined, async () => void (await vscode.commands.executeCommand("upshift.explain")));
    assert.equal(said.length, 1);
    assert.equal(conversation.turns.length, 0);
    assert.equal(endpoint.calls.length, before);
  });

  it("sends nothing of a file that an ignore file names", async () => {
    await openFile(".upshiftignore", "kept.ts\n");
    const editor = await openFile("kept.ts", CODE);
    selectLines(editor, 1, 3);
    const before = endpoint.calls.length;
    const turn = await run("upshift.explain");
    assert.equal(turn.answer.view.failure, "ignored");
    assert.match(turn.answer.view.notice?.text ?? "", /kept\.ts is kept out by \.upshiftignore\./);
    assert.equal(endpoint.calls.length, before);
  });

  it("sends placeholders instead of secrets", async () => {
    const secret = ["sk", "proj", "a1B2c3D4e5F6g7H8i9J0k1L2"].join("-");
    const editor = await openFile("secret.ts", `const key = "${secret}";\nconsole.log(key);\n`);
    selectLines(editor, 1, 2);
    await run("upshift.explain");
    const body = endpoint.calls.at(-1)?.body ?? "";
    assert.match(body, /upshift-secret-1:openai-key/);
    assert.ok(!body.includes(secret));
  });

  it("offers to connect when no model is set", async () => {
    await configure({});
    try {
      const { turn, booked } = await explain();
      assert.equal(turn.answer.view.failure, "no-model");
      assert.deepEqual(
        turn.answer.view.notice?.actions.map(({ id }) => id),
        ["connect", "start-demo"],
      );
      assert.equal(booked, 0);
    } finally {
      await configure(settingsOf(endpoint));
    }
  });
});
