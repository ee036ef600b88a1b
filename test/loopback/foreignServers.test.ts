import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { LLMock } from "@copilotkit/aimock";
import type { StreamPart } from "../../src/core/ports.ts";
import { listModels } from "../../src/providers/listModels.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { ask, KEY, request, target } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";
import { root } from "../workbench/toolchain.mjs";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

/** Servers that nobody here wrote, so that author and examiner differ. */

describe("aimock, a server of somebody else's", () => {
  const USAGE = { prompt_tokens: 30, completion_tokens: 7, total_tokens: 37 };
  let mock: LLMock;
  let baseUrl: string;
  before(async () => {
    mock = new LLMock({ port: 0, auth: { apiKeys: [KEY] } });
    mock.on({ model: "small" }, { content: "It looks a value up.", usage: USAGE });
    mock.on({ model: "thinker" }, { content: "Two.", reasoning: "One and one.", usage: USAGE });
    mock.on({ model: "limited" }, { error: { message: "Slow down", type: "rate_limit_error" }, status: 429 });
    mock.on({ model: "broken" }, { error: { message: "The server had an error", type: "server_error" }, status: 500 });
    mock.on(
      { model: "cut" },
      { content: "A long answer that never comes to its end." },
      { truncateAfterChunks: 3, chunkSize: 5, latency: 10 },
    );
    await mock.start();
    baseUrl = `${mock.url}/v1`;
  });
  after(() => mock.stop());

  it("answers a chat", async () => {
    const { text, finish, code } = await ask(baseUrl, { preset: "openai", key: KEY, model: "small" });
    assert.deepEqual([text, code], ["It looks a value up.", undefined]);
    assert.deepEqual([finish?.reason, finish?.usage?.input, finish?.usage?.output], ["stop", 30, 7]);
  });

  it("answers by Responses, thoughts apart", async () => {
    const info = modelInfo({ model: "thinker", leastEffort: "low" });
    const model = createOpenAiModel(info, target(baseUrl, { preset: "openai", key: KEY }));
    const parts: StreamPart[] = [];
    for await (const part of model.stream(request, new AbortController().signal)) parts.push(part);
    const text = (type: string): string =>
      parts.map((part) => (part.type === type && "text" in part ? part.text : "")).join("");
    assert.deepEqual([text("text-delta"), text("reasoning-delta")], ["Two.", "One and one."]);
    const finish = parts.at(-1);
    assert.equal(finish?.type === "finish" && finish.reason, "stop");
    assert.ok(mock.getRequests().some(({ path: asked }) => asked.endsWith("/responses")));
  });

  it("is told by its faults", async () => {
    const code = async (model: string, key = KEY): Promise<unknown> =>
      (await ask(baseUrl, { preset: "openai", key, model })).code;
    assert.deepEqual(
      [await code("limited"), await code("broken"), await code("small", "wrong")],
      ["rate-limit", "server", "auth"],
    );
  });

  it("may break off, and what came is kept", async () => {
    const { text, code } = await ask(baseUrl, { preset: "openai", key: KEY, model: "cut" });
    assert.ok(text.length > 0 && text.length < 20, text);
    assert.ok(code === "truncated" || code === "transport", code);
  });

  it("lists its models", async () => {
    const found = await listModels(target(baseUrl, { preset: "openai", key: KEY }), new AbortController().signal);
    assert.ok(found.length > 0);
  });
});

describe("Portkey's gateway, in front of our endpoint", () => {
  let endpoint: Endpoint;
  let gateway: ChildProcess;
  let baseUrl: string;
  before(async function () {
    this.timeout(60_000);
    endpoint = await startEndpoint({ pace: 0, requireKey: KEY });
    const port = await freePort();
    const script = path.join(root, "node_modules/@portkey-ai/gateway/build/start-server.js");
    gateway = spawn(process.execPath, [script, `--port=${port}`, "--headless"], { stdio: "ignore" });
    baseUrl = `http://127.0.0.1:${port}/v1`;
    await untilUp(`http://127.0.0.1:${port}/`);
  });
  after(async () => {
    gateway.kill();
    await endpoint.close();
  });

  const through = (): ReturnType<typeof target> => ({
    ...target(baseUrl, { preset: "custom", key: KEY }),
    headers: { "x-portkey-provider": "openai", "x-portkey-custom-host": endpoint.baseUrl },
  });

  it("passes an answer on, and our headers with the question", async () => {
    const model = createOpenAiModel(modelInfo({ model: "demo-mini" }), through());
    let text = "";
    let served: string | undefined;
    for await (const part of model.stream(request, new AbortController().signal)) {
      if (part.type === "text-delta") text += part.text;
      if (part.type === "finish") served = part.served;
    }
    assert.notEqual(text, "");
    assert.equal(served, "demo-mini");
    assert.equal(endpoint.calls.at(-1)?.headers.authorization, `Bearer ${KEY}`);
  });

  it("passes faults on so that we still know them", async () => {
    const codes: unknown[] = [];
    for (const fault of ["401", "404", "429", "500"]) {
      const model = createOpenAiModel(modelInfo({ model: `demo-mini+${fault}` }), through());
      try {
        for await (const part of model.stream(request, new AbortController().signal)) void part;
      } catch (error) {
        codes.push(error instanceof Error && "code" in error ? error.code : error);
      }
    }
    assert.deepEqual(codes, ["auth", "model-not-found", "rate-limit", "server"]);
  });

  it("is told when it is not said who answers", async () => {
    assert.equal((await ask(baseUrl, { preset: "portkey", key: KEY })).code, "bad-parameter");
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nobody listens at ${url}`);
}
