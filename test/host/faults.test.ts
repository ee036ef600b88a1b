import assert from "node:assert/strict";
import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import type { Endpoint, Fault } from "../workbench/endpoint.ts";
import { connectEndpoint, openFile, run, selectLines, tidyUp } from "./window.ts";

const CODE = "export function double(n: number): number {\n  return n * 2;\n}\n";
const SSE = { "content-type": "text/event-stream" };

const frame = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: "c", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const DONE = "data: [DONE]\n\n";
const refusal = (status: number, error: object): Fault["response"] => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ error }),
});

/** Rows of the trouble table that an endpoint causes, beside those of `trouble.test.ts`. */
const CASES: readonly {
  readonly name: string;
  readonly response: Fault["response"];
  readonly code: ErrorCode;
  readonly sentence: RegExp;
  readonly kept?: string;
  /** Next steps, most useful first. */
  readonly actions: readonly string[];
}[] = [
  {
    name: "a key without the right to a model",
    response: refusal(403, { message: "Project does not have access to model demo-mini", code: "model_access_denied" }),
    code: "permission",
    sentence: /^This key may not use demo-(?:mini|full|deep)\.$/,
    actions: ["choose-model", "set-key"],
  },
  {
    name: "a prompt that is too long",
    response: refusal(400, {
      message: "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
      code: "context_length_exceeded",
    }),
    code: "context-too-long",
    sentence: /^The message is .* tokens; demo-(?:mini|full|deep) takes 8\.2k\.$/,
    actions: ["trim-context", "condense", "choose-model"],
  },
  {
    name: "a filter",
    response: refusal(400, { message: "The response was filtered", code: "content_filter" }),
    code: "filtered",
    sentence: /^127\.0\.0\.1:\d+ filtered this request\.$/,
    actions: ["edit-message", "retry-full"],
  },
  {
    name: "a model that declines",
    response: {
      headers: SSE,
      frames: [frame({ refusal: "I cannot help with that." }), frame({}, "stop"), DONE],
    },
    code: "refused",
    sentence: /^demo-(?:mini|full|deep) declined to answer\.$/,
    kept: "I cannot help with that.",
    actions: ["edit-message", "retry-full"],
  },
  {
    name: "an answer that is cut at its limit",
    response: { headers: SSE, frames: [frame({ content: "As far as this" }), frame({}, "length"), DONE] },
    code: "length-limit",
    sentence: /^The answer reached its length limit\.$/,
    kept: "As far as this",
    actions: ["continue"],
  },
  {
    name: "characters that nobody sees",
    response: { headers: SSE, frames: [frame({ content: "All is well\u{E0041}." }), frame({}, "stop"), DONE] },
    code: "hidden-characters",
    sentence: /^The answer holds characters that nobody sees \(U\+E0041\)\. Edits leave them out\.$/,
    kept: "All is well\u{E0041}.",
    actions: ["retry", "show-log"],
  },
  {
    name: "a proxy that wants a sign-in",
    response: { status: 407, body: "Proxy Authentication Required" },
    code: "proxy",
    sentence: /^The proxy on the way to 127\.0\.0\.1:\d+ wants a sign-in\.$/,
    actions: ["proxy-settings", "test-connection"],
  },
  {
    name: "something that is no answer",
    response: { headers: { "content-type": "application/json" }, body: '{"hello":"world"}' },
    code: "bad-response",
    sentence: /^127\.0\.0\.1:\d+ sent an answer that cannot be read\.$/,
    actions: ["retry", "show-log"],
  },
];

describe("faults of an endpoint", () => {
  let endpoint: Endpoint;

  before(async () => {
    endpoint = await connectEndpoint();
  });
  afterEach(async () => {
    await endpoint.behave();
    await tidyUp();
  });
  after(() => endpoint.close());

  for (const { name, response, code, sentence, kept = "", actions } of CASES) {
    it(`are told with what to do: ${name}`, async () => {
      endpoint.misbehave({ match: ({ url }) => url.endsWith("/chat/completions"), response });
      const editor = await openFile("double.ts", CODE);
      selectLines(editor, 1, 3);
      const { view } = (await run("upshift.explain")).answer;
      assert.equal(view.failure, code);
      assert.match(view.notice?.text ?? "", sentence);
      assert.deepEqual(
        view.notice?.actions.map(({ id }) => id),
        actions,
      );
      assert.equal(view.text, kept);
    });
  }

  it("that pass in a moment are waited for, and the same model answers", async () => {
    endpoint.misbehave({ times: 1, response: { status: 429, body: "{}" } });
    const editor = await openFile("double.ts", CODE);
    selectLines(editor, 1, 3);
    const { view } = (await run("upshift.explain")).answer;
    assert.equal(view.state, "done");
    assert.deepEqual(
      view.attempts.map(({ tier, why }) => `${tier} ${why}`),
      ["mini routed", "mini retried"],
    );
  });
});
