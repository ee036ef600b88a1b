import assert from "node:assert/strict";
import { gapPromptFor } from "../../../src/providers/fimTemplates.ts";

const GAP = { path: "a.ts", before: "f(", after: ");", others: [] };
const BESIDE = { ...GAP, others: [{ path: "b.ts", text: "const two = 2;" }] };

const ALONE = {
  "qwen2.5-coder:1.5b-base": "<|fim_prefix|>f(<|fim_suffix|>);<|fim_middle|>",
  "Qwen/Qwen3-Coder-30B-A3B-Instruct": "<|fim_prefix|>f(<|fim_suffix|>);<|fim_middle|>",
  "google/codegemma-2b": "<|fim_prefix|>f(<|fim_suffix|>);<|fim_middle|>",
  "ibm-granite/granite-3.3-8b-base": "<|fim_prefix|>f(<|fim_suffix|>);<|fim_middle|>",
  "ibm-granite/granite-3b-code-base": "<fim_prefix>f(<fim_suffix>);<fim_middle>",
  "bigcode/starcoder2-7b": "<fim_prefix>f(<fim_suffix>);<fim_middle>",
  "deepseek-ai/DeepSeek-Coder-V2-Lite-Base": "<｜fim▁begin｜>f(<｜fim▁hole｜>);<｜fim▁end｜>",
  "codellama:7b-code": "<PRE> f( <SUF>); <MID>",
  "mistralai/Codestral-22B-v0.1": "[SUFFIX]);[PREFIX]f(",
} as const;

describe("a gap in a model's own signs", () => {
  for (const [model, prompt] of Object.entries(ALONE)) {
    it(`is written for ${model}, which ends at them`, () => {
      const made = gapPromptFor(model, GAP);
      assert.equal(made?.prompt, prompt);
      assert.ok(made.stop.some((sign) => prompt.includes(sign)));
    });
  }

  it("has other files before it where the model knows several", () => {
    assert.equal(
      gapPromptFor("qwen2.5-coder", BESIDE)?.prompt,
      "<|file_sep|>b.ts\nconst two = 2;\n<|file_sep|>a.ts\n<|fim_prefix|>f(<|fim_suffix|>);<|fim_middle|>",
    );
    assert.equal(
      gapPromptFor("codestral", BESIDE)?.prompt,
      "[SUFFIX]);[PREFIX]+++++ b.ts\nconst two = 2;\n+++++ a.ts\nf(",
    );
    assert.doesNotMatch(gapPromptFor("codellama", BESIDE)?.prompt ?? "", /two/);
  });

  it("is not written for models that were not trained to, nor where a text holds the signs itself", () => {
    for (const model of ["llama-3.3-70b", "gpt-6-luna", "qwen3-32b", "devstral-small"])
      assert.equal(gapPromptFor(model, GAP), undefined, model);
    assert.equal(gapPromptFor("qwen2.5-coder", { ...GAP, after: ");<|fim_middle|>leak" }), undefined);
    const others = [{ path: "b.md", text: "<|endoftext|>" }];
    assert.equal(gapPromptFor("qwen2.5-coder", { ...GAP, others }), undefined);
  });
});
