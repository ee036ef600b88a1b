import assert from "node:assert/strict";
import type { ErrorCode } from "../../src/core/assist/errorCodes.ts";
import { listModels } from "../../src/providers/listModels.ts";
import { KEY, target, until } from "../helpers/adapter.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

describe("a listing", () => {
  let server: Endpoint;
  beforeEach(async () => (server = await startEndpoint({ requireKey: KEY, models: ["b/two", "a-one", "C-three"] })));
  afterEach(() => server.close());
  const list = (key?: string, longestMs?: number): ReturnType<typeof listModels> =>
    listModels(target(server.baseUrl, key === undefined ? {} : { key }), new AbortController().signal, longestMs);

  it("is sorted by name", async () => {
    assert.deepEqual(
      (await list(KEY)).map(({ id }) => id),
      ["a-one", "b/two", "C-three"],
    );
  });

  it("asks for a key that the preset needs before it opens anything", async () => {
    const openai = target(server.baseUrl, { preset: "openai" });
    await assert.rejects(listModels(openai, new AbortController().signal), { code: "key-missing" });
    assert.equal(server.calls.length, 0);
  });

  it("tells a wrong key", async () => {
    await assert.rejects(list("wrong"), { code: "auth" });
    await assert.rejects(list(), { code: "auth" });
  });

  it("knows windows and shutdown dates where they are given, and leaves out what is no model", async () => {
    const data = [
      { id: "a", context_length: 8_192, shutdown_date: "2027-01-01" },
      { id: "b", max_model_len: 4_096 },
      { id: "" },
      {},
      null,
      "x",
    ];
    server.misbehave({ response: { body: JSON.stringify({ data }) } });
    assert.deepEqual(await list(KEY), [
      { id: "a", contextWindow: 8_192, shutdownDate: "2027-01-01" },
      { id: "b", contextWindow: 4_096 },
    ]);
  });

  const faults: readonly (readonly [string, string, ErrorCode])[] = [
    ["a web page", "<html></html>", "wrong-url"],
    ["no listing", '{"hello":"world"}', "wrong-url"],
    ["no JSON", "hello", "bad-response"],
    ["an error", '{"error":{"message":"rate limit reached"}}', "rate-limit"],
  ];
  for (const [name, body, code] of faults) {
    it(`tells ${name} as ${code}`, async () => {
      server.misbehave({ response: { body } });
      await assert.rejects(list(KEY), { code });
    });
  }

  it("may be a bare list", async () => {
    server.misbehave({ response: { body: '[{"id":"only"}]' } });
    assert.deepEqual(await list(KEY), [{ id: "only" }]);
  });

  it("does not wait for ever", async () => {
    server.misbehave({ response: { hang: "before_headers" } });
    await assert.rejects(list(KEY, 50), { code: "unreachable" });
  });

  it("can be stopped", async () => {
    server.misbehave({ response: { hang: "before_headers" } });
    const stop = new AbortController();
    const asked = listModels(target(server.baseUrl, { key: KEY }), stop.signal);
    await until(() => server.calls.length > 0);
    stop.abort();
    await assert.rejects(asked);
    await until(() => server.calls[0]?.closedEarly === true);
  });
});
