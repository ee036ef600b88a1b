import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findOwnPrice } from "../../../../src/core/models/ownPrices.ts";
import {
  type PricePlace,
  type PriceQuestion,
  priceFor,
  type PriceSources,
} from "../../../../src/core/models/priceBook.ts";
import { presetOf } from "../../../../src/core/models/presets.ts";
import type { ListedPrice } from "../../../../src/core/models/price.ts";
import type { PriceEngine } from "../../../../src/core/ports.ts";

const AT = Date.UTC(2026, 10, 20, 12);

/** A list that knows these models, each at its own input rate. */
function listing(
  prices: Readonly<Record<string, number>>,
  addresses: Readonly<Record<string, string>> = {},
): PriceEngine {
  return {
    asOf: "2026-09-23",
    find: ({ provider, model }) => {
      const input = prices[`${provider} ${model}`];
      return input === undefined ? undefined : listed(input);
    },
    providerAt: (url) => addresses[url],
  };
}

function listed(input: number): ListedPrice {
  return { kind: "listed", rates: { input, output: 2 * input }, provenance: "computed", asOf: "2026-09-23" };
}

function place(preset: string, more: Partial<PricePlace> = {}): PricePlace {
  const known = presetOf(preset);
  assert.ok(known);
  return { connection: "mine", preset: known, baseUrl: known.baseUrl, ...more };
}

/** `computed 2500000` or `unknown`. */
function told(where: PricePlace, question: Omit<PriceQuestion, "at">, sources: Partial<PriceSources> = {}): string {
  const price = priceFor(where, { at: AT, ...question }, { own: {}, ...sources });
  return price.kind === "listed" ? `${price.provenance} ${price.rates.input}` : price.kind;
}

describe("what a model costs", () => {
  const engine = listing({
    "openai gpt-4o": 7,
    "openai gpt-4o-mini": 3,
    "openai ft:gpt-4o-mini:acme": 4,
    "openai gpt-9": 9,
    "azure gpt-4o": 8,
    "openrouter openai/gpt-4o": 6,
    "anthropic claude-sonnet-5-5": 5,
  });

  it("is the user's price before every other", () => {
    const own = { "mine/gpt-4o": { input: 1, output: 2 } };
    assert.equal(told(place("openai"), { asked: "gpt-4o" }, { own, engine }), "computed 1000000");
    assert.equal(
      told(place("openai"), { asked: "gpt-4o", served: "gpt-4o-mini" }, { own, engine }),
      "computed 1000000",
    );
    assert.equal(told(place("ollama"), { asked: "gpt-4o" }, { own }), "computed 1000000");
    assert.equal(
      told(place("custom", { baseUrl: "https://x.example/v1" }), { asked: "a" }, { own: { "mine/*": { free: true } } }),
      "free",
    );
  });

  it("is our patch before the list's, and the list's before the catalogue's", () => {
    assert.equal(told(place("anthropic"), { asked: "claude-sonnet-5-5" }, { engine }), "computed 2000000");
    assert.equal(told(place("openai"), { asked: "gpt-4o" }, { engine }), "computed 7");
    assert.equal(told(place("openai"), { asked: "gpt-4o" }), "computed 2500000");
    assert.equal(told(place("openai"), { asked: "gpt-9" }, { engine }), "computed 9");
  });

  it("is that of the model that answered", () => {
    assert.equal(told(place("openai"), { asked: "gpt-4o", served: "gpt-4o-mini" }, { engine }), "computed 3");
  });

  it("is assumed from the model asked for where the one that answered is not known", () => {
    assert.equal(told(place("openai"), { asked: "gpt-4o", served: "default" }, { engine }), "assumed 7");
  });

  it("is assumed for a dated copy and for a fine-tune that is not listed itself", () => {
    assert.equal(told(place("openai"), { asked: "gpt-9-2031-01-01" }, { engine }), "assumed 9");
    assert.equal(told(place("openai"), { asked: "ft:gpt-9:acme::1" }, { engine }), "assumed 9");
    assert.equal(told(place("openai"), { asked: "ft:gpt-4o-mini:acme" }, { engine }), "computed 4");
  });

  it("is assumed for a gateway's other way of serving a model", () => {
    assert.equal(told(place("openrouter"), { asked: "openai/gpt-4o:nitro" }, { engine }), "assumed 6");
    assert.equal(told(place("openrouter"), { asked: "openai/gpt-4o:free" }, { engine }), "free");
  });

  it("is assumed where the maker's preset points to another address", () => {
    const moved = place("openai", { baseUrl: "https://proxy.example/v1" });
    assert.equal(told(moved, { asked: "gpt-4o" }, { engine }), "assumed 7");
    assert.equal(told({ ...moved, vendor: "openai" }, { asked: "gpt-4o" }, { engine }), "computed 7");
  });

  it("is that of the provider that the address names, never of a name alone", () => {
    const azure = "https://mine.openai.azure.com/openai/v1";
    const known = { engine: { ...engine, providerAt: (url: string) => (url === azure ? "azure" : undefined) } };
    const asked = { asked: "my-deployment", served: "gpt-4o" };
    assert.equal(told(place("custom", { baseUrl: azure }), asked, known), "computed 8");
    assert.equal(told(place("custom", { baseUrl: "https://gateway.example/v1" }), asked, known), "unknown");
    assert.equal(told(place("xroute"), { asked: "gpt-4o" }, known), "unknown");
    assert.equal(told(place("litellm"), { asked: "openai/gpt-4o" }, known), "unknown");
    assert.equal(told(place("openrouter"), { asked: "openai/gpt-4o" }, known), "computed 6");
    assert.equal(told(place("openrouter"), { asked: "meta/llama:free" }, known), "free");
  });

  it("is unknown where the address names a region", () => {
    const everywhere = { engine: { ...engine, providerAt: () => "azure" } };
    const at = (baseUrl: string): string => told(place("custom", { baseUrl }), { asked: "gpt-4o" }, everywhere);
    assert.equal(at("https://us-central1-aiplatform.googleapis.com/v1"), "unknown");
    assert.equal(at("https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1"), "unknown");
    assert.equal(at("https://my-us-team.openai.azure.com/v1"), "computed 8");
  });

  it("is free on this machine, and only there", () => {
    assert.equal(told(place("ollama"), { asked: "llama3" }, { engine }), "free");
    assert.equal(
      told(place("ollama", { baseUrl: "https://ollama.example/v1" }), { asked: "llama3" }, { engine }),
      "unknown",
    );
  });
});

describe("the user's prices", () => {
  const price = { input: 1, output: 2 };
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["mine/a", "a", true],
    ["mine/a", "ab", false],
    ["mine/*", "any/thing", true],
    ["*/a", "a", true],
    ["mine/a*c*e", "abcde", true],
    ["mine/a*c*e", "ace", true],
    ["mine/a*b*b", "ab", false],
    ["mine/ab*b", "ab", false],
    ["other/*", "a", false],
    ["mine/[a-z]", "b", false],
  ];
  for (const [pattern, model, fits] of rows) {
    it(`under ${pattern} ${fits ? "hold" : "do not hold"} for ${model}`, () =>
      assert.equal(findOwnPrice({ [pattern]: price }, "mine", model) !== undefined, fits));
  }

  it("hold as written out first, then by the longest pattern", () => {
    const prices = { "mine/*": { free: true } as const, "mine/gpt*": price, "mine/gpt-x": { input: 3, output: 4 } };
    const input = (model: string): unknown => {
      const found = findOwnPrice(prices, "mine", model);
      return found?.kind === "listed" ? found.rates.input : found?.kind;
    };
    assert.deepEqual([input("gpt-x"), input("gpt-y"), input("b")], [3_000_000, 1_000_000, "free"]);
    assert.equal(findOwnPrice({}, "constructor", "name"), undefined);
  });
});
