import assert from "node:assert/strict";
import { pilotOf } from "../../../../src/core/ledger/pilot.ts";
import type { Feedback } from "../../../../src/core/router/feedback.ts";
import { entry } from "../../../helpers/make.ts";

const priced = (pico: number) => ({ kind: "priced", pico, provenance: "computed" }) as const;
const note = (request: string, kind: Feedback["kind"]): Feedback => ({
  ...{ v: 1, at: 1, request, kind, task: "fix", tier: "mini", model: "cloud/small" },
});

const ENTRIES = [
  entry({ id: "1", request: "a", task: "fix", cost: priced(10) }),
  entry({ id: "2", request: "b", task: "fix", outcome: "rejected", cost: priced(10) }),
  entry({ id: "3", request: "b", task: "fix", tier: "full", model: "large", why: "shifted-up", cost: priced(300) }),
  entry({ id: "4", request: "c", task: "fix", cost: priced(10) }),
  entry({ id: "5", request: "d", task: "fix", outcome: "failed", cost: priced(0) }),
];

describe("the pilot report", () => {
  it("counts what stood, what was refused, and what an accepted answer cost", () => {
    const [small, large] = pilotOf(ENTRIES, [note("c", "accept"), note("c", "undo"), note("a", "accept")]);
    assert.ok(small && large);
    assert.deepEqual([small.attempts, small.accepted, small.rejected, small.failed], [4, 1, 1, 1]);
    assert.deepEqual([small.acceptance, small.shiftUpRate], [1 / 3, 1 / 3]);
    assert.equal(small.picoPerAccepted, 30);
    assert.deepEqual([large.model, large.accepted, large.picoPerAccepted], ["large", 1, 300]);
  });

  it("has every attempt in one row", () => {
    const rows = pilotOf(ENTRIES, []);
    assert.equal(
      rows.reduce((sum, { attempts }) => sum + attempts, 0),
      ENTRIES.length,
    );
    assert.equal(
      rows.reduce((sum, { cost }) => sum + cost.pico, 0n),
      330n,
    );
  });

  it("says nothing where nothing is known", () => {
    const [row] = pilotOf([entry({ outcome: "cancelled", cost: { kind: "unknown" } })], []);
    assert.deepEqual([row?.acceptance, row?.shiftUpRate, row?.picoPerAccepted], [undefined, undefined, undefined]);
    assert.deepEqual(pilotOf([], []), []);
  });
});
