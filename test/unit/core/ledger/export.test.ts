import assert from "node:assert/strict";
import fc from "fast-check";
import { toCsv, toJson } from "../../../../src/core/ledger/export.ts";
import { exactDollars } from "../../../../src/util/format.ts";
import { anyEntries } from "../../../helpers/anyEntries.ts";
import { picoOf, readCsv } from "../../../helpers/csv.ts";
import { entry } from "../../../helpers/make.ts";

const PERIOD = { name: "month", until: Date.UTC(2026, 10, 21) };

describe("an exported account", () => {
  it("is one row per attempt with exact amounts, real and simulated apart", () => {
    const rows = readCsv(
      toCsv([
        entry({ id: "1", cost: { kind: "priced", pico: 14_503_200_001, provenance: "billed" }, served: "small-2026" }),
        entry({ id: "2", cost: { kind: "simulated", pico: 1 }, alwaysFull: { kind: "simulated", pico: 2 } }),
        entry({ id: "3", cost: { kind: "unknown" }, alwaysFull: { kind: "priced", pico: 3, provenance: "computed" } }),
      ]),
    );
    assert.deepEqual(
      rows.map((row) => [row["attempt"], row["cost_kind"], row["provenance"], row["cost_usd"], row["simulated_usd"]]),
      [
        ["1", "priced", "billed", "0.014503200001", ""],
        ["2", "simulated", "", "", "0.000000000001"],
        ["3", "unknown", "", "", ""],
      ],
    );
    assert.deepEqual([rows[0]?.["time"], rows[0]?.["served_model"]], ["2026-11-20T12:00:00.000Z", "small-2026"]);
    assert.deepEqual(
      rows.map((row) => [row["always_full_usd"], row["always_full_simulated_usd"]]),
      [
        ["", ""],
        ["", "0.000000000002"],
        ["0.000000000003", ""],
      ],
    );
  });

  it("holds what savings are told against: always Full, and the cheapest model alone", () => {
    const alwaysCheapest = { kind: "priced", pico: 4, provenance: "estimated" } as const;
    const [row] = readCsv(toCsv([entry({ alwaysCheapest })]));
    assert.deepEqual(
      [row?.["always_full_kind"], row?.["always_cheapest_kind"], row?.["always_cheapest_usd"]],
      ["", "priced", "0.000000000004"],
    );
  });

  it("says in JSON what it adds up to", () => {
    const json = JSON.parse(toJson([entry(), entry({ cost: { kind: "unknown" } })], PERIOD));
    assert.deepEqual(json.totals, {
      cost_usd: "0.000140000000",
      simulated_usd: "0.000000000000",
      unpriced_attempts: 1,
    });
    assert.deepEqual(
      [json.schema, json.period, json.until, json.attempts_count],
      [1, "month", "2026-11-21T00:00:00.000Z", 2],
    );
    assert.equal(json.attempts[0].cost_usd, "0.000140000000");
  });

  it("is a header for nothing", () => {
    assert.match(toCsv([]), /^time,request,attempt,[a-z_,]+\r\n$/);
  });

  for (const name of ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1"]) {
    it(`cannot be run by a spreadsheet: ${JSON.stringify(name)}`, () => {
      const row = readCsv(toCsv([entry({ model: name, workspace: name })]))[0];
      assert.deepEqual([row?.["model"], row?.["workspace"]], [`'${name}`, `'${name}`]);
    });
  }

  it("never starts a cell with what a spreadsheet takes for a formula, and keeps the text", () => {
    fc.assert(
      fc.property(anyEntries(0, 4e12), (entries) => {
        for (const [index, row] of readCsv(toCsv(entries)).entries()) {
          for (const value of Object.values(row)) assert.doesNotMatch(value, /^[=+\-@\t\r\n]/);
          assert.ok((row["model"] ?? "").endsWith(entries[index]?.model ?? "?"));
        }
      }),
    );
  });
});

describe("exact dollars", () => {
  it("have twelve places and no rounding", () => {
    assert.deepEqual(
      [0n, 1n, 999_999_999_999n, 1_000_000_000_000n, 12_345_678_901_234_567n, -5n].map((pico) => exactDollars(pico)),
      ["0.000000000000", "0.000000000001", "0.999999999999", "1.000000000000", "12345.678901234567", "-0.000000000005"],
    );
  });

  it("come back as the same integer", () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (pico) => picoOf(exactDollars(pico)) === pico));
  });
});
