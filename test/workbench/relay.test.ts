import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startRelay, type Relay } from "./relay.ts";

describe("the relay of npm start", () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const item of open.splice(0).toReversed()) await item.close();
  });

  async function listen(handler: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    open.push({
      close: () => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      },
    });
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  }

  async function relayTo(url: string, apiKey?: string): Promise<Relay> {
    const relay = await startRelay({ target: new URL(url), ...(apiKey === undefined ? {} : { apiKey }) });
    open.push(relay);
    return relay;
  }

  /** An endpoint that remembers what reached it and answers with `{}`. */
  async function endpoint(): Promise<{
    readonly url: string;
    readonly seen: { url: string; headers: IncomingMessage["headers"]; body: string }[];
  }> {
    const seen: { url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
    const { url } = await listen((request, response) => {
      let body = "";
      request.on("data", (data: Buffer) => (body += data.toString()));
      request.on("end", () => {
        seen.push({ url: request.url ?? "", headers: request.headers, body });
        response.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
    return { url, seen };
  }

  it("maps addresses, adds the key, and passes the body on", async () => {
    const { url, seen } = await endpoint();
    const relay = await relayTo(`${url}/base/v1/?api-version=2`, "secret-key");
    const answer = await fetch(`${relay.baseUrl}/chat/completions?a=b`, {
      method: "POST",
      body: "hello",
      headers: { authorization: "Bearer placeholder", "x-kept": "1" },
    });
    assert.equal(await answer.text(), "{}");
    assert.deepEqual(
      seen.map((call) => [
        call.url,
        call.body,
        call.headers.authorization,
        call.headers["x-kept"],
        call.headers["content-length"],
      ]),
      [["/base/v1/chat/completions?api-version=2&a=b", "hello", "Bearer secret-key", "1", "5"]],
    );
    assert.equal(`http://${seen[0]?.headers.host}`, url);
  });

  it("serves only those who know its address", async () => {
    const { url, seen } = await endpoint();
    const relay = await relayTo(url, "secret-key");
    const { origin, pathname } = new URL(relay.baseUrl);
    const almost = pathname.replace(/.\/v1$/, (end) => (end.startsWith("A") ? "B/v1" : "A/v1"));
    const wrong = ["/", "/v1/models", "/x/v1/models", `${pathname}x/models`, `${almost}/models`];
    for (const address of wrong) assert.equal((await fetch(origin + address)).status, 404, address);
    assert.deepEqual(seen, []);
  });

  it("stays below the endpoint's address", async () => {
    const { url, seen } = await endpoint();
    const relay = await relayTo(`${url}/v1`, "secret-key");
    for (const rest of ["/%2e%2e/admin", "/a/%2E./%2e%2e/admin"]) {
      // fetch resolves dots itself, so this goes out by hand.
      const { hostname, port, pathname } = new URL(relay.baseUrl);
      const { request } = await import("node:http");
      const status = await new Promise((resolve) => {
        request({ hostname, port, path: pathname + rest }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).end();
      });
      assert.equal(status, 404, rest);
    }
    assert.deepEqual(seen, []);
  });

  it("hands on each piece of a stream as it comes", async () => {
    let finish = (): void => undefined;
    const { url } = await listen((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream", connection: "x-hop", "x-hop": "1" });
      response.write("data: 1\n\n");
      finish = () => response.end("data: 2\n\n");
    });
    const relay = await relayTo(url);
    const answer = await fetch(`${relay.baseUrl}/x`);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const read = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString();
    assert.equal(await read(), "data: 1\n\n");
    finish();
    assert.equal(await read(), "data: 2\n\n");
    assert.equal(answer.headers.get("x-hop"), null);
  });

  it("does not follow redirects", async () => {
    const { url, seen } = await endpoint();
    const { url: redirecting } = await listen((_request, response) =>
      response.writeHead(307, { location: `${url}/stolen` }).end(),
    );
    const relay = await relayTo(redirecting, "secret-key");
    const answer = await fetch(`${relay.baseUrl}/x`);
    assert.equal(answer.status, 502);
    assert.match(await answer.text(), /redirect \(307\)/);
    assert.deepEqual(seen, []);
  });

  it("stops the endpoint when the asker has gone", async () => {
    let onGone = (): void => undefined;
    const gone = new Promise<void>((resolve) => (onGone = resolve));
    const { url } = await listen((_request, response) => {
      response.writeHead(200).write("x");
      response.on("close", () => onGone());
    });
    const relay = await relayTo(url);
    const abort = new AbortController();
    const answer = await fetch(`${relay.baseUrl}/x`, { signal: abort.signal });
    assert.equal(answer.status, 200);
    abort.abort();
    await gone;
  });

  it("breaks off when the endpoint does", async () => {
    const { url } = await listen((_request, response) => {
      response.writeHead(200, { "content-length": "100" }).write("x");
      setTimeout(() => response.destroy(), 10);
    });
    const relay = await relayTo(url);
    const answer = await fetch(`${relay.baseUrl}/x`);
    await assert.rejects(answer.text());
  });

  it("says that the endpoint cannot be reached", async () => {
    const { server, url } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const relay = await relayTo(url, "secret-key");
    const answer = await fetch(`${relay.baseUrl}/x`);
    assert.equal(answer.status, 502);
    const text = await answer.text();
    assert.match(text, /cannot be reached.*ECONNREFUSED/);
    assert.doesNotMatch(text, /secret-key/);
  });
});
