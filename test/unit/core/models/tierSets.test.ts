import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { offeredSets } from "../../../../src/core/models/tierSets.ts";

describe("sets of models for the tiers", () => {
  it("are offered where the endpoint lists a mini and a full of them, under its names", () => {
    const listed = ["openai/gpt-4o", "openai/gpt-4o-mini", "openai/o1", "gpt-6-luna", "mistral-large"];
    const [classic, ...others] = offeredSets(listed);
    assert.deepEqual(others, []);
    assert.deepEqual(classic?.tiers, { mini: "openai/gpt-4o-mini", full: "openai/gpt-4o", deep: "openai/o1" });
    assert.deepEqual([classic?.name, classic?.firstToGo?.id], ["GPT-4o classic", "o1"]);
  });

  it("are left out where half of them is missing", () => {
    assert.deepEqual(offeredSets(["gpt-4o", "o1-mini"]), []);
    assert.deepEqual(offeredSets([]), []);
    assert.deepEqual(offeredSets(["gpt-4o-mini-audio", "gpt-4o-audio"]), []);
  });

  it("name the model whose end comes first, and what replaces it", () => {
    const [classic] = offeredSets(["gpt-4o-mini", "gpt-4o"]);
    assert.deepEqual([classic?.firstToGo?.shutdown, classic?.firstToGo?.replacement], ["2027-01-14", "gpt-6-luna"]);
    const [old] = offeredSets(["o1-mini", "o1-preview"]);
    assert.deepEqual([old?.name, old?.firstToGo?.shutdown], ["o1 classic", "2025-07-28"]);
  });
});
