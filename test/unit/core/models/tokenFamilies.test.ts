import assert from "node:assert/strict";
import { scaleByName } from "../../../../src/core/models/tokenFamilies.ts";

const FACTORS: readonly (readonly [string, number])[] = [
  ["gpt-4o-mini", 1],
  ["openai/gpt-6-luna", 1],
  ["ft:gpt-4o-mini-2024-07-18:acme::abc", 1],
  ["o1-preview", 1],
  ["gpt-oss:20b", 1],
  ["gpt-3.5-turbo", 0.99],
  ["gpt-4-turbo", 0.99],
  ["claude-3-haiku-20240307", 1.2],
  ["claude-sonnet-4-5", 1.2],
  ["claude-sonnet-4-20250514", 1.2],
  ["anthropic/claude-opus-4.7", 1.55],
  ["claude-opus-4-6", 1.2],
  ["claude-opus-5.5", 1.55],
  ["claude-sonnet-5", 1.55],
  ["meta-llama/Llama-3.3-70B-Instruct", 1],
  ["qwen3-coder:30b", 1.01],
  ["deepseek-chat", 1.06],
  ["codestral-latest", 1.06],
  ["models/gemini-3.6-flash", 1.15],
  ["gemma3:4b", 1.15],
  ["grok-4", 1.1],
  ["something-else", 1.1],
];

describe("tokens of a model for one of o200k", () => {
  for (const [model, factor] of FACTORS) {
    it(`are ${factor} for ${model}`, () => {
      assert.equal(scaleByName(model).factor, factor);
    });
  }

  it("are the less sure the less is known", () => {
    const errors = ["gpt-4o", "qwen3", "claude-3-haiku", "something-else"].map((model) => scaleByName(model).error);
    assert.deepEqual(errors, [0.01, 0.05, 0.15, 0.25]);
  });
});
