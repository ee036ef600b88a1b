import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { feedProblem, parsePriceFeed } from "../../../src/core/models/priceFeed.ts";
import type { PriceEngine } from "../../../src/core/ports.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import { publishedList, withPrices } from "../../helpers/priceFeed.ts";

const AT = Date.UTC(2026, 10, 20, 12);
const present = createPriceEngine();

function engineOf(raw: unknown): PriceEngine {
  const providers = parsePriceFeed(raw);
  assert.ok(providers);
  return createPriceEngine({ providers, asOf: "2026-11-20" });
}

const find = (engine: PriceEngine, provider: string, model: string): unknown =>
  engine.find({ provider, model, at: AT })?.rates.input;

describe("a fetched price list", () => {
  it("that is the library's own gives the same prices, those of another provider's models included", () => {
    const engine = engineOf(publishedList());
    assert.equal(feedProblem(present, engine, AT), undefined);
    assert.equal(engine.asOf, "2026-11-20");
    for (const [provider, model] of [
      ["openai", "gpt-4o"],
      ["openai", "ft:gpt-4o-mini-2024-07-18:acme::1"],
      ["azure", "gpt-4o-2024-08-06"],
      ["deepseek", "deepseek-v4-flash"],
      ["openrouter", "anthropic/claude-sonnet-4.5"],
    ] as const)
      assert.equal(find(engine, provider, model), find(present, provider, model), `${provider} ${model}`);
  });

  it("brings new prices, within bounds", () => {
    const engine = engineOf(withPrices("gpt-4o", { input_mtok: 2, output_mtok: 8 }));
    assert.equal(feedProblem(present, engine, AT), undefined);
    assert.equal(find(engine, "openai", "gpt-4o"), 2_000_000);
  });

  it("is refused where a price moved more than five times", () => {
    for (const prices of [
      { input_mtok: 25, output_mtok: 10 },
      { input_mtok: 2.5, output_mtok: 0.5 },
    ])
      assert.match(feedProblem(present, engineOf(withPrices("gpt-4o", prices)), AT) ?? "", /price of gpt-4o/);
  });

  it("never makes a price of zero or of nothing", () => {
    for (const prices of [{}, { input_mtok: 0, output_mtok: 0 }, { input_mtok: 0, output_mtok: 10 }])
      assert.equal(find(engineOf(withPrices("gpt-4o", prices)), "openai", "gpt-4o"), undefined);
  });

  it("is refused where most known models are gone", () => {
    const few = publishedList().map((provider) => ({
      ...provider,
      models: (provider["models"] as unknown[]).slice(0, 3),
    }));
    assert.match(feedProblem(present, engineOf(few), AT) ?? "", /models are missing/);
  });

  it("loses an entry of another shape, and keeps the others", () => {
    const odd = [
      { input_mtok: -1, output_mtok: 1 },
      { input_mtok: "2.5", output_mtok: 10 },
      { input_mtok: 1e9, output_mtok: 1 },
      { input_mtok: { base: 1, tiers: [{ start: -1, price: 1 }] }, output_mtok: 1 },
      [{ constraint: { start_date: "soon" }, prices: { input_mtok: 1, output_mtok: 1 } }],
      null,
    ];
    for (const prices of odd) {
      const engine = engineOf(withPrices("gpt-4o", prices));
      assert.equal(find(engine, "openai", "gpt-4o-mini"), 150_000);
      assert.equal(find(engine, "openai", "gpt-4o"), undefined);
    }
  });

  it("runs no pattern of its own here", () => {
    const [first, ...rest] = publishedList();
    const models = [{ id: "trap", match: { regex: "(a+)+$" }, prices: { input_mtok: 1, output_mtok: 1 } }];
    const providers = parsePriceFeed([
      { ...first, models: [...((first?.["models"] ?? []) as unknown[]), ...models] },
      ...rest,
    ]);
    assert.ok(providers);
    assert.ok(!JSON.stringify(providers).includes("regex"));
  });

  it("is no list where it is something else", () => {
    for (const raw of [undefined, null, {}, [], "text", 7, [{}], [null], publishedList().slice(1), { providers: [] }])
      assert.equal(parsePriceFeed(raw), undefined);
  });
});
