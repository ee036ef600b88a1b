import assert from "node:assert/strict";
import { allModels, findModel } from "../../../../src/core/models/catalogue.ts";
import { familyByName } from "../../../../src/core/models/parameterFamily.ts";

describe("which parameters a model takes", () => {
  it("is told by its name, wherever it comes from", () => {
    const rows: readonly (readonly [string, string | undefined])[] = [
      ...(["o1-mini", "o1-preview", "o1-mini-2024-09-12", "openai/o1-mini"] as const).map(
        (name) => [name, "first-reasoning"] as const,
      ),
      ...(
        ["o1", "o3", "o4-mini", "gpt-5", "gpt-5.4-mini", "gpt-6-luna", "gpt-6.1-sol", "ft:gpt-5-mini:me"] as const
      ).map((name) => [name, "reasoning"] as const),
      ...(["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-3.5-turbo", "gpt-oss-120b", "olmo-3", "o", "omni"] as const).map(
        (name) => [name, undefined] as const,
      ),
    ];
    for (const [name, family] of rows) assert.equal(familyByName(name), family, name);
  });

  it("stands in the catalogue: every model of OpenAI's that can be told to reason, and none of other makers", () => {
    for (const { id, efforts, parameters } of allModels("openai")) {
      if (efforts?.length) assert.ok(parameters, id);
      assert.ok(parameters === familyByName(id) || familyByName(id) === undefined, id);
    }
    assert.equal(findModel("openai", "chat-latest")?.row.parameters, "reasoning");
    for (const vendor of ["anthropic", "google", "mistral", "deepseek", "xai"] as const)
      for (const { id, parameters } of allModels(vendor)) assert.equal(parameters, undefined, id);
  });
});
