import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { allModels, priceOf } from "../../../src/core/models/catalogue.ts";
import { ownPriceSchema } from "../../../src/core/models/ownPrices.ts";
import { sumCosts } from "../../../src/core/models/money.ts";
import { type PricePlace, priceFor } from "../../../src/core/models/priceBook.ts";
import { PRESETS, VENDORS } from "../../../src/core/models/presets.ts";
import { costOf, type ListedPrice, perMillion } from "../../../src/core/models/price.ts";
import { createPriceEngine } from "../../../src/engines/prices/genaiPrices.ts";
import { foldChunk } from "../../../src/providers/foldChunk.ts";
import { FoldState } from "../../../src/providers/foldState.ts";
import { mapBilled, mapBilledHeader, mapUsage } from "../../../src/providers/mapUsage.ts";
import { decimalText, parseDecimal } from "../../../src/util/parseDecimal.ts";
import { usage } from "../../helpers/fakeModel.ts";

// Ways in which other tools got a cost figure wrong, each with the test that keeps it from happening here. The classes
// about tokens, the ledger and its display are in ledger.test.ts.

const AT = Date.UTC(2026, 10, 20, 12);
const engine = createPriceEngine();
const listed: ListedPrice = {
  kind: "listed",
  rates: { input: 10, output: 40, cacheRead: 1 },
  provenance: "computed",
  asOf: "2026-11-20",
};

function everyPlace(): readonly PricePlace[] {
  const own = PRESETS.filter(({ demo }) => !demo).map((preset) => ({
    connection: "mine",
    preset,
    baseUrl: preset.baseUrl === "" ? "https://gateway.example/v1" : preset.baseUrl,
  }));
  const vendors = VENDORS.flatMap((vendor) => own.map((place) => ({ ...place, vendor })));
  return [...own, ...vendors];
}

function pico(price: ListedPrice, used: ReturnType<typeof usage>): number {
  const cost = costOf(price, used);
  return cost.kind === "priced" ? cost.pico : Number.NaN;
}

describe("cost bug classes: prices and usage", () => {
  it("1. an unknown model is not priced at 0", () => {
    for (const place of everyPlace()) {
      for (const asked of ["no-such-model", "", "constructor", "gpt-4o-mini-2099-01-01x"]) {
        const cost = costOf(priceFor(place, { asked, at: AT }, { own: {}, engine }), usage(1_000, 100));
        const name = `${place.preset.id} ${asked}`;
        if (cost.kind === "priced") assert.ok(cost.pico > 0, name);
        else assert.equal(cost.kind, place.preset.editor ? "included" : place.preset.local ? "free" : "unknown", name);
      }
    }
    assert.deepEqual(sumCosts([{ kind: "unknown" }]).unknown, 1);
    assert.equal(mapBilled({ cost: 0 }), undefined);
    assert.equal(mapBilledHeader("0.0"), undefined);
    for (const vendor of VENDORS) {
      for (const row of allModels(vendor)) {
        const price = priceOf({ row, exact: true });
        if (price) assert.ok(price.rates.input > 0 && price.rates.output > 0, row.id);
      }
    }
  });

  it("2. cached tokens are not billed twice", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000), (cached, stored, rest) => {
        const prompt = cached + stored + rest;
        const details = { cached_tokens: cached, cache_write_tokens: stored };
        const used = mapUsage({ prompt_tokens: prompt, completion_tokens: 1, prompt_tokens_details: details });
        assert.ok(used);
        assert.equal(used.input + used.cacheRead + used.cacheWrite, prompt);
        assert.equal(pico(listed, used), rest * 10 + cached * 1 + stored * 10 + 40);
      }),
    );
  });

  it("3. cached tokens are not free where no cache price is known", () => {
    const plain: ListedPrice = { ...listed, rates: { input: 10, output: 40 } };
    assert.equal(pico(plain, usage(0, 0, { cacheRead: 100, cacheWrite: 50 })), 1_500);
  });

  it("4. reasoning is not added on top of the output", () => {
    const used = mapUsage({
      prompt_tokens: 10,
      completion_tokens: 50,
      total_tokens: 60,
      completion_tokens_details: { reasoning_tokens: 30 },
    });
    assert.deepEqual([used?.output, used?.reasoning], [50, 30]);
    assert.equal(used && pico(listed, used), 100 + 50 * 40);
  });

  it("5. the long-context price begins at its edge, for the whole request", () => {
    const place = everyPlace().find(({ preset }) => preset.id === "openai");
    assert.ok(place);
    const input = (tokens: number): number => {
      const price = priceFor(place, { asked: "gpt-5.4", at: AT }, { own: {}, engine });
      return price.kind === "listed" ? pico(price, usage(tokens, 0)) / tokens : Number.NaN;
    };
    const rates = [271_999, 272_000, 272_001].map(input);
    assert.deepEqual(rates, [2_500_000, 5_000_000, 5_000_000]);
  });

  it("6. OpenRouter with a key of one's own: the upstream's charge is the spending", () => {
    const byok = { cost: 0, is_byok: true, cost_details: { upstream_inference_cost: 0.0123 } };
    assert.equal(mapBilled(byok), 12_300_000_000);
    assert.equal(mapBilled({ ...byok, cost: 0.0001 }), 12_400_000_000);
    assert.equal(mapBilled({ ...byok, cost_details: {} }), undefined);
  });

  it("7. prices per token and per million are not mixed up", () => {
    assert.equal(pico({ ...listed, rates: { input: perMillion(2.5), output: 0 } }, usage(1_000_000, 0)), 2.5e12);
    const perToken = { input: 0.0000025, output: 0.00001 };
    assert.equal(ownPriceSchema.safeParse(perToken).success, false);
    assert.equal(ownPriceSchema.safeParse({ input: 2_500_000, output: 1 }).success, false);
    assert.equal(ownPriceSchema.safeParse({ input: 2.5, output: 10 }).success, true);
    for (const vendor of VENDORS) {
      for (const { id, input = 1, output = 1 } of allModels(vendor)) {
        assert.ok(input >= 0.001 && output <= 1_000, id);
      }
    }
  });

  it("8. usage that is repeated while it grows is not added up", () => {
    const state = new FoldState();
    for (const completion of [1, 20, 300])
      foldChunk({ choices: [], usage: { prompt_tokens: 50, completion_tokens: completion } }, state);
    assert.deepEqual(state.end(), [{ type: "finish", reason: "unknown", usage: usage(50, 300) }]);
  });

  it("9. a usage chunk without choices is read, and ends nothing", () => {
    const state = new FoldState();
    const shapes = [{ choices: [] }, {}, { choices: null }, { choices: [{}] }];
    for (const shape of shapes) {
      const parts = foldChunk({ ...shape, usage: { prompt_tokens: 5, completion_tokens: 2 } }, state);
      assert.deepEqual(parts, []);
    }
    assert.deepEqual(state.usage, usage(5, 2));
    foldChunk({ choices: [], usage: null }, state);
    assert.deepEqual(state.usage, usage(5, 2));
  });

  it("12. what a plan includes is not shown as dollars", () => {
    assert.deepEqual(costOf({ kind: "included" }, usage(1_000, 100)), { kind: "included" });
    assert.equal(sumCosts([{ kind: "included" }]).pico, 0n);
  });

  it("13. a price that depends on the region is not guessed", () => {
    const custom = everyPlace().find(({ preset }) => preset.id === "custom");
    assert.ok(custom);
    const at = (baseUrl: string): string =>
      priceFor({ ...custom, baseUrl }, { asked: "gemini-2.5-pro", at: AT }, { own: {}, engine }).kind;
    assert.equal(at("https://europe-west4-aiplatform.googleapis.com/v1/projects/p"), "unknown");
    assert.equal(at("https://generativelanguage.googleapis.com/v1beta/openai"), "listed");
  });

  it("14. a price may be typed with a comma or a point", () => {
    const rows: readonly (readonly [string, number | undefined])[] = [
      ["0.15", 0.15],
      ["0,15", 0.15],
      [",15", 0.15],
      ["$ 0.15", 0.15],
      ["2,50 USD", 2.5],
      ["15", 15],
      ["1.234,50", 1_234.5],
      ["1,234.50", 1_234.5],
      ["1 234,5", 1_234.5],
      ["1'234.5", 1_234.5],
      ["0,125", 0.125],
      ["0.125", 0.125],
      ["1.125", 1.125],
      ["1,234", undefined],
      ["1,234,567", undefined],
      ["1.2.3", undefined],
      ["", undefined],
      [",", undefined],
      ["-1", undefined],
      ["1e3", undefined],
      ["NaN", undefined],
      ["0x10", undefined],
    ];
    for (const [text, value] of rows) assert.equal(parseDecimal(text), value, text);
    for (const locale of ["en", "de", "de-CH", "fr", "sv", "hi", "ar-EG", "fa"]) {
      for (const value of [0, 0.15, 0.125, 1.125, 12.5, 1_000, 1_234.5, 123_456.789])
        assert.equal(parseDecimal(decimalText(value, locale)), value, `${decimalText(value, locale)} in ${locale}`);
    }
  });

  it("15. arithmetic: any usage costs what a sum of exact products says", () => {
    const tokens = fc.nat(2_000_000);
    const rate = fc.nat(200_000_000);
    fc.assert(
      fc.property(fc.tuple(tokens, tokens, tokens, tokens), fc.tuple(rate, rate, rate, rate), (counts, rates) => {
        const [input, cacheRead, cacheWrite, output] = counts;
        const [a, b, c, d] = rates;
        const price: ListedPrice = { ...listed, rates: { input: a, cacheRead: b, cacheWrite: c, output: d } };
        const exact = counts.reduce((sum, count, index) => sum + BigInt(count) * BigInt(rates[index] ?? 0), 0n);
        assert.deepEqual(costOf(price, usage(input, output, { cacheRead, cacheWrite })), {
          kind: "priced",
          pico: Number(exact),
          provenance: "computed",
        });
      }),
    );
  });
});
