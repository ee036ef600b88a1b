import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isRefreshDue } from "../../../../src/extension/prices/refreshRules.ts";

describe("the daily price list", () => {
  const due = { on: true, forbidden: false, today: "2026-11-21", triedOn: "", keptOn: "2026-11-20" };

  it("is fetched once a day, where it was switched on", () => {
    assert.equal(isRefreshDue(due), true);
    assert.equal(isRefreshDue({ ...due, keptOn: undefined }), true);
    assert.equal(isRefreshDue({ ...due, on: false }), false);
    assert.equal(isRefreshDue({ ...due, triedOn: due.today }), false);
    assert.equal(isRefreshDue({ ...due, keptOn: due.today }), false);
  });

  it("is never fetched in local-only mode or in a folder that is not trusted", () => {
    assert.equal(isRefreshDue({ ...due, forbidden: true }), false);
  });
});
