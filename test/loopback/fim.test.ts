import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pack } from "../../src/core/context/pack.ts";
import { createPathGate } from "../../src/core/context/privacy.ts";
import type { ContextItem } from "../../src/core/context/item.ts";
import type { ModelInfo } from "../../src/core/models/model.ts";
import { PROMPTS } from "../../src/core/prompts/prompts.ts";
import type { Endpoint } from "../../src/providers/endpoint.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { createLearntStore } from "../../src/providers/learnt.ts";
import { PATIENT, target } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";

const base = { path: "a.ts", language: "typescript", name: "" };
const ITEMS: readonly ContextItem[] = [
  { ...base, kind: "excerpt", path: "b.ts", text: "export const two = 2;\n" },
  { ...base, kind: "after", text: ");\n" },
  { ...base, kind: "before", text: "f(" },
];

const PACK = pack({
  prompt: PROMPTS.complete,
  instruction: "",
  history: [],
  items: ITEMS,
  gate: createPathGate([]),
  maxTokens: 16_000,
});

interface Call {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Answers every path with events; `refuses` are answered with a fault. */
async function serve(answers: Readonly<Record<string, readonly object[]>>): Promise<{
  readonly server: Server;
  readonly calls: Call[];
  readonly baseUrl: string;
}> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = request.url ?? "";
      calls.push({ path, body });
      const events = answers[path];
      response.statusCode = events ? 200 : 400;
      response.setHeader("content-type", events ? "text/event-stream" : "application/json");
      const data = events?.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
      response.end(data === undefined ? '{"error":{"message":"does not support insert"}}' : `${data}data: [DONE]\n\n`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, calls, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
}

async function bodyOf(request: IncomingMessage): Promise<Call["body"]> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Call["body"];
}

async function textFrom(endpoint: Endpoint, name = "coder", more: Partial<ModelInfo> = {}): Promise<string> {
  const model = createOpenAiModel(modelInfo({ model: name, ...more }), endpoint, PATIENT);
  let text = "";
  const { signal } = new AbortController();
  for await (const part of model.stream({ pack: PACK, maxOutputTokens: 64, stop: ["\n\n\n"] }, signal)) {
    if (part.type === "text-delta") text += part.text;
  }
  return text;
}

const TEXT = [{ choices: [{ text: "a, " }] }, { choices: [{ text: "b", finish_reason: "stop" }] }];
const DELTA = [{ choices: [{ delta: { content: "a, b" }, finish_reason: "stop" }] }];
const INFILL = [
  { content: "a, b", stop: false },
  { content: "", stop: true, stop_type: "eos" },
];
const SIDES = { prompt: "f(", suffix: ");\n", max_tokens: 64, stop: ["\n\n\n"] };

const CALLS = [
  { preset: "ollama", path: "/v1/completions", events: TEXT, body: SIDES },
  { preset: "mistral", path: "/v1/fim/completions", events: DELTA, body: SIDES },
  { preset: "deepseek", path: "/beta/completions", events: TEXT, body: SIDES },
  {
    preset: "llamacpp",
    path: "/infill",
    events: INFILL,
    body: {
      input_prefix: "f(",
      input_suffix: ");\n",
      input_extra: [{ filename: "b.ts", text: "export const two = 2;\n" }],
      n_predict: 64,
      stop: ["\n\n\n"],
    },
  },
] as const;

describe("a completion between two texts", () => {
  for (const { preset, path, events, body } of CALLS) {
    it(`is asked for at ${preset} with both sides and read from its answer`, async () => {
      const { server, calls, baseUrl } = await serve({ [path]: events });
      try {
        assert.equal(await textFrom(target(baseUrl, { preset, key: "0ddValueOfTheUser" })), "a, b");
        assert.equal(calls[0]?.path, path);
        for (const [name, value] of Object.entries(body)) assert.deepEqual(calls[0]?.body[name], value, name);
      } finally {
        server.close();
      }
    });
  }

  it("is asked for as a chat where the model refuses, and at once so the next time", async () => {
    const { server, calls, baseUrl } = await serve({ "/v1/chat/completions": DELTA });
    const endpoint = { ...target(baseUrl, { preset: "ollama" }), learnt: createLearntStore() };
    try {
      assert.equal(await textFrom(endpoint), "a, b");
      assert.equal(await textFrom(endpoint), "a, b");
      const paths = calls.map(({ path }) => path);
      assert.deepEqual(paths, ["/v1/completions", "/v1/chat/completions", "/v1/chat/completions"]);
    } finally {
      server.close();
    }
  });

  it("is written in the model's own signs where the server takes no suffix", async () => {
    const { server, calls, baseUrl } = await serve({ "/v1/completions": TEXT, "/v1/chat/completions": DELTA });
    try {
      assert.equal(await textFrom(target(baseUrl, { preset: "vllm" }), "codellama/CodeLlama-7b-hf"), "a, b");
      assert.equal(await textFrom(target(baseUrl, { preset: "vllm" }), "some-chat-model"), "a, b");
    } finally {
      server.close();
    }
    const [first, second] = calls;
    assert.equal(first?.body["prompt"], "<PRE> f( <SUF>);\n <MID>");
    assert.equal(first?.body["suffix"], undefined);
    assert.deepEqual(first?.body["stop"], ["<PRE>", "<SUF>", "<MID>", "<EOT>", "\n\n\n"]);
    assert.equal(second?.path, "/v1/chat/completions");
    assert.deepEqual(second?.body["stop"], ["\n\n\n"]);
  });

  it("ends where it is told to, but for models that reason: they refuse it", async () => {
    const { server, calls, baseUrl } = await serve({ "/v1/chat/completions": DELTA });
    try {
      await textFrom(target(baseUrl), "plain");
      await textFrom(target(baseUrl), "thinker", { leastEffort: "low" });
    } finally {
      server.close();
    }
    assert.deepEqual(
      calls.map(({ body }) => body["stop"]),
      [["\n\n\n"], undefined],
    );
  });

  it("is asked of Ollama's raw call where its model has no place for a suffix, and at once so the next time", async () => {
    const done = { response: "a, b", done: true, done_reason: "stop", prompt_eval_count: 9, eval_count: 3 };
    const { server, calls, baseUrl } = await serve({ "/api/generate": [done] });
    const endpoint = { ...target(baseUrl, { preset: "ollama" }), learnt: createLearntStore() };
    try {
      for (let time = 0; time < 2; time += 1) assert.equal(await textFrom(endpoint, "deepseek-coder:6.7b"), "a, b");
    } finally {
      server.close();
    }
    assert.deepEqual(
      calls.map(({ path }) => path),
      ["/v1/completions", "/api/generate", "/api/generate"],
    );
    const { raw, prompt, options } = calls[1]?.body ?? {};
    assert.equal(raw, true);
    assert.equal(prompt, "<｜fim▁begin｜>f(<｜fim▁hole｜>);\n<｜fim▁end｜>");
    assert.equal((options as { readonly num_predict?: number }).num_predict, 64);
  });
});
