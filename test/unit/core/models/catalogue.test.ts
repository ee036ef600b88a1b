import assert from "node:assert/strict";
import { allModels, findBehindGateway, findModel, priceOf } from "../../../../src/core/models/catalogue.ts";
import type { ModelRow } from "../../../../src/core/models/modelRow.ts";
import { priceFor } from "../../../../src/core/models/priceBook.ts";
import { PRESETS, presetOf, VENDORS } from "../../../../src/core/models/presets.ts";
import { resolveConnection, resolveModel } from "../../../../src/core/models/resolve.ts";
import { PRICES_AS_OF } from "../../../../src/core/models/tables/asOf.ts";
import type { ConnectionSetting } from "../../../../src/core/settings.ts";
import type { ModelInfo } from "../../../../src/core/models/model.ts";

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Every fault of a row, in words. */
function faultsOf(row: ModelRow, rows: readonly ModelRow[]): readonly string[] {
  const {
    input = Infinity,
    output = Infinity,
    cacheRead,
    cacheWrite,
    above,
    window,
    maxOutput,
    shutdown,
    replacement,
  } = row;
  const faults: readonly (readonly [string, boolean])[] = [
    [
      "a price of zero or less",
      [input, output, cacheRead, cacheWrite].some((price) => price !== undefined && price <= 0),
    ],
    ["a dearer cache", cacheRead !== undefined && cacheRead >= input],
    ["a cheaper cache write", cacheWrite !== undefined && cacheWrite < (row.input ?? 0)],
    [
      "a lower price above the edge",
      above !== undefined && (above.input < input || above.output < output || above.tokens <= 0),
    ],
    ["an edge outside the window", above !== undefined && above.tokens >= (window ?? Infinity)],
    ["a window that holds nothing", window !== undefined && window < 1_000],
    ["no room to answer", maxOutput !== undefined && maxOutput < 256],
    ["a date that is none", shutdown !== undefined && !DAY.test(shutdown)],
    ["a replacement that is not listed", replacement !== undefined && !rows.some(({ id }) => id === replacement)],
    ["a replacement without a shutdown", replacement !== undefined && shutdown === undefined],
    [
      "a replacement that goes first",
      rows.some(({ id, shutdown: end }) => id === replacement && end !== undefined && end <= (shutdown ?? "")),
    ],
  ];
  return faults.filter(([, found]) => found).map(([fault]) => `${row.id}: ${fault}`);
}

describe("the model tables", () => {
  for (const vendor of VENDORS) {
    it(`of ${vendor} are sound`, () => {
      const rows = allModels(vendor);
      assert.deepEqual(
        rows.flatMap((row) => faultsOf(row, rows)),
        [],
      );
      assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
      assert.match(PRICES_AS_OF, DAY);
    });
  }

  it("know the models that the product names", () => {
    const named = ["gpt-4o", "gpt-4o-mini", "o1-preview", "o1-mini", "gpt-3.5-turbo", "gpt-4-turbo"].map(
      (id) => ["openai", id] as const,
    );
    const others = [
      ["anthropic", "claude-3-haiku-20240307"],
      ["google", "gemini-1.5-flash"],
      ["mistral", "mistral-small-latest"],
    ] as const;
    for (const [vendor, id] of [...named, ...others]) assert.equal(findModel(vendor, id)?.exact, true, id);
  });
});

describe("looking a model up", () => {
  const rows = [
    { vendor: "openai", name: "gpt-4o", found: "gpt-4o", exact: true },
    { vendor: "openai", name: "gpt-4o-2024-08-06", found: "gpt-4o-2024-08-06", exact: true },
    { vendor: "openai", name: "gpt-4o-2031-08-06", found: "gpt-4o", exact: false },
    { vendor: "openai", name: "ft:gpt-4o-mini-2024-07-18:acme::x1", found: "gpt-4o-mini-2024-07-18", exact: false },
    { vendor: "openai", name: "ft:gpt-4o-2031-08-06:acme::x1", found: "gpt-4o", exact: false },
    { vendor: "anthropic", name: "claude-opus-5-5-20261001", found: "claude-opus-5-5", exact: false },
    { vendor: "anthropic", name: "claude-opus-5-5@20261001", found: "claude-opus-5-5", exact: false },
    { vendor: "openai", name: "gpt-4o:batch", found: "gpt-4o", exact: false },
    { vendor: "openai", name: "gpt-4o:free", found: undefined, exact: undefined },
    { vendor: "anthropic", name: "claude-3-haiku-20240307", found: "claude-3-haiku-20240307", exact: true },
    { vendor: "google", name: "models/gemini-2.5-pro", found: "gemini-2.5-pro", exact: true },
    { vendor: "openai", name: "gpt-4o-turbo", found: undefined, exact: undefined },
    { vendor: "openai", name: "claude-opus-5-5", found: undefined, exact: undefined },
    { vendor: undefined, name: "gpt-4o", found: undefined, exact: undefined },
    { vendor: "openai", name: "constructor", found: undefined, exact: undefined },
  ] as const;
  for (const { vendor, name, found, exact } of rows) {
    it(`finds ${found ?? "nothing"} for ${name} of ${vendor ?? "nobody"}`, () => {
      const hit = findModel(vendor, name);
      assert.deepEqual([hit?.row.id, hit?.exact], [found, exact]);
    });
  }

  it("assumes the price of a dated copy, and computes the other", () => {
    const provenance = (name: string): string => {
      const hit = findModel("openai", name);
      const price = hit && priceOf(hit);
      return price?.kind === "listed" ? price.provenance : "none";
    };
    assert.deepEqual([provenance("gpt-4o"), provenance("gpt-4o-2031-08-06")], ["computed", "assumed"]);
  });

  it("carries the rates above the edge", () => {
    const hit = findModel("openai", "gpt-6-luna");
    assert.deepEqual(hit && priceOf(hit), {
      kind: "listed",
      rates: { input: 100_000, output: 500_000, cacheRead: 10_000, cacheWrite: 125_000 },
      provenance: "computed",
      asOf: PRICES_AS_OF,
      steps: [
        {
          promptTokens: 272_000,
          rates: { input: 200_000, output: 750_000, cacheRead: 20_000, cacheWrite: 250_000 },
        },
      ],
    });
  });
});

describe("a model behind a gateway", () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["openai/gpt-4o", "gpt-4o"],
    ["gpt-4o", "gpt-4o"],
    ["anthropic/claude-sonnet-4.5:thinking", "claude-sonnet-4-5"],
    ["google/gemini-2.5-flash", "gemini-2.5-flash"],
    ["x-ai/grok-4.5", "grok-4.5"],
    ["openrouter/anthropic/claude-sonnet-4.5", "claude-sonnet-4-5"],
    ["vertex_ai/claude-sonnet-4-5@20250929", "claude-sonnet-4-5"],
    ["bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"],
    ["models/gemini-2.5-flash", "gemini-2.5-flash"],
    ["azure/my-deployment", undefined],
    ["meta-llama/gpt-4o", undefined],
    ["constructor/gpt-4o", undefined],
    ["my-deployment", undefined],
  ];
  for (const [name, id] of rows) {
    it(`is ${id ?? "unknown"} under the name ${name}`, () => assert.equal(findBehindGateway(name)?.id, id));
  }
});

describe("the presets", () => {
  it("have ids of their own and https addresses, but on this machine", () => {
    assert.equal(new Set(PRESETS.map(({ id }) => id)).size, PRESETS.length);
    for (const { id, baseUrl, keyPage } of PRESETS) {
      if (baseUrl !== "") assert.match(baseUrl, /^(?:https:\/\/|http:\/\/127\.0\.0\.1:\d+\/)/, id);
      assert.doesNotMatch(baseUrl, /\/$/);
      if (keyPage !== "") assert.match(keyPage, /^https:\/\//, id);
    }
    assert.equal(presetOf("openai")?.name, "OpenAI");
    assert.equal(presetOf("constructor"), undefined);
  });

  it("propose models that their vendor lists and does not shut down within the month", () => {
    const edge = "2026-12-01";
    for (const { id, vendor, proposal } of PRESETS) {
      if (!vendor) continue;
      for (const model of [...proposal.mini, ...proposal.full, ...proposal.deep]) {
        const hit = findModel(vendor, model);
        assert.ok(hit?.exact, `${id} proposes ${model}`);
        assert.ok((hit.row.shutdown ?? "9") > edge, `${model} is shut down soon`);
      }
    }
  });

  it("propose tiers that rise in price", () => {
    for (const { id, vendor, proposal } of PRESETS) {
      const rising = [proposal.mini[0], proposal.full[0], proposal.deep[0]].flatMap((model = "") => {
        const price = findModel(vendor, model)?.row.output;
        return price === undefined ? [] : [price];
      });
      assert.deepEqual(
        rising,
        rising.toSorted((a, b) => a - b),
        id,
      );
    }
  });
});

describe("a model behind a connection", () => {
  function resolved(setting: ConnectionSetting, model: string): ModelInfo {
    return resolveModel(model, resolveConnection("mine", setting), setting, {
      prices: {
        demo: () => ({ kind: "simulated", rates: { input: 1, output: 1 } }),
        of: (place, asked) => priceFor(place, { asked, at: Date.UTC(2026, 10, 21) }, { own: {} }),
      },
    });
  }

  it("has its maker's list price, window and end of life", () => {
    const info = resolved({ preset: "openai" }, "gpt-4o");
    assert.deepEqual([info.id, info.host, info.label], ["mine/gpt-4o", "api.openai.com", "gpt-4o"]);
    assert.deepEqual([info.price.kind, info.contextWindow, info.maxOutput], ["listed", 128_000, 16_384]);
    assert.deepEqual([info.shutdownDate, info.replacement, info.local], ["2027-01-14", "gpt-6-luna", false]);
  });

  it("has no price behind an address that does not tell, unless the user names the vendor", () => {
    const gateway = { preset: "custom", baseUrl: "https://gateway.example:8443/v1/" };
    assert.deepEqual(resolved(gateway, "gpt-4o").price, { kind: "unknown" });
    assert.equal(resolved({ ...gateway, vendor: "openai" }, "gpt-4o").price.kind, "listed");
    assert.equal(resolved(gateway, "gpt-4o").host, "gateway.example:8443");
  });

  it("is asked as its vendor's own address is, where the user names the vendor of an address of their own", () => {
    const gateway = { preset: "custom", baseUrl: "https://gateway.example/v1" };
    const asked = (setting: ConnectionSetting): readonly unknown[] => {
      const { limitField, usageOption, key } = resolveConnection("mine", setting).preset;
      return [limitField, usageOption, key];
    };
    assert.deepEqual(asked(gateway), ["max_tokens", true, "optional"]);
    assert.deepEqual(asked({ ...gateway, vendor: "openai" }), ["max_completion_tokens", true, "optional"]);
    assert.deepEqual(asked({ ...gateway, vendor: "mistral" }), ["max_tokens", false, "optional"]);
    assert.deepEqual(asked({ preset: "litellm", vendor: "openai" }), ["max_tokens", true, "optional"]);
  });

  it("is free on this machine and simulated in the demo, which says so", () => {
    assert.deepEqual(resolved({ preset: "ollama" }, "llama3").price, { kind: "free" });
    const demo = resolved({ preset: "demo" }, "demo-mini");
    assert.deepEqual([demo.price.kind, demo.label, demo.host, demo.demo], ["simulated", "demo, no AI", "", true]);
  });

  it("resolves under every name that the product is about", () => {
    const told = (setting: ConnectionSetting, model: string): readonly unknown[] => {
      const { price, shutdownDate } = resolved(setting, model);
      return [price.kind, shutdownDate];
    };
    const gateway: ConnectionSetting = { preset: "xroute", vendor: "openai" };
    assert.deepEqual(told(gateway, "gpt-4o"), ["listed", "2027-01-14"]);
    assert.deepEqual(told(gateway, "gpt-4o-mini"), ["listed", "2027-01-14"]);
    assert.deepEqual(told(gateway, "o1-preview"), ["listed", "2025-07-28"]);
    assert.deepEqual(told(gateway, "o1-mini"), ["listed", "2025-10-27"]);
    assert.deepEqual(told(gateway, "gpt-3.5-turbo"), ["listed", "2026-10-23"]);
    assert.deepEqual(told(gateway, "gpt-4-turbo"), ["listed", "2026-10-23"]);
    assert.deepEqual(told({ preset: "xroute" }, "gpt-4o"), ["unknown", "2027-01-14"]);
    assert.equal(told({ preset: "anthropic" }, "claude-3-haiku-20240307")[0], "listed");
    assert.equal(told({ preset: "gemini" }, "gemini-1.5-flash")[0], "listed");
    assert.equal(told({ preset: "mistral" }, "mistral-large-latest")[0], "listed");
    for (const local of ["gemma3n:e4b", "llama3.1:8b"])
      assert.deepEqual(told({ preset: "ollama" }, local), ["free", undefined]);
  });

  it("keeps slashes in the model's name and none at the end of the address", () => {
    const setting = { preset: "openrouter", baseUrl: "https://openrouter.ai/api/v1///" };
    assert.equal(resolved(setting, "openai/gpt-5").id, "mine/openai/gpt-5");
    assert.equal(resolveConnection("mine", setting).baseUrl, "https://openrouter.ai/api/v1");
    assert.throws(() => resolveConnection("mine", { preset: "nope" }), /Unknown preset/);
  });
});
