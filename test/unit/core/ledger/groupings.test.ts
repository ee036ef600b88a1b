import assert from "node:assert/strict";
import fc from "fast-check";
import { chartDay, dayStarts } from "../../../../src/core/ledger/days.ts";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { toCsv, toJson } from "../../../../src/core/ledger/export.ts";
import { MonthTotals } from "../../../../src/core/ledger/monthTotals.ts";
import { gatherRecent } from "../../../../src/core/ledger/recent.ts";
import { reportOf, reportOn } from "../../../../src/core/ledger/report.ts";
import { newestFirst, requestsOf } from "../../../../src/core/ledger/request.ts";
import { startOfDay } from "../../../../src/core/ledger/time.ts";
import { savedBy } from "../../../../src/core/ledger/savings.ts";
import { Totals } from "../../../../src/core/ledger/totals.ts";
import { sumCosts } from "../../../../src/core/models/money.ts";
import { anyEntries } from "../../../helpers/anyEntries.ts";
import { picoOf, readCsv } from "../../../helpers/csv.ts";

const NOW = new Date(2026, 10, 21, 14, 31).getTime();
const DAYS = dayStarts(NOW, 14);
const entriesOfDays = anyEntries(DAYS[0] ?? 0, NOW);

interface Sums {
  readonly pico: bigint;
  readonly simulatedPico: bigint;
}

const total = (sums: Iterable<bigint>): bigint => [...sums].reduce((sum, pico) => sum + pico, 0n);

/** By local day, as a month is read from its lines. */
function daysOf(entries: readonly LedgerEntry[]): readonly Totals[] {
  const month = new MonthTotals();
  month.take(entries.map((one) => `${JSON.stringify(one)}\n`).join(""));
  return [...new Set(entries.map(({ at }) => startOfDay(at)))].map((start) => {
    const day = new Totals();
    month.mergeDay(day, start);
    return day;
  });
}

/** Every way in which the amounts are shown or written, added up again. */
function everyTotal(entries: readonly LedgerEntry[]): Readonly<Record<string, Sums>> {
  const report = reportOf(entries);
  const days = daysOf(entries);
  const ofGroups = (groups: readonly { readonly cost: Sums }[]): Sums => ({
    pico: total(groups.map(({ cost }) => cost.pico)),
    simulatedPico: total(groups.map(({ cost }) => cost.simulatedPico)),
  });
  const stacks = (kind: "priced" | "simulated"): bigint =>
    total(
      days.flatMap((day) => {
        const { byTier, rejected } = chartDay(0, day, kind);
        return [...byTier.values(), rejected];
      }),
    );
  const { pico, simulatedPico } = report.cost;
  const [csv, json] = [readCsv(toCsv(entries)), JSON.parse(toJson(entries, { name: "month", until: NOW }))];
  const column = (rows: readonly Readonly<Record<string, string>>[], name: string): bigint =>
    total(rows.map((row) => picoOf(row[name] ?? "")));
  const inColumns = (rows: readonly Readonly<Record<string, string>>[]): Sums => ({
    pico: column(rows, "cost_usd"),
    simulatedPico: column(rows, "simulated_usd"),
  });
  return {
    requests: ofGroups(requestsOf(entries)),
    "by model": ofGroups(report.byModel),
    "by task": ofGroups(report.byTask),
    "by day": ofGroups(days.map((day) => reportOn(day))),
    "by day and tier": { pico: stacks("priced"), simulatedPico: stacks("simulated") },
    "by tier": { pico: total(report.byTier.values()), simulatedPico },
    "by provenance": { pico: total(report.byProvenance.values()), simulatedPico },
    recent: ofGroups(gatherRecent(newestFirst(requestsOf(entries)), Number.MAX_SAFE_INTEGER)),
    shown: { pico, simulatedPico },
    CSV: inColumns(csv),
    JSON: inColumns(json.attempts),
    "totals in JSON": { pico: picoOf(json.totals.cost_usd), simulatedPico: picoOf(json.totals.simulated_usd) },
  };
}

describe("the sums of the ledger", () => {
  it("are the same integer however they are grouped, shown or exported", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        const { pico, simulatedPico } = sumCosts(entries.map(({ cost }) => cost));
        for (const [name, sums] of Object.entries(everyTotal(entries)))
          assert.deepEqual({ pico: sums.pico, simulatedPico: sums.simulatedPico }, { pico, simulatedPico }, name);
      }),
    );
  });

  it("count every request once per group, and every attempt in the export", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        const { byTask, byModel, requests } = reportOf(entries);
        const count = (groups: readonly { readonly requests: number }[]): number =>
          groups.reduce((sum, group) => sum + group.requests, 0);
        assert.equal(requests, new Set(entries.map(({ request }) => request)).size);
        assert.equal(count(byTask), requests);
        const models = new Set(
          entries.map(({ request, tier, connection, model, task }) => [request, tier, connection, model, task].join()),
        );
        assert.equal(count(byModel), models.size);
        assert.equal(readCsv(toCsv(entries)).length, entries.length);
      }),
    );
  });

  it("add up to always Full with what was saved, request by request comparable", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        const { alwaysFull, alwaysCheapest } = reportOf(entries);
        const known = [alwaysFull.priced, alwaysFull.simulated, alwaysCheapest.priced, alwaysCheapest.simulated];
        for (const one of known) if (one) assert.equal(total(one.byTier.values()) + one.saved, one.baseline);
      }),
    );
  });

  it("save what request by request saves, losses too, however the attempts lie", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        for (const kind of ["priced", "simulated"] as const) {
          const saved = requestsOf(entries).flatMap((record) => savedBy(record, kind)?.saved ?? []);
          assert.equal(reportOf(entries).alwaysFull[kind]?.saved ?? 0n, total(saved));
        }
      }),
    );
  });

  it("are the same when spans are merged and come back from their records", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        const merged = new Totals();
        for (const day of daysOf(entries)) merged.merge(JSON.parse(JSON.stringify(day.record)));
        const { cost, tokens, requests, rejected, byTier } = reportOn(merged);
        const whole = reportOf(entries);
        assert.deepEqual(
          { cost, tokens, requests, rejected, byTier: Object.fromEntries(byTier) },
          {
            ...{ cost: whole.cost, tokens: whole.tokens, requests: whole.requests, rejected: whole.rejected },
            byTier: Object.fromEntries(whole.byTier),
          },
        );
      }),
    );
  });
});
