import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { isAssistError } from "../../src/core/assist/errors.ts";
import { type ContextPack, pack, packDialogue } from "../../src/core/context/pack.ts";
import { PROMPTS } from "../../src/core/prompts/prompts.ts";
import { READ_TOOL_LIST } from "../../src/core/tools/readTools.ts";
import { createLearntStore, type LearntStore } from "../../src/providers/learnt.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { chunk, target } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";

/** What servers say to a request with tools for a model that calls none. */
const REFUSALS: readonly (readonly [status: number, message: string, parameter?: string])[] = [
  [400, "registry.ollama.ai/library/gemma:2b does not support tools"],
  [400, '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'],
  [500, "tools param requires --jinja flag"],
  [400, "Function calling is not enabled for this model"],
  [404, "No endpoints found that support tool use. To learn more about provider routing, visit the docs."],
  [400, "`tools` is not supported with this model", "tools"],
];

const reading = (): ContextPack =>
  pack({
    ...{ prompt: PROMPTS.chat, instruction: "Hello", history: [], items: [], maxTokens: 16_000 },
    ...{ gate: { check: () => undefined }, tools: READ_TOOL_LIST },
  });
const dialogue = (): ContextPack =>
  packDialogue({ messages: [{ role: "user", text: "Hello" }], tools: READ_TOOL_LIST, mustCall: false });

describe("an endpoint that takes no tools", () => {
  let server: Server;
  let seen: boolean[];
  let refusal: (typeof REFUSALS)[number];

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on("data", (piece: Buffer) => pieces.push(piece));
      request.on("end", () => {
        const hasTools = "tools" in (JSON.parse(Buffer.concat(pieces).toString("utf8")) as object);
        seen.push(hasTools);
        const [status, message, param = null] = refusal;
        if (hasTools) {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(JSON.stringify({ error: { message, type: "invalid_request_error", param, code: null } }));
          return;
        }
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end(`${chunk("hello", null)}${chunk("", "stop")}data: [DONE]\n\n`);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => server.close());

  async function ask(sent: ContextPack, learnt: LearntStore): Promise<string> {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const endpoint = { ...target(`http://127.0.0.1:${port}/v1`), learnt };
    const model = createOpenAiModel(modelInfo({ model: "small" }), endpoint);
    let text = "";
    for await (const part of model.stream({ pack: sent, maxOutputTokens: 200 }, new AbortController().signal))
      if (part.type === "text-delta") text += part.text;
    return text;
  }

  for (const one of REFUSALS) {
    it(`is asked without them, once and for all: ${one[1].slice(0, 60)}`, async () => {
      refusal = one;
      const learnt = createLearntStore();
      assert.equal(await ask(reading(), learnt), "hello");
      assert.equal(await ask(reading(), learnt), "hello");
      assert.deepEqual(seen, [true, false, false]);
    });
  }

  it("is told nothing else by another program, whose tools are not ours to leave out", async () => {
    refusal = [400, "this model does not support tools"];
    const learnt = createLearntStore();
    await ask(reading(), learnt);
    await assert.rejects(ask(dialogue(), learnt), isAssistError);
    assert.equal(seen.at(-1), true);
  });

  it("is not taken for one by a fault that has nothing to do with tools", async () => {
    refusal = [401, "Incorrect API key provided"];
    await assert.rejects(ask(reading(), createLearntStore()), isAssistError);
    assert.deepEqual(seen, [true]);
  });
});
