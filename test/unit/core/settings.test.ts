import assert from "node:assert/strict";
import { NO_LIMITS } from "../../../src/core/ledger/budgetLimits.ts";
import { DEFAULT_DENY } from "../../../src/core/context/folderPrivacy.ts";
import { DEFAULT_LANGUAGES } from "../../../src/core/complete/switches.ts";
import { parseSettings, SETTINGS, type Settings } from "../../../src/core/settings.ts";

/** Reads settings from plain data; what is not named is not set. */
function parsed(values: Readonly<Record<string, unknown>>): {
  readonly settings: Settings;
  readonly bad: readonly string[];
} {
  const { settings, bad } = parseSettings((key) => (Object.hasOwn(values, key) ? values[key] : undefined));
  return { settings, bad: bad.map(({ setting, reason }) => `${setting}: ${reason}`) };
}

const cloud = { preset: "openai" };
const DEFAULTS: Settings = {
  ...{
    presets: {},
    connections: {},
    tiers: {},
    tier: "auto",
    maxContextTokens: 16_000,
    prices: {},
    refreshPrices: false,
  },
  routing: { valueUsd: 0.1, rules: { rules: [], allow: [], deny: [], tiers: {} }, ask: false, learn: false },
  ...{ useFilesExclude: true, localHosts: [] },
  privacy: { deny: DEFAULT_DENY, localOnly: false, localOnlyPaths: [] },
  ...{
    maxFileBytes: 1_048_576,
    useGitignore: true,
    runTests: false,
    testCommand: "",
    completions: { mode: "auto", languages: DEFAULT_LANGUAGES },
  },
  editor: { lightBulb: true, codeLens: false, hover: true },
  ...{ reading: { steps: 12, tokens: 100_000, pico: 5e11 }, prompts: { tasks: {}, commands: {} } },
  ...{ completionPace: "quick", completionLimitPico: 1e12 },
  budgets: NO_LIMITS,
};

describe("settings", () => {
  it("have defaults that pass their own checks", () => {
    const { settings, bad } = parsed({});
    assert.deepEqual([settings, bad], [DEFAULTS, []]);
    const fallbacks = Object.fromEntries(Object.entries(SETTINGS).map(([key, { fallback }]) => [key, fallback]));
    assert.deepEqual(parsed(fallbacks), { settings: DEFAULTS, bad: [] });
  });

  it("point tiers at a model of a connection; the model's name may hold slashes", () => {
    const { settings, bad } = parsed({
      "models.connections": { or: { preset: "openrouter" } },
      "models.mini": "or/openai/gpt-5",
    });
    assert.deepEqual([settings.tiers, bad], [{ mini: "or/openai/gpt-5" }, []]);
  });

  it("takes the prices that make sense and names the others", () => {
    const good = { "mine/a": { input: 0.15, output: 0.6 }, "mine/b*": { free: true } };
    const { settings, bad } = parsed({
      "models.prices": {
        ...good,
        "mine/per-token": { input: 0.00000015, output: 0.0000006 },
        "mine/huge": { input: 150_000, output: 1 },
        "mine/half": { input: 1 },
        "mine/zero": { input: 0, output: 0 },
        "mine/text": { input: "0.15", output: "0.6" },
        "mine/below": { input: -1, output: 1 },
      },
    });
    assert.deepEqual(settings.prices, good);
    assert.equal(bad.length, 6);
    assert.match(bad[0] ?? "", /prices\["mine\/per-token"\]: input is not a price in US dollars per million tokens/);
  });

  const rows: readonly (readonly [key: string, value: unknown, message: RegExp])[] = [
    ["models.mini", "gpt-5", /must be written "connection\/model"/],
    ["models.mini", "/gpt-5", /must be written/],
    ["models.mini", 7, /./],
    ["models.full", "nowhere/gpt-5", /there is no connection "nowhere"/],
    ["models.deep", "constructor/x", /there is no connection "constructor"/],
    ["models.local", "__proto__/x", /there is no connection "__proto__"/],
    ["routing.tier", "huge", /./],
    ["context.maxTokens", 999, /./],
    ["context.maxTokens", "16000", /./],
    ["context.maxTokens", Number.NaN, /./],
    ["context.maxFileKilobytes", 16_385, /./],
    ["privacy.useGitignore", "no", /./],
    ["models.connections", [], /./],
    ["models.connections", "openai", /./],
  ];
  for (const [key, value, message] of rows) {
    it(`leave out ${key} = ${JSON.stringify(value)} by name and use the default`, () => {
      const { settings, bad } = parsed({
        "models.connections": { mine: cloud },
        "models.mini": "mine/a",
        [key]: value,
      });
      assert.equal(bad.length > 0 && bad[0]?.startsWith(`upshift.${key}: `), true, bad.join());
      assert.match(bad[0] ?? "", message);
      if (!key.startsWith("models")) assert.deepEqual(settings.tiers, { mini: "mine/a" }, "the rest works");
    });
  }

  const connections: readonly (readonly [name: string, setting: unknown, message: RegExp | undefined])[] = [
    ["ok", { preset: "openai", name: "Mine", vendor: "openai", baseUrl: "https://gateway.example/v1" }, undefined],
    ["ok.too-2", { preset: "ollama", baseUrl: "http://127.0.0.1:1/v1" }, undefined],
    ["constructor", cloud, undefined],
    ["", cloud, /use letters, digits/],
    ["a/b", cloud, /use letters, digits/],
    ["a b", cloud, /use letters, digits/],
    ["x".repeat(65), cloud, /use letters, digits/],
    ["none", { preset: "closedai" }, /preset: is no known preset/],
    ["proto", { preset: "toString" }, /preset: is no known preset/],
    ["url", { preset: "custom" }, /baseUrl is missing/],
    ["scheme", { preset: "custom", baseUrl: "file:///etc/passwd" }, /baseUrl: is not an http or https address/],
    ["words", { preset: "custom", baseUrl: "gateway" }, /baseUrl: is not an http/],
    ["login", { preset: "custom", baseUrl: "https://user:pass@gateway.example" }, /baseUrl: is not an http/],
    ["vendor", { preset: "openai", vendor: "openal" }, /vendor: /],
    ["null", null, /./],
    ["text", "openai", /./],
  ];
  for (const [name, setting, message] of connections) {
    it(`${message ? "leave out" : "take"} the connection ${JSON.stringify(name)}, and the others stand`, () => {
      const { settings, bad } = parsed({ "models.connections": { [name]: setting, good: cloud } });
      assert.deepEqual(Object.keys(settings.connections).toSorted(), (message ? ["good"] : ["good", name]).toSorted());
      assert.equal(bad.length, message ? 1 : 0);
      if (message) assert.match(bad[0] ?? "", message);
      if (message) assert.ok(bad[0]?.startsWith(`upshift.models.connections["${name}"]: `));
    });
  }

  it("cannot be reached through a connection named __proto__", () => {
    const raw: unknown = JSON.parse('{"__proto__": {"preset": "openai"}, "good": {"preset": "openai"}}');
    const { settings } = parsed({ "models.connections": raw, "models.mini": "good/a" });
    assert.deepEqual(Object.keys(settings.connections), ["good"]);
    assert.deepEqual(settings.tiers, { mini: "good/a" });
  });
});
