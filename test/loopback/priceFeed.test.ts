import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { fetchPriceFeed } from "../../src/providers/priceFeed.ts";
import { PriceList } from "../../src/extension/prices/priceList.ts";
import { FakeLog } from "../helpers/make.ts";
import { publishedList, withPrices } from "../helpers/priceFeed.ts";

const NOW = Date.UTC(2026, 11, 24, 9);
const clock = { now: () => NOW, monotonic: () => 0 };

describe("the price list over the network", () => {
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let seen: IncomingMessage["headers"] = {};
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.json`;
  const get = (): Promise<unknown> => fetchPriceFeed(new AbortController().signal, address());

  beforeEach(async () => {
    server = createServer((request, response) => {
      seen = request.headers;
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  it("is fetched without a word about the user", async () => {
    answer = (_, response) => response.end(JSON.stringify([1, 2]));
    assert.deepEqual(await get(), [1, 2]);
    assert.deepEqual([seen["authorization"], seen["cookie"], seen["user-agent"]], [undefined, undefined, "Upshift"]);
  });

  it("fails with a reason for an error, a page, half a list and a redirect", async () => {
    answer = (_, response) => response.writeHead(503).end("down");
    await assert.rejects(get(), { code: "server" });
    answer = (_, response) => response.end("<!doctype html>");
    await assert.rejects(get(), { code: "bad-response" });
    answer = (_, response) => response.end("[{");
    await assert.rejects(get(), { code: "bad-response" });
    answer = (_, response) => response.writeHead(302, { location: "/other" }).end();
    await assert.rejects(get(), { code: "unreachable" });
  });

  it("stops reading a list without end", async () => {
    answer = (_, response) => {
      response.on("error", () => undefined);
      const piece = Buffer.alloc(1_024 * 1_024, 32);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    await assert.rejects(get(), { code: "bad-response" });
  });
});

describe("the price list on disk", () => {
  let folder = "";
  let log: FakeLog;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "upshift-prices-"));
    log = new FakeLog();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const list = (): PriceList => new PriceList({ folder: path.join(folder, "storage"), clock, log });
  const input = async (): Promise<unknown> =>
    (await list().load()).find({ provider: "openai", model: "gpt-4o", at: NOW })?.rates.input;
  const file = (): string => path.join(folder, "storage/prices.json");

  it("is the one that comes along until a sound one was fetched, which is kept", async () => {
    assert.equal(await input(), 2_500_000);
    const engine = await list().accept(withPrices("gpt-4o", { input_mtok: 2, output_mtok: 8 }), await list().load());
    assert.equal(engine?.asOf, "2026-12-24");
    assert.equal(await input(), 2_000_000);
    assert.equal(await list().keptDay(), "2026-12-24");
  });

  it("stays the last good one where a fetched one is not sound", async () => {
    await list().accept(withPrices("gpt-4o", { input_mtok: 2, output_mtok: 8 }), await list().load());
    for (const bad of [[], "page", withPrices("gpt-4o", { input_mtok: 200, output_mtok: 8 })])
      assert.equal(await list().accept(bad, await list().load()), undefined);
    assert.equal(await input(), 2_000_000);
  });

  it("is the one that comes along where the kept one is cut, foreign or older", async () => {
    await list().accept(publishedList(), await list().load());
    const whole = readFileSync(file(), "utf8");
    const old = JSON.stringify({
      asOf: "2026-01-01",
      providers: withPrices("gpt-4o", { input_mtok: 2, output_mtok: 8 }),
    });
    for (const content of [whole.slice(0, 1_000), "", "null", "{}", '{"asOf":"2027-01-01","providers":[]}', old]) {
      writeFileSync(file(), content);
      assert.equal(await input(), 2_500_000);
    }
  });

  it("is used though it cannot be kept", async () => {
    writeFileSync(path.join(folder, "storage"), "a file where the folder should be");
    assert.ok(await list().accept(publishedList(), await list().load()));
  });
});
