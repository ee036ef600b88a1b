import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ListedModel } from "../../src/core/models/listed.ts";
import { testConnection } from "../../src/providers/testConnection.ts";
import { target } from "../helpers/adapter.ts";

/** Answers by method and path, for `POST` also by the model that is asked about. */
type Answers = Readonly<Record<string, unknown>>;

describe("what servers on this computer tell of their models", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  async function listed(preset: string, answers: Answers): Promise<readonly ListedModel[]> {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => (body += String(piece)));
      request.on("end", () => {
        const about = body === "" ? "" : ` ${(JSON.parse(body) as { readonly model: string }).model}`;
        const answer = answers[`${request.method} ${request.url}${about}`];
        response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(answer ?? { error: "not found" }));
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const tested = await testConnection(
      target(baseUrl, { preset }),
      { wanted: [], longestMs: 2_000 },
      new AbortController().signal,
    );
    assert.equal(tested.type, "works");
    return tested.models;
  }

  const names = (...ids: readonly string[]): object => ({ data: ids.map((id) => ({ id })) });

  it("is Ollama's loaded window, which is smaller than the model's own, and what each model can do", async () => {
    assert.deepEqual(
      await listed("ollama", {
        "GET /v1/models": names("qwen2.5-coder:7b", "llava", "tuned"),
        "GET /api/ps": { models: [{ name: "qwen2.5-coder:7b", context_length: 4_096 }, { name: "llava:latest" }] },
        "POST /api/show qwen2.5-coder:7b": {
          capabilities: ["completion", "tools", "insert"],
          model_info: { "qwen2.context_length": 32_768 },
        },
        "POST /api/show llava": { capabilities: ["completion", "vision"] },
        "POST /api/show tuned": { parameters: 'stop "<|im_end|>"\nnum_ctx 8192\n', capabilities: ["completion"] },
      }),
      [
        { id: "llava", loaded: true, images: true, tools: false },
        { id: "qwen2.5-coder:7b", loaded: true, contextWindow: 4_096, images: false, tools: true },
        { id: "tuned", loaded: false, contextWindow: 8_192, images: false, tools: false },
      ],
    );
  });

  it("is LM Studio's loaded instances, the smallest window of several", async () => {
    const instance = (context_length: number): object => ({ id: "one", config: { context_length } });
    assert.deepEqual(
      await listed("lmstudio", {
        "GET /v1/models": names("a", "b"),
        "GET /api/v1/models": {
          models: [
            {
              ...{ key: "a", max_context_length: 32_768, loaded_instances: [instance(8_192), instance(4_096)] },
              capabilities: { vision: true, trained_for_tool_use: false },
            },
            { key: "b", max_context_length: 131_072, loaded_instances: [] },
          ],
        },
      }),
      [
        { id: "a", loaded: true, contextWindow: 4_096, images: true, tools: false },
        { id: "b", loaded: false, contextWindow: 131_072 },
      ],
    );
  });

  it("is asked of LM Studio's older interface where it has no other", async () => {
    assert.deepEqual(
      await listed("lmstudio", {
        "GET /v1/models": names("a", "b"),
        "GET /api/v0/models": {
          data: [
            { id: "a", state: "loaded", loaded_context_length: 4_096, max_context_length: 32_768, type: "vlm" },
            { id: "b", state: "not-loaded", max_context_length: 8_192 },
          ],
        },
      }),
      [
        { id: "a", loaded: true, contextWindow: 4_096, images: true },
        { id: "b", loaded: false, contextWindow: 8_192 },
      ],
    );
  });

  it("is nothing where a server does not tell, and no other server is asked", async () => {
    for (const preset of ["ollama", "lmstudio"])
      assert.deepEqual(await listed(preset, { "GET /v1/models": names("a") }), [{ id: "a" }], preset);
    assert.deepEqual(
      await listed("vllm", {
        "GET /v1/models": { data: [{ id: "a", max_model_len: 4_096 }] },
        "GET /api/ps": { models: [{ name: "a", context_length: 1 }] },
      }),
      [{ id: "a", contextWindow: 4_096 }],
    );
  });
});
