import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { createConnector, type Connector } from "../../src/providers/connection.ts";
import { KEY, target } from "../helpers/adapter.ts";
import { modelInfo } from "../helpers/make.ts";

const connector = (): Connector => createConnector({ opened: () => undefined, closed: () => undefined });

describe("warming up", () => {
  let server: Server;
  let baseUrl: string;
  let seen: { readonly method?: string | undefined; readonly headers: object }[];
  let connections: number;
  beforeEach(async () => {
    seen = [];
    connections = 0;
    server = createServer((incoming, response) => {
      seen.push({ method: incoming.method, headers: incoming.headers });
      response.end();
    });
    server.on("connection", () => (connections += 1));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    baseUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v1`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("opens one connection, which the first request then uses, and tells no key", async () => {
    const connect = connector()(target(baseUrl, { key: KEY }));
    await connect.warm(modelInfo());
    await connect.warm(modelInfo());
    assert.deepEqual([seen.length, seen[0]?.method, connections], [1, "OPTIONS", 1]);
    assert.ok(!JSON.stringify(seen).includes(KEY));
    // The connection is free for others a turn after its answer.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await connect.list(new AbortController().signal).catch(() => undefined);
    assert.deepEqual([seen.length, connections], [2, 1]);
  });

  it("asks a server on this computer what it has loaded, once in a while", async () => {
    const told: object[] = [];
    const ollama = createServer((incoming, response) => {
      const running = { models: [{ name: "small", context_length: 4_096 }] };
      response.end(incoming.url === "/api/ps" ? JSON.stringify(running) : "{}");
    }).listen(0, "127.0.0.1");
    await once(ollama, "listening");
    const address = ollama.address();
    const local = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/v1`;
    const connect = connector()({ ...target(local, { preset: "ollama" }), onTold: (facts) => told.push(facts) });
    await connect.warm(modelInfo({ model: "small" }));
    await connect.warm(modelInfo({ model: "small" }));
    assert.deepEqual(told, [{ id: "small", loaded: true, contextWindow: 4_096 }]);
    ollama.closeAllConnections();
    ollama.close();
  });

  it("never fails, and opens nothing where nothing may be opened", async () => {
    const refuse = (): never => {
      throw new Error("local only");
    };
    await connector()({ ...target(baseUrl), mayConnect: refuse }).warm(modelInfo());
    assert.equal(connections, 0);
    server.close();
    await connector()(target("http://no-such-host.invalid/v1")).warm(modelInfo());
  });
});
