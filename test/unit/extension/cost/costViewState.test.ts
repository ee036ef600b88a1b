import assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { costViewState, viewStart } from "../../../../src/extension/cost/costReport.ts";
import { requestTable, requestsText } from "../../../../src/extension/cost/requestText.ts";
import { newestFirst, requestsOf } from "../../../../src/core/ledger/report.ts";
import { WORDS } from "../../../helpers/answerWords.ts";
import { entry } from "../../../helpers/make.ts";

const NOW = new Date(2026, 10, 5, 14, 31).getTime();
const day = (month: number, date: number): number => new Date(2026, month - 1, date, 12).getTime();
const priced = (pico: number) => ({ kind: "priced", pico, provenance: "computed" }) as const;

const RECORDED: readonly LedgerEntry[] = [
  entry({ id: "1", request: "1", at: day(10, 22), cost: priced(1) }),
  entry({ id: "2", request: "2", at: day(10, 31), cost: priced(20) }),
  entry({ id: "3", request: "3", at: day(11, 1), cost: priced(300) }),
  entry({ id: "4", request: "4", at: day(11, 5), cost: priced(4_000) }),
];
const account = { session: RECORDED.slice(3), recorded: RECORDED };

describe("the cost view", () => {
  it("needs the days of its chart, or the month where that began earlier", () => {
    assert.equal(viewStart(NOW), new Date(2026, 9, 23).getTime());
    assert.equal(viewStart(day(11, 30)), new Date(2026, 10, 1).getTime());
  });

  it("counts its period, and the days whatever the period", () => {
    const pico = (period: "session" | "today" | "month"): string =>
      costViewState(period, account, NOW, WORDS).view.cost.pico;
    assert.deepEqual([pico("session"), pico("today"), pico("month")], ["4000", "4000", "4300"]);
    const { days } = costViewState("session", account, NOW, WORDS);
    assert.deepEqual([days?.simulated, days?.days.length], [false, 14]);
    const costly = (days?.days ?? []).filter(({ requests }) => requests > 0).map((one) => [one.day, one.cost.pico]);
    assert.deepEqual(costly, [
      ["2026-10-31", "20"],
      ["2026-11-01", "300"],
      ["2026-11-05", "4000"],
    ]);
  });

  it("charts play money only where nothing real was asked", () => {
    const play = entry({ id: "p", request: "p", at: day(11, 5), cost: { kind: "simulated", pico: 7 } });
    const chart = (...recorded: readonly LedgerEntry[]) =>
      costViewState("month", { session: [], recorded }, NOW, WORDS).days;
    assert.deepEqual([chart(play)?.simulated, chart(play)?.days.at(-1)?.byTier], [true, { mini: "7" }]);
    assert.equal(chart(play, entry({ at: day(11, 4), cost: { kind: "unknown" } }))?.simulated, false);
    assert.equal(chart(), undefined);
  });

  it("knows whether any period has something to show", () => {
    const anything = (recorded: readonly LedgerEntry[]): boolean =>
      costViewState("session", { session: [], recorded }, day(11, 30), WORDS).anything;
    assert.deepEqual([anything([]), anything(RECORDED.slice(2, 3))], [false, true]);
  });

  it("names a demo model as what it is, and twins by their connection", () => {
    const names = (...rows: readonly Partial<LedgerEntry>[]): readonly string[] =>
      costViewState(
        "month",
        { session: [], recorded: rows.map((row) => entry({ at: NOW, ...row })) },
        NOW,
        WORDS,
      ).view.byModel.map(({ name }) => name);
    assert.deepEqual(names({ cost: { kind: "simulated", pico: 1 } }), ["demo, no AI"]);
    assert.deepEqual(names({ cost: priced(2) }, { connection: "proxy" }), ["small · proxy", "small · cloud"]);
    assert.deepEqual(names({ cost: priced(2) }, { connection: "proxy", tier: "full", cost: priced(1) }), [
      "small",
      "small",
    ]);
  });

  it("shows a run of completions as one row", () => {
    const recorded = [1, 2, 3].map((second) => {
      const outcome = second === 3 ? "cancelled" : "accepted";
      return entry({ id: `${second}`, request: `${second}`, at: NOW + second, task: "complete", outcome });
    });
    const { recent } = costViewState("month", { session: [], recorded }, NOW + 9, WORDS).view;
    assert.deepEqual(
      recent.map(({ count, request, verdict, at }) => [count, request, verdict, at]),
      [[3, "3", "unverified", NOW + 3]],
    );
  });
});

describe("what the cost view opens", () => {
  const records = newestFirst(
    requestsOf([
      entry({
        ...{ id: "1", request: "r", at: NOW, task: "fix", outcome: "rejected", verdict: "rejected" },
        checked: ["diagnostics"],
        cost: priced(700_120_000),
      }),
      entry({
        ...{ id: "2", request: "r", at: NOW + 1, task: "fix", tier: "full", model: "big", why: "shifted-up" },
        cost: priced(13_803_080_000),
        alwaysFull: priced(13_000_000_000),
        firstTokenMs: 400,
        totalMs: 2_100,
      }),
    ]),
  );

  it("tells every attempt of a request, exactly", () => {
    const text = requestsText(records, WORDS);
    assert.match(text, /^Fix, Nov 5, 2026/);
    assert.match(text, /Cost {9}\$0\.015\n {2}Always Full {2}\$0\.013, computed, exactly 0\.013000000000\n/);
    assert.match(text, /Attempt 1 of 2: Mini, small\n[^]*Outcome {5}rejected\n {2}Checks {6}diagnostics/);
    assert.match(text, /Attempt 2 of 2: Full, big\n {2}Why {9}shifted-up: quick work\n/);
    assert.match(text, /Cost {8}\$0\.014, computed, exactly 0\.013803080000\n {2}Time {8}2\.1 s, first token 0\.4 s/);
  });

  it("lists a period as a table with its sum", () => {
    const lines = requestTable("Upshift requests, today", records, WORDS).trimEnd().split("\n");
    assert.equal(lines[0], "Upshift requests, today");
    assert.match(lines[2] ?? "", /^Time +Tier +Task +Model +Outcome +Cost +Reason$/);
    assert.match(lines[3] ?? "", / Full +Fix +big +accepted +\$0\.015 +quick work$/);
    assert.equal(lines.at(-1), "1 request, $0.015");
  });
});
