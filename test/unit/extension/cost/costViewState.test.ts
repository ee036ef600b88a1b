import assert from "node:assert/strict";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { chartStarts, costViewState, readFigures, suggestionsView } from "../../../../src/extension/cost/costReport.ts";
import { NO_USAGE } from "../../../../src/core/models/usage.ts";
import { requestTable, requestsText } from "../../../../src/extension/cost/requestText.ts";
import { Ledger } from "../../../../src/core/ledger/ledger.ts";
import { monthOf } from "../../../../src/core/ledger/time.ts";
import { sumCosts } from "../../../../src/core/models/money.ts";
import { newestFirst, requestsOf } from "../../../../src/core/ledger/request.ts";
import type { CostViewState, Period } from "../../../../src/protocol/costState.ts";
import { FakeClock } from "../../../helpers/fakeClock.ts";
import { MemoryStore } from "../../../helpers/memoryLedger.ts";
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

/** The view of a ledger that holds `recorded`; those in `session` were booked by this window. */
async function stateOf(
  period: Period,
  { session, recorded }: { readonly session: readonly LedgerEntry[]; readonly recorded: readonly LedgerEntry[] },
  now: number,
): Promise<CostViewState> {
  const store = new MemoryStore();
  const ledger = new Ledger(store, new FakeClock(now));
  for (const one of recorded) {
    if (session.includes(one)) await ledger.append(one);
    else await store.append(monthOf(one.at), JSON.stringify(one));
  }
  const figures = { ...(await readFigures(period, ledger, now)), budgets: [] };
  return costViewState(period, figures, now, WORDS);
}

describe("the cost view", () => {
  it("charts fourteen days", () => {
    assert.equal(chartStarts(NOW)[0], new Date(2026, 9, 23).getTime());
    assert.equal(chartStarts(NOW).length, 14);
  });

  it("counts its period, and the days whatever the period", async () => {
    const pico = async (period: Period): Promise<string> => (await stateOf(period, account, NOW)).view.cost.pico;
    assert.deepEqual([await pico("session"), await pico("today"), await pico("month")], ["4000", "4000", "4300"]);
    const { days } = await stateOf("session", account, NOW);
    assert.deepEqual([days?.simulated, days?.days.length], [false, 14]);
    const costly = (days?.days ?? []).filter(({ requests }) => requests > 0).map((one) => [one.day, one.cost.pico]);
    assert.deepEqual(costly, [
      ["2026-10-31", "20"],
      ["2026-11-01", "300"],
      ["2026-11-05", "4000"],
    ]);
  });

  it("charts play money only where nothing real was asked", async () => {
    const play = entry({ id: "p", request: "p", at: day(11, 5), cost: { kind: "simulated", pico: 7 } });
    const chart = async (...recorded: readonly LedgerEntry[]) =>
      (await stateOf("month", { session: [], recorded }, NOW)).days;
    const played = await chart(play);
    assert.deepEqual([played?.simulated, played?.days.at(-1)?.byTier], [true, { mini: "7" }]);
    assert.equal((await chart(play, entry({ at: day(11, 4), cost: { kind: "unknown" } })))?.simulated, false);
    assert.equal(await chart(), undefined);
  });

  it("knows whether any period has something to show", async () => {
    const anything = async (recorded: readonly LedgerEntry[]): Promise<boolean> =>
      (await stateOf("session", { session: [], recorded }, NOW)).anything;
    assert.deepEqual([await anything([]), await anything(RECORDED.slice(2, 3))], [false, true]);
  });

  it("names a demo model as what it is, and twins by their connection", async () => {
    const names = async (...rows: readonly Partial<LedgerEntry>[]): Promise<readonly string[]> => {
      const recorded = rows.map((row) => entry({ at: NOW, ...row }));
      return (await stateOf("month", { session: [], recorded }, NOW)).view.byModel.map(({ name }) => name);
    };
    assert.deepEqual(await names({ cost: { kind: "simulated", pico: 1 } }), ["demo, no AI"]);
    assert.deepEqual(await names({ cost: priced(2) }, { connection: "proxy" }), ["small · proxy", "small · cloud"]);
    assert.deepEqual(await names({ cost: priced(2) }, { connection: "proxy", tier: "full", cost: priced(1) }), [
      "small",
      "small",
    ]);
  });

  it("names the model of a row that has no price, so that it can be given one", async () => {
    const recorded = [
      entry({ at: NOW, cost: { kind: "unknown" } }),
      entry({ id: "2", at: NOW, model: "b", cost: priced(2) }),
    ];
    const { byModel } = (await stateOf("month", { session: [], recorded }, NOW)).view;
    assert.deepEqual(
      byModel.map(({ unpriced }) => unpriced),
      [undefined, "cloud/small"],
    );
  });

  it("tells what an accepted suggestion cost, once one was shown", () => {
    const cost = sumCosts([priced(300), priced(100)]);
    assert.equal(suggestionsView({ shown: 0, accepted: 0, cost }), undefined);
    assert.equal(suggestionsView({ shown: 3, accepted: 0, cost })?.perAccepted, undefined);
    assert.deepEqual(suggestionsView({ shown: 3, accepted: 2, cost })?.perAccepted, { kind: "priced", pico: 200 });
  });

  it("shows a run of completions as one row", async () => {
    const recorded = [1, 2, 3].map((second) => {
      const outcome = second === 3 ? "cancelled" : "accepted";
      return entry({ id: `${second}`, request: `${second}`, at: NOW + second, task: "complete", outcome });
    });
    const { recent } = (await stateOf("month", { session: [], recorded }, NOW + 9)).view;
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

  it("names play money as such, in what was saved too", () => {
    const play = (pico: number) => ({ kind: "simulated", pico }) as const;
    const told = requestsOf([entry({ cost: play(400_000_000), alwaysFull: play(7_300_000_000) })]);
    assert.match(requestsText(told, WORDS), /Cost +simulated \$0\.0004\n[^]*Routing +saved simulated \$0\.0069\n/);
  });

  it("marks what was estimated, in the table too", () => {
    const stopped = requestsOf([
      entry({ usage: { ...NO_USAGE, output: 9, estimated: true }, cost: priced(400_000_000) }),
    ]);
    assert.match(requestsText(stopped, WORDS), /Cost +≈ \$0\.0004\n/);
    assert.match(requestTable("t", stopped, WORDS), / ≈ \$0\.0004 /);
  });

  it("tells who could have answered, and who was left out by what", () => {
    const candidates = [
      { tier: "full" as const, model: "cloud/big", right: 0.8, pico: 13_000_000_000, ms: 6_000 },
      { tier: "mini" as const, model: "cloud/small", right: 0.55, pico: 700_000_000, ms: 3_000, out: "own" },
    ];
    const route = { pick: "auto" as const, promptTokens: 10, answerTokens: 10, rule: "gain", valuePico: 1e11 };
    const decided = entry({ route: { ...route, plan: ["full"], candidates } });
    const text = requestsText(requestsOf([decided]), WORDS);
    assert.match(text, / {2}Rule +gain; a solved request was worth \$0\.10\n/);
    assert.match(text, / {2}Full +cloud\/big: 80% likely to be right, ≈ \$0\.013, 6\.0 s\n/);
    assert.match(text, / {2}Mini +cloud\/small: left out by the rule own\n/);
  });

  it("lists a period as a table with its sum", () => {
    const lines = requestTable("Upshift requests, today", records, WORDS).trimEnd().split("\n");
    assert.equal(lines[0], "Upshift requests, today");
    assert.match(lines[2] ?? "", /^Time +Tier +Task +Model +Outcome +Cost +Reason$/);
    assert.match(lines[3] ?? "", / Full +Fix +big +accepted +\$0\.015 +quick work$/);
    assert.equal(lines.at(-1), "1 request, $0.015");
  });
});
