import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { ask, chunk, KEY, PATIENT, request, target, until } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

/** What no well-behaved server sends. */

async function serving(listener: RequestListener, run: (baseUrl: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  try {
    await run(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe("an answer without end or measure", () => {
  it("ends at a limit, and what came is kept as cut off", async () => {
    const piece = chunk("x".repeat(64 * 1_024), null);
    let closed = false;
    const endless: RequestListener = (_, response) => {
      response.on("close", () => (closed = true));
      const more = (): void => {
        if (closed) return;
        if (response.write(piece)) setImmediate(more);
        else response.once("drain", more);
      };
      more();
    };
    await serving(endless, async (baseUrl) => {
      const { text, finish, code } = await ask(baseUrl, { limits: PATIENT });
      assert.equal(code, undefined);
      assert.equal(finish?.reason, "length");
      assert.ok(text.length >= 4 * 1_024 * 1_024 && text.length < 8 * 1_024 * 1_024);
      await until(() => closed);
    });
  });

  it("may be one line of several megabytes", async () => {
    const long = "x".repeat(3_000_000);
    await serving(
      (_, response) => response.end(chunk(long, "stop") + chunk("", "stop")),
      async (baseUrl) => {
        const { text, code } = await ask(baseUrl, { limits: PATIENT });
        assert.deepEqual([text.length, code], [long.length, undefined]);
      },
    );
  });

  it("is refused when one line is longer than ten, with what came before it", async () => {
    await serving(
      (_, response) => {
        response.write(chunk("Before.", null));
        response.end(`data: "${"x".repeat(11 * 1_024 * 1_024)}"\n\n`);
      },
      async (baseUrl) => {
        const { text, code } = await ask(baseUrl, { limits: PATIENT });
        assert.deepEqual([text, code], ["Before.", "bad-response"]);
      },
    );
  });

  it("is read to no more than a message when it is an error's", async () => {
    await serving(
      (_, response) => {
        response.writeHead(500, { "content-type": "text/plain" });
        response.end("y".repeat(5_000_000));
      },
      async (baseUrl) => {
        const { code, detail = "" } = await ask(baseUrl, { limits: PATIENT });
        assert.equal(code, "server");
        assert.ok(detail.length < 600);
      },
    );
  });
});

describe("odd bytes", () => {
  let server: Endpoint;
  beforeEach(async () => (server = await startEndpoint({ pace: 0 })));
  afterEach(() => server.close());

  it("that are no UTF-8 become replacement characters, and the rest is read", async () => {
    const bad = Buffer.concat([
      Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"a'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('b"},"finish_reason":"stop"}]}\n\n'),
    ]);
    server.misbehave({ response: { frames: [bad.toString("base64")], frames_encoding: "base64", end: "fin" } });
    const { text, code } = await ask(server.baseUrl);
    assert.deepEqual([text, code], ["a\uFFFD\uFFFDb", undefined]);
  });

  it("do not hide usage that comes twice: the last counts", async () => {
    const usage = (input: number): string =>
      `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: input, completion_tokens: 2, total_tokens: input + 2 } })}\n\n`;
    server.misbehave({ response: { frames: [chunk("a", "stop"), usage(10), usage(30)], end: "fin" } });
    const { finish } = await ask(server.baseUrl);
    assert.deepEqual([finish?.usage?.input, finish?.usage?.output], [30, 2]);
  });
});

describe("redirects", () => {
  let server: Endpoint;
  beforeEach(async () => (server = await startEndpoint({ pace: 0 })));
  afterEach(() => server.close());
  const redirect = (status: number, location: string, times = 1): void =>
    server.misbehave({ times, response: { status, headers: { location }, body: "" } });

  it("are followed where they stay at scheme, host and port", async () => {
    for (const status of [307, 308]) {
      redirect(status, "/moved/v1/chat/completions");
      assert.notEqual((await ask(server.baseUrl, { key: KEY })).text, "");
      assert.equal(server.calls.at(-1)?.headers.authorization, `Bearer ${KEY}`);
    }
  });

  it("are not where they would lose the question", async () => {
    for (const status of [301, 302, 303]) {
      redirect(status, "/moved/v1/chat/completions");
      assert.equal((await ask(server.baseUrl)).code, "wrong-url");
    }
  });

  it("go to no other scheme", async () => {
    const { host } = new URL(server.baseUrl);
    redirect(307, `https://${host}/v1/chat/completions`);
    assert.equal((await ask(server.baseUrl)).code, "wrong-url");
    assert.equal(server.calls.length, 1);
  });

  it("come to an end", async () => {
    redirect(307, "/v1/chat/completions", 50);
    assert.equal((await ask(server.baseUrl)).code, "wrong-url");
    assert.equal(server.calls.length, 4);
  });
});

describe("stopping", () => {
  const moments: readonly (readonly [string, Parameters<Endpoint["misbehave"]>[0]["response"]])[] = [
    ["before any answer", { hang: "before_headers" }],
    ["before any text", { frames: [": ping\n\n"], frame_delay_ms: 20, repeat: 100, end: "hang" }],
    ["in the middle", { frames: [chunk("One", null)], end: "hang" }],
  ];
  for (const [name, response] of moments) {
    it(`takes no longer than 100 ms ${name}, and closes the connection`, async () => {
      const server = await startEndpoint({ pace: 0 });
      server.misbehave({ response });
      const stop = new AbortController();
      const model = createOpenAiModel(modelInfo(), target(server.baseUrl));
      const heard = (async () => {
        for await (const part of model.stream(request, stop.signal)) void part;
      })();
      await until(() => server.calls.length === 1);
      await new Promise((resolve) => setTimeout(resolve, 60));
      const start = performance.now();
      stop.abort();
      await heard;
      assert.ok(performance.now() - start < 100);
      await until(() => server.calls[0]?.closedEarly === true);
      await server.close();
    });
  }
});
