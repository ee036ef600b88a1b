import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { presetOf } from "../../src/core/models/presets.ts";
import { localModels } from "../workbench/startModels.ts";
import { findLocalServers, USUAL_PLACES, type UsualPlace } from "../../src/providers/localServers.ts";

const ollama = presetOf("ollama");
assert.ok(ollama);
const preset = ollama;

describe("looking for model servers on this computer", () => {
  const servers: Server[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  /** Answers everything with `body`; undefined never answers. */
  async function serve(body: string | undefined, seen: string[] = []): Promise<UsualPlace> {
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? "no key"}`);
      if (body !== undefined) response.setHeader("content-type", "application/json").end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { preset, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` };
  }

  const find = (places: readonly UsualPlace[]): ReturnType<typeof findLocalServers> =>
    findLocalServers(new AbortController().signal, places, 300);

  it("finds those that list models, with one request each and no key", async () => {
    const seen: string[] = [];
    const one = await serve('{"data":[{"id":"qwen3:8b"},{"id":"llama3.2"}]}', seen);
    const found = await find([one]);
    assert.deepEqual(found, [{ ...one, models: ["llama3.2", "qwen3:8b"] }]);
    assert.deepEqual(seen, ["GET /v1/models no key"]);
  });

  it("leaves out what is something else, lists nothing, hangs, or is not there", async () => {
    const places = [
      await serve("<html><body>An application</body></html>"),
      await serve('{"data":[]}'),
      await serve('{"hello":"world"}'),
      await serve(undefined),
      { preset, baseUrl: "http://127.0.0.1:9/v1" },
    ];
    const good = await serve('{"data":[{"id":"only"}]}');
    assert.deepEqual(
      (await find([...places, good])).map(({ models }) => models),
      [["only"]],
    );
  });

  it("gives up when the user does", async () => {
    const controller = new AbortController();
    const running = findLocalServers(controller.signal, [await serve(undefined)], 60_000);
    controller.abort();
    assert.deepEqual(await running, []);
  });

  it("gives npm start -- --local its models, or says what to do", async () => {
    const place = await serve('{"data":[{"id":"b"},{"id":"a"}]}');
    const { settings, description } = await localModels([place]);
    assert.deepEqual(settings, {
      "upshift.models.connections": { ollama: { preset: "ollama", baseUrl: place.baseUrl } },
      "upshift.models.mini": "ollama/a",
      "upshift.models.full": "ollama/a",
      "upshift.models.local": "ollama/a",
    });
    assert.match(description, /^a of Ollama at 127\.0\.0\.1:\d+, one of 2 /);
    await assert.rejects(localModels([]), /Start one, or leave --local out for the demo\./);
  });

  it("looks at loopback addresses only, each once", () => {
    const addresses = USUAL_PLACES.map(({ baseUrl }) => baseUrl);
    for (const address of addresses) assert.equal(new URL(address).hostname, "127.0.0.1");
    assert.equal(new Set(addresses).size, addresses.length);
    assert.deepEqual(
      addresses.map((address) => new URL(address).port).toSorted(),
      ["11434", "1234", "8000", "8080", "9931"].toSorted(),
    );
  });
});
