import assert from "node:assert/strict";
import { figuresOf, type PairRow } from "./curve.ts";
import { mixtureAt } from "./lift.ts";
import type { Problem } from "./outcomes.ts";
import { oracleOrder } from "./pairs.ts";
import { follow } from "./play.ts";

const row = (id: string, mini: number, full: number): PairRow => ({
  ...{ id, group: id, kind: "", mini, full, miniUsd: 1, fullUsd: 4 },
});

describe("the router benchmark's figures", () => {
  it("know the area, the shares and the savings of an order", () => {
    const rows = [row("a", 0, 1), row("b", 1, 1), row("c", 0, 0), row("d", 0, 1)];
    const { apgr, cpt, saved, best } = figuresOf(oracleOrder(rows));
    assert.equal(apgr, 0.75);
    assert.deepEqual(cpt, { "50": 0.25, "80": 0.5, "95": 0.5 });
    assert.equal(saved["100"], 1 - 2.5 / 4);
    assert.equal(best, 0.75);
  });

  it("say nothing of a gap that is none", () => {
    assert.equal(figuresOf([row("a", 1, 0)]).apgr, undefined);
  });

  it("compare with the best single model or mixture of two at the same cost", () => {
    const points = [
      { usd: 1, quality: 0.4 },
      { usd: 3, quality: 0.8 },
      { usd: 2, quality: 0.3 },
    ];
    assert.deepEqual(
      [0.5, 1, 2, 3, 9].map((usd) => mixtureAt(points, usd).toFixed(2)),
      ["0.40", "0.40", "0.60", "0.80", "0.80"],
    );
  });

  it("take verdicts as expectations", () => {
    const problem: Problem = {
      ...{ id: "p", group: "p", kind: "edit", source: "", promptTokens: 0, codeTokens: 0 },
      outcomes: [
        { right: 0, usd: 1, acceptsRight: 1, acceptsWrong: 0.25 },
        { right: 1, usd: 10, acceptsRight: 1, acceptsWrong: 1 },
      ],
    };
    const { quality, usd, reached } = follow(problem, [0, 1]);
    assert.deepEqual([quality, usd, reached], [0.75, 8.5, [1, 0.75]]);
  });
});
