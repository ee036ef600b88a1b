import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { resolveConnection, resolveModel } from "../../../../src/core/models/resolve.ts";
import type { ModelInfo } from "../../../../src/core/models/model.ts";
import type { ListedPrice } from "../../../../src/core/models/price.ts";
import type { PriceEngine } from "../../../../src/core/ports.ts";
import { parseSettings } from "../../../../src/core/settings.ts";
import { PriceSource } from "../../../../src/extension/prices/priceSource.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { FakeLog } from "../../../helpers/make.ts";

const CONNECTIONS = {
  mine: { preset: "openai" },
  here: { preset: "ollama" },
  play: { preset: "demo" },
  other: { preset: "custom", baseUrl: "https://gateway.example/v1" },
};

function listing(input: number, asOf = "2026-09-23"): PriceEngine {
  const price: ListedPrice = { kind: "listed", rates: { input, output: 1 }, provenance: "computed", asOf };
  return { asOf, find: ({ model }) => (model === "gpt-4o" ? price : undefined), providerAt: () => undefined };
}

interface Desk {
  readonly source: PriceSource;
  readonly log: FakeLog;
  readonly info: (connection: keyof typeof CONNECTIONS, model: string) => ModelInfo;
  readonly loads: () => number;
}

function desk(load: () => Promise<PriceEngine>, prices: object = {}): Desk {
  const values: Readonly<Record<string, unknown>> = { "models.connections": CONNECTIONS, "models.prices": prices };
  const { settings } = parseSettings((key) => values[key]);
  const log = new FakeLog();
  let loads = 0;
  const source = new PriceSource({
    settings: { current: settings },
    clock: new FakeClock(),
    log,
    tariff: (baseUrl, model) =>
      baseUrl.startsWith("https://gateway") && model === "told" ? { input: 3, output: 4 } : undefined,
    load: () => {
      loads += 1;
      return load();
    },
  });
  const info: Desk["info"] = (name, model) =>
    resolveModel(model, resolveConnection(name, CONNECTIONS[name]), CONNECTIONS[name], { prices: source });
  return { source, log, info, loads: () => loads };
}

const rate = ({ price }: Pick<ModelInfo, "price">): unknown =>
  price.kind === "listed" ? price.rates.input : price.kind;

describe("prices in a window", () => {
  it("come from the catalogue until the list is there, which is loaded once", async () => {
    const { source, info, loads } = desk(async () => listing(7));
    let changes = 0;
    source.onDidChange(() => (changes += 1));
    const gpt = info("mine", "gpt-4o");
    assert.deepEqual([rate(gpt), loads()], [2_500_000, 0]);
    await Promise.all([source.ready(gpt), source.ready(gpt)]);
    assert.deepEqual([rate(info("mine", "gpt-4o")), loads(), changes], [7, 1, 1]);
    source.dispose();
  });

  it("need no list for what costs nothing", async () => {
    const { source, info, loads } = desk(async () => listing(7));
    for (const free of [info("here", "llama3"), info("play", "demo-mini")]) {
      await source.ready(free);
      assert.equal(source.ofAnswer(free, "gpt-4o", 0).kind, free.price.kind);
    }
    assert.equal(loads(), 0);
    source.dispose();
  });

  it("come from the catalogue where the list cannot be loaded, which is said once", async () => {
    const { source, log, info, loads } = desk(() => Promise.reject(new Error("cut")));
    const gpt = info("mine", "gpt-4o");
    await source.ready(gpt);
    await source.ready(gpt);
    assert.deepEqual([rate(info("mine", "gpt-4o")), loads()], [2_500_000, 1]);
    assert.equal(log.lines.filter((line) => line.includes("price list")).length, 1);
    source.dispose();
  });

  it("of an answer are those of the model that gave it, else what the decision went by", async () => {
    const { source, info } = desk(async () => listing(7));
    const mini = info("mine", "gpt-4o-mini");
    await source.ready(mini);
    assert.equal(rate({ price: source.ofAnswer(mini, "gpt-4o", 0) }), 7);
    assert.equal(rate({ price: source.ofAnswer(mini, undefined, 0) }), 150_000);
    const gone: ModelInfo = { ...mini, connection: "gone" };
    assert.equal(source.ofAnswer(gone, "gpt-4o", 0), mini.price);
    assert.equal(rate({ price: source.ofAnswer(info("other", "x"), "y", 0) }), "unknown");
    source.dispose();
  });

  it("come from the endpoint's own listing where no list has them", () => {
    const { source, info } = desk(async () => listing(7));
    assert.deepEqual([rate(info("other", "told")), rate(info("mine", "told"))], [3_000_000, "unknown"]);
    source.dispose();
  });

  it("are the user's own where there are any", () => {
    const { source, info } = desk(async () => listing(7), { "other/*": { input: 1, output: 2 } });
    assert.equal(rate(info("other", "x")), 1_000_000);
    source.dispose();
  });

  it("are as of the newer of catalogue and list", () => {
    const { source } = desk(async () => listing(7));
    assert.equal(source.asOf, "2026-11-10");
    source.use(listing(7, "2026-09-23"));
    assert.equal(source.asOf, "2026-11-10");
    source.use(listing(7, "2027-01-01"));
    assert.equal(source.asOf, "2027-01-01");
    source.dispose();
  });
});
