import assert from "node:assert/strict";
import { listModels } from "../../src/providers/listModels.ts";
import { ask, KEY, target } from "../helpers/adapter.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

describe("what leaves", () => {
  let server: Endpoint;
  const LEAKS = {
    ...{
      OPENAI_API_KEY: "leak-key",
      OPENAI_ADMIN_KEY: "leak-admin",
      OPENAI_ORG_ID: "leak-org",
      OPENAI_PROJECT_ID: "leak-project",
    },
    ...{ OPENAI_BASE_URL: "http://127.0.0.1:9/leak", OPENAI_WEBHOOK_SECRET: "leak-hook", OPENAI_LOG: "debug" },
    OPENAI_CUSTOM_HEADERS: "x-leak: leak-header\nauthorization: Bearer leak-auth",
  };
  beforeEach(async () => {
    Object.assign(process.env, LEAKS);
    server = await startEndpoint({ pace: 0 });
  });
  afterEach(async () => {
    for (const name of Object.keys(LEAKS)) delete process.env[name];
    await server.close();
  });

  it("is what the user configured, whatever the environment says", async () => {
    for (const key of [KEY, undefined]) {
      await ask(server.baseUrl, key === undefined ? {} : { key });
      await listModels(target(server.baseUrl, key === undefined ? {} : { key }), new AbortController().signal);
    }
    assert.equal(server.calls.length, 4);
    for (const [index, { headers, body }] of server.calls.entries()) {
      assert.equal(headers.authorization, index < 2 ? `Bearer ${KEY}` : undefined);
      assert.doesNotMatch(JSON.stringify({ headers, body }), /leak/);
      const names = Object.keys(headers).filter(
        (name) =>
          !/^(?:host|connection|content-length|transfer-encoding|accept-encoding|accept-language|sec-fetch-mode)$/.test(
            name,
          ),
      );
      const expected = ["accept", "authorization", "content-type", "user-agent"].filter((name) => name in headers);
      assert.deepEqual(names.toSorted(), expected);
      assert.equal(headers["user-agent"], "Upshift");
      assert.equal(headers.accept, "application/json");
      assert.equal(headers["content-type"], body === "" ? undefined : "application/json");
    }
  });

  it("holds the headers of the user's own", async () => {
    const headers = { "x-portkey-provider": "openai", "HTTP-Referer": "https://me.example" };
    await listModels({ ...target(server.baseUrl, { key: KEY }), headers }, new AbortController().signal);
    const sent = server.calls[0]?.headers;
    assert.deepEqual([sent?.["x-portkey-provider"], sent?.["http-referer"]], ["openai", "https://me.example"]);
    assert.equal(sent?.authorization, `Bearer ${KEY}`);
  });

  it("never goes where a redirect points, and neither does the key", async () => {
    const other = await startEndpoint({ pace: 0 });
    try {
      for (const status of [301, 302, 307, 308]) {
        const location = `${other.baseUrl}/chat/completions`;
        server.misbehave({ times: 2, response: { status, headers: { location }, body: "" } });
        assert.equal((await ask(server.baseUrl, { key: KEY })).code, "wrong-url");
        await assert.rejects(listModels(target(server.baseUrl, { key: KEY }), new AbortController().signal), {
          code: "wrong-url",
        });
      }
      assert.equal(other.calls.length, 0);
    } finally {
      await other.close();
    }
  });

  it("is asked for once: no failure is tried again behind the user's back", async () => {
    server.misbehave({ response: { status: 503, headers: { "retry-after-ms": "1" }, body: "" } });
    await ask(server.baseUrl);
    assert.equal(server.calls.length, 1);
  });

  it("does not come back in an error's words", async () => {
    const body = JSON.stringify({ error: { message: `Wrong key ${KEY}, really ${KEY}` } });
    server.misbehave({ response: { status: 401, headers: { "content-type": "application/json" }, body } });
    const { detail, facts } = await ask(server.baseUrl, { key: KEY });
    assert.equal(detail, "HTTP 401: Wrong key [key], really [key]");
    assert.ok(!JSON.stringify(facts).includes(KEY));
  });
});
