import assert from "node:assert/strict";
import { testConnection, otherAddresses, type Tested } from "../../src/providers/testConnection.ts";
import { KEY, target } from "../helpers/adapter.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

describe("testing a connection", () => {
  let server: Endpoint;
  beforeEach(async () => (server = await startEndpoint({ requireKey: KEY, models: ["small", "large"] })));
  afterEach(() => server.close());

  const test = (baseUrl: string, key: string | undefined = KEY, preset = "custom"): Promise<Tested> =>
    testConnection(
      target(baseUrl, { preset, ...(key === undefined ? {} : { key }) }),
      { wanted: ["small", "huge"], longestMs: 400 },
      new AbortController().signal,
    );
  const told = async (baseUrl: string, key?: string, preset?: string): Promise<string> => {
    const tested = await test(baseUrl, key, preset);
    return tested.type === "works"
      ? `works, lacks ${tested.missing.join()}`
      : `${tested.cause} ${tested.better ?? ""}`.trim();
  };

  it("tells what is there and what is missing", async () =>
    assert.equal(await told(server.baseUrl), "works, lacks huge"));

  it("tells a key that is wrong, or needed and not there", async () => {
    assert.equal(await told(server.baseUrl, "wrong"), "key");
    assert.equal(
      (await testConnection(target(server.baseUrl, { preset: "openai" }), { wanted: [] }, new AbortController().signal))
        .type,
      "fails",
    );
  });

  it("finds the address that was meant", async () => {
    const { origin } = new URL(server.baseUrl);
    for (const wrong of [origin, `${origin}/v1/chat/completions`, `${origin}/api`]) {
      assert.match(await told(wrong), /^address http:.*\/v1$/, wrong);
    }
  });

  const answers: readonly (readonly [number, string, string])[] = [
    [403, '{"error":{"message":"not for you"}}', "permission"],
    [200, "<html>Sign in</html>", "address"],
    [200, "hello", "address"],
    [500, "", "other"],
    [429, "", "other"],
  ];
  for (const [status, body, cause] of answers) {
    it(`tells ${status} ${body.slice(0, 10)} as ${cause}`, async () => {
      server.misbehave({ response: { status, body } });
      assert.equal(await told(server.baseUrl), cause);
    });
  }

  it("tells a name that nobody knows", async () => assert.equal(await told("http://no-such-host.invalid/v1"), "name"));

  it("tells a port where nobody listens", async () => {
    server.misbehave({ response: { hang: "refused" } });
    assert.equal(await told(server.baseUrl), "nobody");
    await server.behave();
  });

  it("tells a server that says nothing", async () => {
    server.misbehave({ response: { hang: "before_headers" } });
    assert.equal(await told(server.baseUrl), "silence");
  });

  it("can be stopped", async () => {
    server.misbehave({ response: { hang: "before_headers" } });
    const stop = AbortSignal.timeout(30);
    await assert.rejects(testConnection(target(server.baseUrl, { key: KEY }), { wanted: [] }, stop));
  });

  it("looks at the same scheme, host and port only", () => {
    const others = otherAddresses("https://models.example:8443/ai/v1/chat/completions");
    assert.equal(others[0], "https://models.example:8443/ai/v1");
    assert.ok(others.every((address) => new URL(address).origin === "https://models.example:8443"));
  });
});
