import assert from "node:assert/strict";
import { type Endpoint, type EndpointOptions, startEndpoint } from "./endpoint.ts";
import { ask, HELLO, read } from "./endpointClient.ts";

/** The events of a stream, parsed; `[DONE]` stays a text. */
async function events(response: Response): Promise<readonly unknown[]> {
  const lines = (await response.text()).split("\n\n").filter((line) => line !== "");
  return lines.map((line) => (line === "data: [DONE]" ? "[DONE]" : JSON.parse(line.replace("data: ", ""))));
}

describe("the endpoint", () => {
  const open: Endpoint[] = [];
  async function start(options: EndpointOptions = {}): Promise<Endpoint> {
    const endpoint = await startEndpoint({ pace: 0, ...options });
    open.push(endpoint);
    return endpoint;
  }
  afterEach(async () => {
    await Promise.all(open.splice(0).map((endpoint) => endpoint.close()));
  });

  it("lists its models", async () => {
    const endpoint = await start({ models: ["test-mini", "test-full"] });
    const list: unknown = await (await fetch(`${endpoint.baseUrl}/models`)).json();
    assert.match(JSON.stringify(list), /"test-mini".*"test-full"/);
    assert.match(await (await fetch(`${(await start()).baseUrl}/models`)).text(), /demo-mini.*demo-full.*demo-deep/);
  });

  it("streams an answer with usage, under the name that was asked for", async () => {
    const all = await events(
      await ask(await start(), { model: "test-full", more: { stream_options: { include_usage: true } } }),
    );
    assert.deepEqual(all.at(-1), "[DONE]");
    assert.match(
      JSON.stringify(all.at(-2)),
      /"model":"test-full","choices":\[\],"usage":\{"prompt_tokens":\d+,"completion_tokens":[1-9]/,
    );
    assert.match(JSON.stringify(all.at(-3)), /"finish_reason":"stop"/);
    assert.match(JSON.stringify(all[0]), /"role":"assistant"/);
  });

  it("leaves usage out when nobody asks for it", async () => {
    assert.doesNotMatch(JSON.stringify(await events(await ask(await start()))), /usage/);
  });

  it("answers in one piece", async () => {
    const response = await ask(await start(), { stream: false });
    assert.match(await response.text(), /"object":"chat.completion".*"content":".*no AI.*"usage"/);
  });

  it("cuts at the limit", async () => {
    const body = await (await ask(await start(), { stream: false, more: { max_tokens: 5 } })).text();
    assert.match(body, /"finish_reason":"length"/);
  });

  it("completes code between prompt and suffix", async () => {
    const { baseUrl } = await start();
    const body = JSON.stringify({ model: "demo-mini", prompt: "const hit = this.map.get(key);\n", suffix: "}" });
    assert.match(
      await (await fetch(`${baseUrl}/completions`, { method: "POST", body })).text(),
      /"text":"if \(!hit\) return undefined;"/,
    );
  });

  it("wants its key where one is required", async () => {
    const endpoint = await start({ requireKey: "right" });
    assert.deepEqual(
      [
        (await ask(endpoint)).status,
        (await ask(endpoint, { key: "wrong" })).status,
        (await ask(endpoint, { key: "right" })).status,
      ],
      [401, 401, 200],
    );
    assert.equal((await fetch(`${endpoint.baseUrl}/models`)).status, 401);
  });

  it("refuses what it cannot read", async () => {
    const { baseUrl } = await start();
    const post = (path: string, body: string): Promise<Response> => fetch(baseUrl + path, { method: "POST", body });
    assert.equal((await post("/chat/completions", "{")).status, 400);
    assert.equal((await post("/chat/completions", '{"model":"a"}')).status, 400);
    assert.equal((await post("/responses", "{}")).status, 404);
  });

  it("records what came, and whether it was cut short", async () => {
    const endpoint = await start({ pace: 1 });
    const stop = new AbortController();
    const response = await ask(endpoint, { key: "k", signal: stop.signal });
    stop.abort();
    await assert.rejects(response.text());
    await until(() => endpoint.calls[0]?.closedEarly === true);
    const [call] = endpoint.calls;
    assert.deepEqual(
      [call?.method, call?.url, call?.headers.authorization],
      ["POST", "/v1/chat/completions", "Bearer k"],
    );
    assert.deepEqual(call?.json, { model: "demo-mini", stream: true, messages: HELLO });
  });

  it("says when its port is taken", async () => {
    const { baseUrl } = await start();
    await assert.rejects(startEndpoint({ port: Number(new URL(baseUrl).port) }), /EADDRINUSE/);
  });

  it("misbehaves as often and where it is told to", async () => {
    const endpoint = await start();
    endpoint.misbehave({
      times: 1,
      match: ({ json }) => JSON.stringify(json).includes("demo-full"),
      response: { status: 500, body: "" },
    });
    const statuses = [];
    for (const model of ["demo-mini", "demo-full", "demo-full"]) statuses.push((await ask(endpoint, { model })).status);
    assert.deepEqual(statuses, [200, 500, 200]);
    endpoint.misbehave({ response: { status: 503 } });
    assert.deepEqual([(await ask(endpoint)).status, (await ask(endpoint)).status], [503, 503]);
    await endpoint.behave();
    assert.equal((await ask(endpoint)).status, 200);
  });

  it("refuses connections until it is told to behave", async () => {
    const endpoint = await start();
    endpoint.misbehave({ response: { hang: "refused" } });
    await assert.rejects(ask(endpoint), (error: Error) => /ECONNREFUSED/.test(JSON.stringify(error.cause)));
    await endpoint.behave();
    assert.equal((await ask(endpoint)).status, 200);
  });

  it("is told by other processes, with its token", async () => {
    const endpoint = await start();
    const url = endpoint.baseUrl.replace("/v1", "/__control/misbehave");
    const tell = (token: string, body: object): Promise<Response> =>
      fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
    const fault = { times: 1, model: "demo-mini", response: { status: 429, headers: { "retry-after": "3" } } };
    assert.equal((await tell("guess", fault)).status, 403);
    assert.equal((await tell(endpoint.controlToken, {})).status, 400);
    assert.equal((await tell(endpoint.controlToken, fault)).status, 200);
    const struck = await ask(endpoint);
    assert.deepEqual([struck.status, struck.headers.get("retry-after")], [429, "3"]);
    assert.equal(endpoint.calls.length, 1);
  });
});

interface Named {
  readonly status?: number;
  readonly end: "fin" | "destroy" | "hang";
  readonly holds: RegExp;
}

const NAMED: Readonly<Record<string, Named>> = {
  "401": { status: 401, end: "fin", holds: /invalid_api_key/ },
  "404": { status: 404, end: "fin", holds: /model_not_found/ },
  "429": { status: 429, end: "fin", holds: /rate_limit/ },
  "500": { status: 500, end: "fin", holds: /server_error/ },
  html: { end: "fin", holds: /^<!DOCTYPE html>/ },
  nobody: { end: "fin", holds: /^$/ },
  empty: { end: "fin", holds: /^data: [^\n]*"delta":\{\},"finish_reason":"stop"[^\n]*\n\ndata: \[DONE\]\n\n$/ },
  error: { end: "fin", holds: /breaks off.*data: \{"error"/s },
  cut: { end: "destroy", holds: /^data: / },
  noend: { end: "fin", holds: /^data: (?!.*"finish_reason":"stop")(?!.*DONE)/s },
  hang: { end: "hang", holds: /^data: / },
};

describe("the endpoint, told to misbehave by a model's name", () => {
  for (const [name, { status = 200, end, holds }] of Object.entries(NAMED)) {
    it(`+${name}`, async () => {
      const endpoint = await startEndpoint({ pace: 0 });
      try {
        const response = await ask(endpoint, { model: `demo-mini+${name}` });
        const heard = await read(response);
        assert.deepEqual([response.status, heard.end], [status, end]);
        assert.match(heard.bytes.toString(), holds);
      } finally {
        await endpoint.close();
      }
    });
  }

  it("+slow keeps everybody waiting", async () => {
    const endpoint = await startEndpoint({ pace: 0 });
    try {
      const response = await ask(endpoint, { model: "demo-mini+slow" });
      assert.deepEqual(await read(response, 100), { bytes: Buffer.alloc(0), end: "hang" });
    } finally {
      await endpoint.close();
    }
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1_000, "it never came true");
    await new Promise((done) => setTimeout(done, 5));
  }
}
