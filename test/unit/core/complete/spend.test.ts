import assert from "node:assert/strict";
import { CompletionSpend, perAccepted } from "../../../../src/core/complete/spend.ts";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import type { Cost } from "../../../../src/core/models/money.ts";
import type { TaskKind } from "../../../../src/core/task/kinds.ts";
import { entry } from "../../../helpers/make.ts";

const priced = (pico: number): Cost => ({ kind: "priced", pico, provenance: "computed" });
const HOUR_MS = 3_600_000;

describe("what completions cost", () => {
  it("is counted for an hour", () => {
    const spend = new CompletionSpend();
    spend.add(priced(100), 0);
    spend.add(priced(50), 1_000);
    assert.equal(spend.lastHourPico(2_000), 150);
    assert.equal(spend.lastHourPico(HOUR_MS), 50);
    assert.equal(spend.lastHourPico(HOUR_MS + 1_000), 0);
  });

  it("ends with the hour's limit, if there is one", () => {
    const spend = new CompletionSpend();
    spend.add(priced(100), 0);
    assert.equal(spend.isOver(0, 1), false);
    assert.equal(spend.isOver(101, 1), false);
    assert.equal(spend.isOver(100, 1), true);
    assert.equal(spend.isOver(100, HOUR_MS), false);
  });

  it("counts what other windows spend, each completion once and for an hour", () => {
    const spend = new CompletionSpend();
    spend.add(priced(100), 0);
    const other = (id: string, at: number, task: TaskKind = "complete"): LedgerEntry =>
      entry({ id, at, task, cost: priced(30) });
    spend.noteElsewhere([other("a", 0), other("b", 10), other("c", 10, "explain")]);
    spend.noteElsewhere([other("b", 10), { ...other("d", 20), cost: { kind: "unknown" } }]);
    assert.equal(spend.lastHourPico(20), 160);
    assert.equal(spend.isOver(160, 20), true);
    assert.equal(spend.lastHourPico(HOUR_MS), 30);
    assert.equal(spend.lastHourPico(HOUR_MS + 10), 0);
    assert.equal(spend.report.cost.pico, 100n);
  });

  it("leaves the last of a budget to what the user asks", () => {
    const spend = new CompletionSpend();
    assert.equal(spend.isNearBudget(undefined), false);
    assert.equal(spend.isNearBudget(0), true);
    assert.equal(spend.isNearBudget(1), false);
    spend.add(priced(100), 0);
    assert.equal(spend.isNearBudget(2_000), true);
    assert.equal(spend.isNearBudget(2_001), false);
  });

  it("is told per accepted suggestion, and not where a price is missing", () => {
    const spend = new CompletionSpend();
    spend.add(priced(100), 0);
    spend.add(priced(200), 0);
    assert.equal(perAccepted(spend.report), undefined);
    spend.noteAccepted();
    spend.noteAccepted();
    assert.deepEqual(perAccepted(spend.report), { kind: "priced", pico: 150 });
    spend.add({ kind: "unknown" }, 0);
    assert.equal(perAccepted(spend.report), undefined);
  });

  it("is play money where completions cost nothing else", () => {
    const spend = new CompletionSpend();
    spend.add({ kind: "simulated", pico: 90 }, 0);
    spend.noteAccepted();
    assert.deepEqual(perAccepted(spend.report), { kind: "simulated", pico: 90 });
  });
});
