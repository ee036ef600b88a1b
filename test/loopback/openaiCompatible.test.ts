import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { ask, chunk, KEY, LIMITS, PATIENT, request, target, until } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

describe("the adapter", () => {
  let server: Endpoint;
  beforeEach(async () => (server = await startEndpoint({ pace: 0 })));
  afterEach(() => server.close());

  it("streams text and tells usage, reason and the model that served", async () => {
    const { text, finish, code } = await ask(server.baseUrl);
    assert.equal(code, undefined);
    assert.notEqual(text, "");
    assert.deepEqual([finish?.reason, finish?.served, finish?.usage?.estimated], ["stop", "demo-mini", false]);
    assert.ok((finish?.usage?.input ?? 0) > 0 && (finish?.usage?.output ?? 0) > 0);
  });

  it("sends the pack as it is, the limit in the preset's field, and nothing else", async () => {
    const fields = [
      ["custom", { max_tokens: 200, stream_options: { include_usage: true } }],
      ["openai", { max_completion_tokens: 200, stream_options: { include_usage: true } }],
      ["mistral", { max_tokens: 200 }],
    ] as const;
    for (const [id, expected] of fields) {
      await ask(server.baseUrl, { preset: id, key: KEY });
      const messages = request.pack.messages.map(({ role, text }) => ({ role, content: text }));
      assert.deepEqual(server.calls.at(-1)?.json, { model: "demo-mini", messages, stream: true, ...expected });
    }
  });

  it("asks for a key before it opens anything", async () => {
    assert.equal((await ask(server.baseUrl, { preset: "openai" })).code, "key-missing");
    assert.equal(server.calls.length, 0);
  });

  it("opens nothing for a request that was stopped before", async () => {
    await ask(server.baseUrl, { signal: AbortSignal.abort() }).catch(() => undefined);
    assert.equal(server.calls.length, 0);
  });

  const faults: readonly (readonly [model: string, code: ErrorCode, hasText: boolean])[] = [
    ["demo-mini+401", "auth", false],
    ["demo-mini+404", "model-not-found", false],
    ["demo-mini+429", "rate-limit", false],
    ["demo-mini+500", "server", false],
    ["demo-mini+html", "wrong-url", false],
    ["demo-mini+nobody", "bad-response", false],
    ["demo-mini+error", "server", true],
    ["demo-mini+refuse", "transport", false],
    ["demo-mini+cut", "transport", true],
    ["demo-mini+noend", "truncated", true],
    ["demo-mini+hang", "stalled", true],
    ["demo-mini+silent", "timeout", false],
  ];
  const WAITS: Readonly<Record<string, typeof LIMITS>> = {
    "demo-mini+hang": { ...PATIENT, idleMs: LIMITS.idleMs },
    "demo-mini+silent": LIMITS,
  };
  for (const [model, code, hasText] of faults) {
    it(`tells ${model} as ${code}${hasText ? ", with the text so far" : ""}`, async () => {
      const heard = await ask(server.baseUrl, {
        model,
        limits: WAITS[model] ?? PATIENT,
      });
      assert.deepEqual([heard.code, heard.text !== ""], [code, hasText]);
      assert.ok(heard.facts && "host" in heard.facts && heard.facts.host === new URL(server.baseUrl).host);
    });
  }

  it("ends an empty answer as an answer: what that means is decided above", async () => {
    const { text, finish } = await ask(server.baseUrl, { model: "demo-mini+empty" });
    assert.deepEqual([text, finish?.reason], ["", "stop"]);
  });

  it("tells an address where nobody listens", async () => {
    server.misbehave({ response: { hang: "refused" } });
    assert.equal((await ask(server.baseUrl)).code, "unreachable");
    await server.behave();
  });

  it("reads error bodies of every shape whole", async () => {
    const bodies: readonly (readonly [number, unknown, ErrorCode])[] = [
      [
        400,
        {
          object: "error",
          message: "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens",
        },
        "context-too-long",
      ],
      [
        400,
        [
          {
            error: {
              code: 400,
              message: "The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).",
            },
          },
        ],
        "context-too-long",
      ],
      [
        422,
        { detail: [{ type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted" }] },
        "bad-parameter",
      ],
      [404, { detail: "Not Found" }, "wrong-url"],
    ];
    for (const [status, body, code] of bodies) {
      server.misbehave({
        times: 1,
        response: { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
      });
      assert.equal((await ask(server.baseUrl)).code, code);
    }
  });

  it("keeps a complete answer whose connection dies or idles before the usage", async () => {
    for (const end of ["destroy", "hang"] as const) {
      server.misbehave({
        times: 1,
        response: { frames: [chunk("All of it.", null), chunk("", "stop")], frame_delay_ms: 5, end },
      });
      const { text, finish, code } = await ask(server.baseUrl, { limits: { ...PATIENT, idleMs: 1_000 } });
      assert.deepEqual([text, finish?.reason, finish?.usage, code], ["All of it.", "stop", undefined, undefined], end);
    }
  });

  it("waits on while there are signs of life after the first text", async () => {
    const frames = [chunk("One", null), ...Array.from({ length: 25 }, () => ": ping\n\n"), chunk(" two", "stop")];
    server.misbehave({ response: { frames, frame_delay_ms: 30, end: "fin" } });
    assert.equal((await ask(server.baseUrl, { limits: { ...PATIENT, idleMs: 500 } })).text, "One two");
  });

  it("ends what takes too long altogether", async () => {
    server.misbehave({ response: { frames: [chunk("x", null)], frame_delay_ms: 20, repeat: 100, end: "hang" } });
    assert.equal((await ask(server.baseUrl, { limits: { ...LIMITS, totalMs: 150 } })).code, "timeout");
  });

  it("is not fooled by keep-alives that never become text", async () => {
    server.misbehave({ response: { frames: [": ping\n\n"], frame_delay_ms: 20, repeat: 100, end: "hang" } });
    assert.equal((await ask(server.baseUrl, { limits: LIMITS })).code, "timeout");
  });

  it("closes the connection when stopped, at once and without a word", async () => {
    server.misbehave({ response: { frames: [chunk("One", null)], end: "hang" } });
    const stop = new AbortController();
    assert.deepEqual(await ask(server.baseUrl, { signal: stop.signal, onText: () => stop.abort() }), { text: "One" });
    await until(() => server.calls[0]?.closedEarly === true);
  });

  it("closes the connection when the listener walks away", async () => {
    server.misbehave({ response: { frames: [chunk("One", null)], end: "hang" } });
    const model = createOpenAiModel(modelInfo(), target(server.baseUrl));
    for await (const part of model.stream(request, new AbortController().signal)) if (part.type === "text-delta") break;
    await until(() => server.calls[0]?.closedEarly === true);
  });
});

describe("an endpoint that is no endpoint", () => {
  it("is told when it hangs up in the middle of the headers", async () => {
    const server: Server = createServer((incoming) => incoming.socket.end("HTTP/1.1 200 OK\r\ncontent-ty"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { code } = await ask(`http://127.0.0.1:${port}/v1`);
    assert.ok(code === "transport" || code === "unreachable", code);
    server.closeAllConnections();
    server.close();
  });
});
