import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chargeOf, type ListedPrice } from "../../../src/core/models/price.ts";
import { createPriceEngine, listedPrice } from "../../../src/engines/prices/genaiPrices.ts";
import { usage } from "../../helpers/fakeModel.ts";

const engine = createPriceEngine();
const DAY = Date.UTC(2026, 10, 20, 12);

function find(provider: string, model: string, at = DAY): ListedPrice | undefined {
  return engine.find({ provider, model, at });
}

describe("the price list", () => {
  it("knows the models that their makers have shut down", () => {
    const models = ["gpt-4o", "gpt-4o-mini", "o1-preview", "o1-mini", "gpt-3.5-turbo", "gpt-4-turbo"];
    for (const model of models) assert.ok(find("openai", model), model);
    assert.ok(find("anthropic", "claude-3-haiku-20240307"));
    assert.ok(find("google", "gemini-1.5-flash"));
  });

  it("names nobody for an address that it does not know, and never goes by the model's name alone", () => {
    assert.equal(engine.providerAt("https://my-company.openai.azure.com/openai/v1"), "azure");
    assert.equal(engine.providerAt("https://openrouter.ai/api/v1"), "openrouter");
    for (const url of ["https://api.xroute.ai/openai/v1", "http://127.0.0.1:4000/v1", "https://example.com"])
      assert.equal(engine.providerAt(url), undefined, url);
    for (const provider of ["", "xroute", "constructor"]) assert.equal(find(provider, "gpt-4o"), undefined, provider);
  });

  it("has no price for a name that it only half knows, nor for one listed without figures", () => {
    for (const model of ["", "gpt-4o-mini-2099-01-01", "no-such-model"])
      assert.equal(find("openai", model), undefined, model);
    assert.equal(find("openrouter", "meta-llama/llama-3.3-70b-instruct:free"), undefined);
    assert.equal(listedPrice({}, "2026-01-01"), undefined);
    assert.equal(listedPrice({ input_mtok: 0, output_mtok: 0 }, "2026-01-01"), undefined);
    assert.equal(listedPrice({ audio_hours: 0.04 }, "2026-01-01"), undefined);
  });

  it("goes by the hour", () => {
    const input = (hour: number): unknown =>
      find("deepseek", "deepseek-v4-flash", Date.UTC(2026, 10, 20, hour))?.rates.input;
    assert.deepEqual(
      [input(0), input(2), input(5), input(7), input(12)],
      [220_000, 440_000, 220_000, 440_000, 220_000],
    );
  });

  it("goes by the day", () => {
    const at = (year: number, month: number): unknown =>
      find("deepseek", "deepseek-v4-flash", Date.UTC(year, month, 1, 12))?.rates.input;
    assert.deepEqual([at(2026, 4), at(2026, 9)], [140_000, 220_000]);
  });

  it("moves the whole request at the edge (standard rates hold below 272K), cached tokens counted", () => {
    const price = find("openai", "gpt-5.4");
    const input = (plain: number, cacheRead: number): unknown =>
      price && chargeOf(price, usage(plain, 0, { cacheRead })).input;
    assert.equal(input(171_999, 100_000), 171_999 * 2_500_000 + 100_000 * 250_000);
    assert.equal(input(172_000, 100_000), 172_000 * 5_000_000 + 100_000 * 500_000);
  });

  it("prices parts apart", () => {
    const price = find("google", "gemini-2.5-flash");
    assert.ok(price?.rates.parts?.inputAudio);
    const plain = usage(100, 10);
    const spoken = { ...plain, parts: { inputAudio: 40 } };
    const more = 40 * (price.rates.parts.inputAudio - price.rates.input);
    assert.equal(chargeOf(price, spoken).input - chargeOf(price, plain).input, more);
  });
});
