import assert from "node:assert/strict";
import fc from "fast-check";
import type { DayView, RecentRow } from "../../../src/protocol/costState.ts";
import { english } from "../../../src/util/phrase.ts";
import { chartSentence } from "../../../src/webview/cost/days.ts";
import { axisFor, barsOf, dayTotal } from "../../../src/webview/cost/daysScale.ts";
import { verdictMark } from "../../../src/webview/cost/recent.ts";
import { shiftUpCount } from "../../../src/webview/cost/view.ts";
import { COST_STATES } from "../../fixtures/costStates.ts";
import { sum } from "../../fixtures/chatStates.ts";

const WORDS = { t: english, locale: "en" };
const DOLLAR = 1_000_000_000_000n;

describe("the chart of days", () => {
  const AXES: readonly (readonly [string, bigint, readonly number[], number])[] = [
    ["whole dollars", (DOLLAR * 25n) / 10n, [0, 1, 2, 3], 0],
    ["a total on a line", DOLLAR * 2n, [0, 0.5, 1, 1.5, 2], 1],
    ["many dollars", DOLLAR * 170n, [0, 50, 100, 150, 200], 0],
    ["cents", DOLLAR / 15n, [0, 0.02, 0.04, 0.06, 0.08], 2],
    ["less than can be shown", 1n, [0, 0.0001], 4],
    ["nothing", 0n, [0, 0.0001], 4],
  ];
  for (const [name, most, lines, decimals] of AXES) {
    it(`has gridlines at round amounts: ${name}`, () => {
      const axis = axisFor([0n, most]);
      assert.deepEqual(
        axis.lines.map((pico) => Number(pico) / Number(DOLLAR)),
        lines,
      );
      assert.equal(axis.decimals, decimals);
    });
  }

  it("has one to four lines above the base, the top one at or above every day", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1 }), (totals) => {
        const { lines, top } = axisFor(totals);
        assert.ok(lines.length >= 2 && lines.length <= 5);
        assert.ok(totals.every((total) => total <= top));
        assert.equal(lines.at(-1), top);
      }),
    );
  });

  it("stacks tiers as they rise, rejected tries last, and leaves out what is nothing", () => {
    const day: DayView = {
      ...{ day: "2026-11-21", requests: 3, cost: sum(0.000_000_6) },
      byTier: { deep: "300000", full: "0", mini: "100000" },
      rejected: "200000",
    };
    assert.deepEqual(
      barsOf(day).map(({ part }) => part),
      ["mini", "deep", "rejected"],
    );
    assert.equal(dayTotal(day), 600_000n);
  });

  it("is said in one sentence", () => {
    const say = (name: string): string => chartSentence(COST_STATES[name]?.days ?? assert.fail(name), WORDS);
    assert.equal(
      say("today"),
      "Cost by day and tier, last {count} days. Highest {day}, {most}. Today {today}."
        .replace("{count}", "14")
        .replace("{day}", "Nov 14")
        .replace("{most}", "$2.50")
        .replace("{today}", "≥ $1.24"),
    );
    assert.match(say("demo"), /Highest Nov 21, simulated \$0\.0089\. Today simulated \$0\.0089\.$/);
  });
});

describe("the word for how a request ended", () => {
  const of = (verdict: RecentRow["verdict"], ...checked: RecentRow["checked"]): readonly string[] => {
    const { word, icon } = verdictMark({ verdict, checked });
    return [word, icon];
  };

  it("is success only where something was proved", () => {
    assert.deepEqual(of("accepted", "types", "tests"), ["Checked", "pass"]);
    for (const checked of [["types"], ["diagnostics"], ["shape", "edit"], []] as const)
      assert.equal(of("accepted", ...checked)[1], "circle-large-outline");
    assert.equal(of("accepted", "types")[0], "Types checked");
    assert.equal(of("accepted", "shape", "edit", "diagnostics")[0], "No new problems");
    assert.equal(of("accepted", "shape")[0], "Unverified");
  });

  it("says what went wrong", () => {
    const words = (["unverified", "rejected", "failed", "cancelled"] as const).map((verdict) => of(verdict)[0]);
    assert.deepEqual(words, ["Unverified", "Check failed", "Incomplete", "Stopped"]);
  });
});

describe("shift-ups in words", () => {
  const view = COST_STATES["today"]?.view ?? assert.fail();
  const ROWS = [
    [{ shifted: 9, of: 31, among: "edits" }, "9 of 31 edits"],
    [{ shifted: 1, of: 1, among: "edits" }, "1 of 1 edit"],
    [{ shifted: 2, of: 1_217, among: "requests" }, "2 of 1,217 requests"],
    [{ shifted: 1, of: 1, among: "requests" }, "1 of 1 request"],
  ] as const;
  for (const [shiftUps, text] of ROWS) {
    it(text, () => assert.equal(shiftUpCount({ ...view, shiftUps }, WORDS), text));
  }
});
