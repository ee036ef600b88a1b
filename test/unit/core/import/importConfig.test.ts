import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { importConfig, type ImportPlan } from "../../../../src/core/import/importConfig.ts";
import { type ConnectionSetting, parseSettings } from "../../../../src/core/settings.ts";
import { readConfig } from "../../../../src/engines/configFiles/readConfig.ts";
import { say } from "../../../../src/util/phrase.ts";
import { EXPECTED } from "../../../fixtures/importsExpected.ts";

const folder = new URL("../../../fixtures/imports/", import.meta.url);
const read = (name: string): unknown => readConfig(readFileSync(new URL(name, folder), "utf8"));

/** A plan in lines that read well. */
function told(plan: ImportPlan | undefined): unknown {
  return (
    plan && {
      source: plan.source,
      connections: plan.connections.map(({ name, setting: { preset, baseUrl = "" }, models, key = "" }) =>
        [name, `${preset} ${baseUrl}`.trim(), models.join(" "), key].join(" | "),
      ),
      tiers: plan.tiers,
      left: plan.left.map(({ what, why }) => `${what}: ${say(why)}`),
    }
  );
}

describe("importing another tool's configuration", () => {
  for (const [name, expected] of Object.entries(EXPECTED)) {
    it(`takes over what it can of ${name} and names the rest`, () =>
      assert.deepEqual(told(importConfig(read(name), {})), expected));

    it(`proposes nothing for ${name} that the settings would refuse`, () => {
      const plan = importConfig(read(name), {});
      assert.ok(plan);
      const connections = Object.fromEntries(plan.connections.map((one) => [one.name, one.setting]));
      const tiers = Object.fromEntries(Object.entries(plan.tiers).map(([tier, model]) => [`models.${tier}`, model]));
      const values: Readonly<Record<string, unknown>> = { "models.connections": connections, ...tiers };
      assert.deepEqual(parseSettings((key) => values[key]).bad, []);
    });
  }

  it("goes on with a connection that the user has, and leaves others alone", () => {
    const taken: Record<string, ConnectionSetting> = {
      openrouter: { preset: "openrouter" },
      ollama: { preset: "ollama", baseUrl: "http://10.1.1.1:11434/v1" },
    };
    const names = importConfig(read("roo-export.json"), taken)?.connections.map(({ name }) => name);
    assert.deepEqual(names, ["openrouter", "ollama-2", "work-gateway"]);
  });

  const strange: readonly unknown[] = [
    undefined,
    null,
    "text",
    7,
    {},
    { models: "none" },
    { version: 1 },
    { providers: [] },
  ];
  for (const file of strange) {
    it(`does not take ${JSON.stringify(file)} for one`, () => assert.equal(importConfig(file, {}), undefined));
  }

  it("never throws, and says why for everything that it leaves out", () => {
    const value = fc.oneof(
      fc.constantFrom("openai", "ollama", "bedrock", "https://a.example/v1", "ht tp:", ""),
      fc.anything(),
    );
    const row = fc.dictionary(
      fc.constantFrom(
        "provider",
        "vendor",
        "apiProvider",
        "model",
        "models",
        "apiBase",
        "url",
        "uses",
        "roles",
        "name",
      ),
      value,
    );
    const files = fc.oneof(
      fc.array(row),
      fc.record({ models: fc.array(row) }),
      fc.record({ providers: fc.dictionary(fc.string(), fc.record({ settings: row })) }),
      fc.record({ providerProfiles: fc.record({ apiConfigs: fc.dictionary(fc.string(), row) }) }),
      fc.record({ planModeApiProvider: value, openAiBaseUrl: value }),
    );
    fc.assert(
      fc.property(files, (file) => {
        const plan = importConfig(file, {});
        assert.ok(plan);
        for (const { why } of plan.left) assert.notEqual(say(why), "");
      }),
      { numRuns: 60 },
    );
  });

  it("reads keys as they stand, not references to them or words for none", () => {
    const keyOf = (apiKey: unknown): string | undefined =>
      importConfig({ models: [{ provider: "openai", model: "gpt-5", apiKey }] }, {})?.connections[0]?.key;
    assert.equal(keyOf("key-1"), "key-1");
    for (const none of ["${{ secrets.KEY }}", "${input:x}", "none", "EMPTY", "", 7, "two words"]) {
      assert.equal(keyOf(none), undefined, String(none));
    }
  });
});
