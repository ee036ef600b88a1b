import assert from "node:assert/strict";
import { PRESETS } from "../../src/core/models/presets.ts";
import { createLearntStore } from "../../src/providers/learnt.ts";
import { listModels } from "../../src/providers/listModels.ts";
import { createOpenAiModel } from "../../src/providers/openaiCompatible.ts";
import { ask, KEY, request, target } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";
import { MANNERS } from "../helpers/manners.ts";
import { startVendor, type VendorServer } from "../helpers/vendorServer.ts";

const real = PRESETS.filter(({ demo, editor }) => !demo && !editor);

describe("every preset", () => {
  it("has a server that behaves like its endpoint", () => {
    assert.deepEqual(Object.keys(MANNERS).toSorted(), real.map(({ id }) => id).toSorted());
  });
});

for (const { id, key, proposal } of real) {
  const manners = MANNERS[id];
  if (!manners) continue;
  describe(`${id} endpoints`, () => {
    let server: VendorServer;
    before(async () => (server = await startVendor(manners)));
    after(() => server.close());
    const more = key === "none" ? { preset: id } : { preset: id, key: KEY };

    it("answer with text, usage and the model that served, at the first try", async () => {
      server.seen.length = 0;
      const heard = await ask(server.baseUrl, { ...more, model: "small" });
      assert.deepEqual([heard.text, heard.code], ["hello", undefined]);
      assert.deepEqual([heard.finish?.reason, heard.finish?.served], ["stop", "small"]);
      assert.deepEqual([heard.finish?.usage?.input, heard.finish?.usage?.output], [20, 5]);
      assert.equal(server.seen.length, 1, "nothing had to be learnt");
      assert.ok(server.seen[0]?.url.startsWith(manners.base));
    });

    it("list their models", async () => {
      const found = await listModels(target(server.baseUrl, more), new AbortController().signal);
      assert.equal(found.length, 1);
      assert.match(found[0]?.id ?? "", /small$/);
    });

    if (manners.key) {
      it("tell a wrong key as one, and take it only in their own header", async () => {
        const { code } = await ask(server.baseUrl, { preset: id, key: "wrong", model: "small" });
        assert.equal(code, "auth");
        const names = Object.keys(server.seen.at(-1)?.headers ?? {}).filter((name) => /key|auth/.test(name));
        assert.deepEqual(names, [manners.key?.[0]]);
      });
    }

    if (manners.responses) {
      it("are asked by Responses for models that reason", async () => {
        const model = createOpenAiModel(
          modelInfo({ model: "small", leastEffort: "low" }),
          target(server.baseUrl, more),
        );
        let text = "";
        for await (const part of model.stream({ ...request, effort: "high" }, new AbortController().signal)) {
          if (part.type === "text-delta") text += part.text;
          if (part.type === "finish") assert.deepEqual([part.usage?.output, part.usage?.reasoning], [5, 2]);
        }
        assert.equal(text, "hello");
        const { url, body } = server.seen.at(-1) ?? {};
        assert.ok(url?.endsWith("/responses"));
        const { store, reasoning, max_output_tokens: limit } = body as Readonly<Record<string, unknown>>;
        assert.deepEqual([store, reasoning, limit], [false, { effort: "high" }, 200]);
      });
    }

    it("propose tiers by names or not at all", () => {
      const named = [proposal.mini, proposal.full, proposal.deep].map((names) => names.length > 0);
      assert.ok(named.every(Boolean) || !named.some(Boolean));
    });
  });
}

describe("what an endpoint refuses", () => {
  const learning = async (server: VendorServer, preset: string, times = 2): Promise<readonly string[]> => {
    const learnt = createLearntStore();
    const texts: string[] = [];
    for (let count = 0; count < times; count += 1) {
      const model = createOpenAiModel(modelInfo({ model: "small", leastEffort: "low" }), {
        ...target(server.baseUrl, { preset, key: KEY }),
        learnt,
      });
      for await (const part of model.stream({ ...request, effort: "low" }, new AbortController().signal))
        if (part.type === "text-delta") texts.push(part.text);
    }
    return texts;
  };
  const sent = (server: VendorServer): readonly string[] =>
    server.seen.map(({ url, body }) => `${url.split("/").at(-1)} ${Object.keys(body as object).join(" ")}`);

  const mistral = MANNERS["mistral"];
  const openai = MANNERS["openai"];
  assert.ok(mistral && openai);

  it("is left out once and for all, and named otherwise where it has another name", async () => {
    const server = await startVendor(openai);
    // As a user's own endpoint, of which nothing is known: it takes the other limit.
    assert.deepEqual((await learning(server, "custom")).join(""), "hellohello");
    assert.deepEqual(sent(server), [
      "completions model messages stream max_tokens reasoning_effort stream_options",
      "completions model messages stream max_completion_tokens reasoning_effort stream_options",
      "completions model messages stream max_completion_tokens reasoning_effort stream_options",
    ]);
    await server.close();
  });

  it("may be several things", async () => {
    const server = await startVendor(mistral);
    assert.equal((await learning(server, "custom")).join(""), "hellohello");
    assert.equal(sent(server).length, 4);
    assert.equal(sent(server).at(-1), "completions model messages stream max_tokens");
    await server.close();
  });

  it("may be the role of our instructions, which then go to the first question", async () => {
    const server = await startVendor({ ...openai, roles: ["user", "assistant"] });
    assert.equal((await ask(server.baseUrl, { preset: "openai", key: KEY, model: "small" })).text, "hello");
    const body = server.seen.at(-1)?.body ?? {};
    const { messages } = body as { readonly messages: readonly { readonly role: string }[] };
    assert.deepEqual(
      messages.map(({ role }) => role),
      ["user"],
    );
    await server.close();
  });

  it("may be the Responses flavour as a whole", async () => {
    const server = await startVendor({ ...openai, responses: false });
    assert.equal((await learning(server, "openai")).join(""), "hellohello");
    assert.deepEqual(
      sent(server).map((line) => line.split(" ")[0]),
      ["responses", "completions", "completions"],
    );
    await server.close();
  });
});

describe("what a model refuses wherever it runs", () => {
  it("is not sent: instructions and the old limit of the first models that reasoned", async () => {
    const openai = MANNERS["openai"];
    assert.ok(openai);
    const server = await startVendor({ ...openai, roles: ["user", "assistant"] });
    try {
      const info = modelInfo({ model: "small", parameters: "first-reasoning" });
      const model = createOpenAiModel(info, target(server.baseUrl, { preset: "custom", key: KEY }));
      let last = "";
      for await (const { type } of model.stream(request, new AbortController().signal)) last = type;
      assert.equal(last, "finish");
      const bodies = server.seen.map(({ body }) => body as Readonly<Record<string, unknown>>);
      assert.equal(bodies.length, 1, "nothing had to be learnt");
      assert.ok("max_completion_tokens" in (bodies[0] ?? {}) && !("max_tokens" in (bodies[0] ?? {})));
    } finally {
      await server.close();
    }
  });
});
