import assert from "node:assert/strict";
import type { Effort } from "../../../src/core/models/model.ts";
import type { Tier } from "../../../src/core/models/tier.ts";
import { effortFor } from "../../../src/core/task/effort.ts";
import type { TaskKind } from "../../../src/core/task/kinds.ts";
import { modelInfo } from "../../helpers/make.ts";

describe("how much a model is told to reason", () => {
  const rows: readonly (readonly [TaskKind, Tier, readonly Effort[], Effort | undefined])[] = [
    ["explain", "mini", ["none", "low", "medium", "high"], "low"],
    ["explain", "full", ["none", "low", "medium", "high"], undefined],
    ["refactor", "deep", ["low", "medium", "high", "xhigh"], "high"],
    ["commit", "deep", ["none", "low", "medium", "high"], "low"],
    ["explain", "mini", ["medium", "high"], "medium"],
    ["refactor", "deep", ["low", "medium"], "medium"],
    ["explain", "mini", ["high"], "high"],
    ["explain", "local", ["none", "low"], undefined],
  ];
  for (const [task, tier, efforts, expected] of rows) {
    it(`${task} on ${tier}, of ${efforts.join(", ")}: ${expected ?? "nothing"}`, () => {
      const info = modelInfo({ efforts, ...(efforts[0] ? { leastEffort: efforts[0] } : {}) });
      assert.equal(effortFor(task, { tier, info }, false), expected);
      assert.equal(effortFor(task, { tier, info }, true), efforts[0], "least while somebody types");
    });
  }

  it("is nothing for a model that does not reason", () => {
    assert.equal(effortFor("explain", { tier: "deep", info: modelInfo() }, true), undefined);
  });
});
