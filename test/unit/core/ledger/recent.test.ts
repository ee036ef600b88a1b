import assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { gatherRecent } from "../../../../src/core/ledger/recent.ts";
import { reportOf } from "../../../../src/core/ledger/report.ts";
import { newestFirst, requestsOf } from "../../../../src/core/ledger/request.ts";
import type { TaskKind } from "../../../../src/core/task/kinds.ts";
import { entry } from "../../../helpers/make.ts";

/** One entry per word, a second apart: `c` a completion, `C` one of the full tier, everything else an explanation. */
function entries(words: string): LedgerEntry[] {
  return words.split(" ").map((word, index) =>
    entry({
      ...{ id: `${index}`, request: `${index}${word}`, at: index * 1_000 },
      ...{ task: /c/i.test(word) ? "complete" : "explain", tier: word === "C" ? "full" : "mini" },
    }),
  );
}

const lines = (of: readonly LedgerEntry[], limit = 50): readonly (readonly string[])[] =>
  gatherRecent(newestFirst(requestsOf(of)), limit).map(({ records }) => records.map(({ request }) => request));

describe("recent requests", () => {
  it("gather completions that follow each other, newest first", () => {
    assert.deepEqual(lines(entries("c c e c C e e")), [["6e"], ["5e"], ["4C"], ["3c"], ["2e"], ["1c", "0c"]]);
  });

  it("sum what a run cost", () => {
    const [run] = gatherRecent(newestFirst(requestsOf(entries("c c c"))), 1);
    assert.deepEqual([run?.cost.pico, run?.cost.priced], [420_000_000n, 3]);
  });

  it("are so many lines as asked for, the last run whole", () => {
    assert.deepEqual(lines(entries("e c c e"), 2), [["3e"], ["2c", "1c"]]);
    assert.deepEqual(lines(entries("e c"), 0), []);
  });

  it("stand in the order in which they began, whichever window booked first", () => {
    const [first, second] = entries("e e");
    assert.deepEqual(lines([second, first].flatMap((one) => one ?? [])), [["1e"], ["0e"]]);
  });
});

describe("shift-ups", () => {
  const of = (...rows: readonly (readonly [string, TaskKind, LedgerEntry["why"]])[]) =>
    reportOf(rows.map(([request, task, why]) => entry({ request, task, why }))).shiftUps;

  it("are counted among edits while only edits shifted up", () => {
    const found = of(
      ["a", "fix", "routed"],
      ["a", "fix", "shifted-up"],
      ["b", "fix", "routed"],
      ["c", "explain", "routed"],
    );
    assert.deepEqual(found, { shifted: 1, of: 2, among: "edits" });
  });

  it("are counted among all requests otherwise, each once", () => {
    const found = of(
      ["a", "fix", "shifted-up"],
      ["a", "fix", "shifted-up"],
      ["b", "explain", "shifted-up"],
      ["c", "chat", "failed-over"],
    );
    assert.deepEqual(found, { shifted: 2, of: 3, among: "requests" });
  });

  it("are none of none for nothing", () => {
    assert.deepEqual(of(), { shifted: 0, of: 0, among: "edits" });
  });
});
