import assert from "node:assert/strict";
import { presetOf } from "../../../src/core/models/presets.ts";
import type { Endpoint } from "../../../src/providers/endpoint.ts";
import { guardedFetch } from "../../../src/providers/guardedFetch.ts";

const BASE = "https://models.example:8443/v1";

/** Asks an address with the fetch of an endpoint at {@link BASE}; says what left with which key. */
async function ask(url: string): Promise<readonly string[]> {
  const preset = presetOf("custom");
  assert.ok(preset);
  const left: string[] = [];
  const endpoint: Endpoint = {
    connection: "c",
    preset,
    baseUrl: BASE,
    key: () => Promise.resolve("k"),
    fetch(input, init) {
      const { url: to, headers } = new Request(input, init);
      left.push(`${to} ${headers.get("authorization")}`);
      return Promise.resolve(new Response("{}"));
    },
  };
  await guardedFetch(
    endpoint,
    "k",
    new AbortController().signal,
  )(url).catch((error: unknown) => left.push(String(error)));
  return left;
}

describe("the fetch of an endpoint", () => {
  it("sends the key to its endpoint", async () => {
    assert.deepEqual(await ask(`${BASE}/models`), [`${BASE}/models Bearer k`]);
  });

  for (const url of [
    "http://models.example:8443/v1/models",
    "https://models.example/v1/models",
    "https://api.openai.com/v1/models",
  ]) {
    it(`opens nothing to ${url}`, async () => {
      const told = await ask(url);
      assert.equal(told.length, 1);
      assert.match(told.join(""), /its endpoint alone/);
    });
  }
});
