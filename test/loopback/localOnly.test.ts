import assert from "node:assert/strict";
import dns from "node:dns";
import { Socket } from "node:net";
import { AssistError } from "../../src/core/assist/errors.ts";
import { listModels } from "../../src/providers/listModels.ts";
import { isKeptLocal } from "../../src/util/address.ts";
import { ask, target } from "../helpers/adapter.ts";
import { type Endpoint, startEndpoint } from "../workbench/endpoint.ts";

/** Every connection that this process opens, and every name that it looks up. */
class SocketWatch {
  readonly seen: string[] = [];
  readonly #connect = Object.getOwnPropertyDescriptor(Socket.prototype, "connect");
  readonly #lookup = dns.lookup;

  start(): void {
    const { seen } = this;
    const connect = this.#connect?.value as (...args: unknown[]) => Socket;
    const watched = function (this: Socket, ...args: unknown[]): Socket {
      seen.push(hostOf(args));
      return connect.apply(this, args);
    };
    Object.defineProperty(Socket.prototype, "connect", { ...this.#connect, value: watched });
    const refuse = (name: string, _options: unknown, done: (error: Error) => void): void => {
      seen.push(`name ${name}`);
      done(new Error("no names here"));
    };
    Object.assign(dns, { lookup: refuse });
  }

  stop(): void {
    if (this.#connect) Object.defineProperty(Socket.prototype, "connect", this.#connect);
    Object.assign(dns, { lookup: this.#lookup });
  }
}

function hostOf(args: readonly unknown[]): string {
  const first: unknown = Array.isArray(args[0]) ? args[0][0] : args[0];
  return typeof first === "object" && first !== null && "host" in first ? String(first.host) : String(args[1]);
}

const OUTSIDE = [
  ...["https://api.openai.com/v1", "http://10.1.2.3:8080/v1", "http://192.168.1.20:11434/v1", "http://[fe80::1]/v1"],
  // Names, whatever they resolve to, and addresses that only look like loopback.
  ...["http://localtest.me:1/v1", "http://localhost.example.com/v1", "http://localhost./v1", "http://my-gpu:1/v1"],
  ...["http://[::ffff:127.0.0.1]:1/v1", "http://128.0.0.1/v1", "http://0.0.0.0:1/v1", "http://127.0.0.1.nip.io/v1"],
];

describe("local-only mode", () => {
  let server: Endpoint;
  const watch = new SocketWatch();
  beforeEach(async () => {
    server = await startEndpoint({ pace: 0 });
    watch.seen.length = 0;
    watch.start();
  });
  afterEach(async () => {
    watch.stop();
    await server.close();
  });

  const rule = { path: "src/a.ts", rule: "upshift.privacy.localOnlyPaths" };
  const mayConnect = (url: URL): void => {
    if (!isKeptLocal(url, ["10.9.9.9"])) throw new AssistError("private-only", { reason: "local only" });
  };

  for (const url of OUTSIDE) {
    it(`opens no connection to ${url}, not even to ask for its address`, async () => {
      assert.equal((await ask(url, { localOnly: rule })).code, "private-only");
      assert.equal((await ask(url, { endpoint: { mayConnect } })).code, "private-only");
      const listing = listModels({ ...target(url), mayConnect }, new AbortController().signal);
      await assert.rejects(listing, { code: "private-only" });
      assert.deepEqual(watch.seen, []);
    });
  }

  it("asks models on this computer", async () => {
    const { port } = new URL(server.baseUrl);
    assert.equal((await ask(server.baseUrl, { localOnly: rule, endpoint: { mayConnect } })).code, undefined);
    assert.deepEqual(watch.seen, ["127.0.0.1"]);
    assert.ok(isKeptLocal(`http://localhost:${port}/v1`, []));
    assert.ok(isKeptLocal(`http://[::1]:${port}/v1`, []));
  });

  it("lets addresses through that the user listed as numbers", () => {
    assert.ok(isKeptLocal("http://10.9.9.9:11434/v1", ["10.9.9.9"]));
    assert.ok(isKeptLocal("http://[fd00::5]:1/v1", ["fd00::5"]));
    assert.ok(!isKeptLocal("http://10.9.9.99/v1", ["10.9.9.9"]));
  });
});
