import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pricesView } from "../../../../src/extension/prices/pricesView.ts";

describe("the age of the prices", () => {
  it("is worth a warning after thirty days", () => {
    const view = (now: string): unknown => pricesView("2026-11-10", Date.parse(`${now}T12:00:00Z`));
    assert.deepEqual(view("2026-11-10"), { day: "2026-11-10", days: 0, old: false });
    assert.deepEqual(view("2026-12-10"), { day: "2026-11-10", days: 30, old: false });
    assert.deepEqual(view("2026-12-11"), { day: "2026-11-10", days: 31, old: true });
    assert.deepEqual(view("2026-01-01"), { day: "2026-11-10", days: 0, old: false });
  });
});
