import assert from "node:assert/strict";
import { EDIT_FORMATS } from "../../../../src/core/edits/fileEdit.ts";
import { FORMAT_PROMPTS, formatFor, promptIn } from "../../../../src/core/prompts/editFormats.ts";
import { PROMPTS } from "../../../../src/core/prompts/prompts.ts";
import { EDIT_TASKS } from "../../../../src/core/task/kinds.ts";

const small = { task: "edit", files: 1, lines: 20 } as const;
const large = { task: "edit", files: 1, lines: 400 } as const;
const several = { task: "edit", files: 2, lines: 20 } as const;

describe("formatFor", () => {
  it("asks every model for the region of a small selection", () => {
    for (const model of ["", "gpt-4o-mini", "gpt-5", "llama3.1:8b"]) assert.equal(formatFor(small, model), "region");
  });
  it("asks for blocks where much stays or several files change", () => {
    assert.equal(formatFor(large, "gpt-4o"), "search-replace");
    assert.equal(formatFor(several, "claude-3-5-sonnet"), "search-replace");
  });
  it("asks models for the patch they were trained on", () => {
    assert.equal(formatFor(large, "gpt-5-mini"), "apply-patch");
    assert.equal(formatFor(several, "openai/gpt-4.1"), "apply-patch");
  });
  it("asks small models for short files in full", () => {
    assert.equal(formatFor(several, "llama3.1:8b"), "whole-file");
    assert.equal(formatFor(large, "llama3.1:8b"), "search-replace");
  });
});

describe("promptIn", () => {
  it("says how to answer in every format, for every task that edits", () => {
    for (const task of EDIT_TASKS) {
      for (const format of EDIT_FORMATS)
        assert.ok(promptIn(PROMPTS[task], task, format).system.includes(FORMAT_PROMPTS[format]), `${task} ${format}`);
    }
  });
  it("leaves other prompts as they are", () =>
    assert.equal(promptIn(PROMPTS.explain, "explain", "search-replace"), PROMPTS.explain));
});
