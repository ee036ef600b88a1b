import assert from "node:assert/strict";
import fc from "fast-check";
import { byDay, dayStarts } from "../../../../src/core/ledger/days.ts";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import { toCsv, toJson } from "../../../../src/core/ledger/export.ts";
import { gatherRecent } from "../../../../src/core/ledger/recent.ts";
import { newestFirst, reportOf } from "../../../../src/core/ledger/report.ts";
import { costOfAll } from "../../../../src/core/ledger/tally.ts";
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

/** Every way in which the amounts are shown or written, added up again. */
function everyTotal(entries: readonly LedgerEntry[]): Readonly<Record<string, Sums>> {
  const report = reportOf(entries, Number.MAX_SAFE_INTEGER);
  const ofGroups = (groups: readonly { readonly cost: Sums }[]): Sums => ({
    pico: total(groups.map(({ cost }) => cost.pico)),
    simulatedPico: total(groups.map(({ cost }) => cost.simulatedPico)),
  });
  const stacks = (kind: "priced" | "simulated"): bigint =>
    total(byDay(entries, DAYS, kind).flatMap(({ byTier, rejected }) => [...byTier.values(), rejected]));
  const { pico, simulatedPico } = report.cost;
  const [csv, json] = [readCsv(toCsv(entries)), JSON.parse(toJson(entries, { name: "month", until: NOW }))];
  const column = (rows: readonly Readonly<Record<string, string>>[], name: string): bigint =>
    total(rows.map((row) => picoOf(row[name] ?? "")));
  const inColumns = (rows: readonly Readonly<Record<string, string>>[]): Sums => ({
    pico: column(rows, "cost_usd"),
    simulatedPico: column(rows, "simulated_usd"),
  });
  return {
    requests: ofGroups(report.records),
    "by model": ofGroups(report.byModel),
    "by task": ofGroups(report.byTask),
    "by day": ofGroups(byDay(entries, DAYS, "priced")),
    "by day and tier": { pico: stacks("priced"), simulatedPico: stacks("simulated") },
    "by tier": { pico: total(report.byTier.values()), simulatedPico },
    "by provenance": { pico: total(report.byProvenance.values()), simulatedPico },
    recent: ofGroups(gatherRecent(newestFirst(report.records), Number.MAX_SAFE_INTEGER)),
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
        const { byTask, requests, records } = reportOf(entries);
        const tasks = new Set(entries.map(({ request, task }) => `${request} ${task}`));
        assert.equal(
          byTask.reduce((sum, group) => sum + group.requests, 0),
          tasks.size,
        );
        assert.equal(requests, records.length);
        assert.equal(readCsv(toCsv(entries)).length, entries.length);
      }),
    );
  });

  it("add up to always Full with what was saved, request by request comparable", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        const { savings, simulatedSavings, comparedByTier, simulatedComparedByTier } = reportOf(entries);
        const spent = (by: ReadonlyMap<string, bigint>): bigint => total(by.values());
        assert.equal(spent(comparedByTier) + (savings?.saved ?? 0n), savings?.alwaysFull ?? 0n);
        assert.equal(
          spent(simulatedComparedByTier) + (simulatedSavings?.saved ?? 0n),
          simulatedSavings?.alwaysFull ?? 0n,
        );
      }),
    );
  });

  it("are those of the costs one by one", () => {
    fc.assert(
      fc.property(entriesOfDays, (entries) => {
        assert.deepEqual(costOfAll(entries), sumCosts(entries.map(({ cost }) => cost)));
      }),
    );
  });
});
