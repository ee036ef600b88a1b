import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { LedgerEntry } from "../../../../src/core/ledger/entry.ts";
import {
  type BilledLine,
  correctedPrice,
  reconcile,
  type ReconciledRow,
} from "../../../../src/core/ledger/reconcile.ts";
import type { ListedPrice } from "../../../../src/core/models/price.ts";
import { reconcileText } from "../../../../src/extension/cost/reconcileText.ts";
import { WORDS } from "../../../helpers/answerWords.ts";
import { usage } from "../../../helpers/fakeModel.ts";
import { entry } from "../../../helpers/make.ts";

const SPAN = { from: Date.UTC(2026, 10, 20), until: Date.UTC(2026, 10, 21) };
const MINE = { connection: "mine", span: SPAN };
const DOLLAR = 1_000_000_000_000;

function booked(more: Partial<LedgerEntry>): LedgerEntry {
  const cost = { kind: "priced", pico: DOLLAR, provenance: "computed" } as const;
  return entry({ connection: "mine", model: "gpt-4o", at: SPAN.from, usage: usage(1_000_000, 0), cost, ...more });
}

const line = (model: string, dollars: number): BilledLine => ({ model, pico: BigInt(dollars * DOLLAR) });

describe("a ledger beside the provider's figures", () => {
  it("counts the span and the connection, by the model that answered", () => {
    const entries = [
      booked({}),
      booked({ served: "gpt-4o-2024-08-06" }),
      booked({ at: SPAN.until }),
      booked({ at: SPAN.from - 1 }),
      booked({ connection: "other" }),
      booked({ cost: { kind: "free" } }),
      booked({ cost: { kind: "simulated", pico: 7 } }),
    ];
    const { rows, ours, theirs, difference } = reconcile(entries, [line("gpt-4o", 1.5)], MINE);
    assert.deepEqual([ours, theirs, difference], [BigInt(2 * DOLLAR), BigInt(1.5 * DOLLAR), BigInt(-0.5 * DOLLAR)]);
    assert.deepEqual(
      rows.map(({ model, attempts, theirs: pico }) => [model, attempts, pico]),
      [
        ["gpt-4o", 1, BigInt(1.5 * DOLLAR)],
        ["gpt-4o-2024-08-06", 1, undefined],
      ],
    );
  });

  it("finds a model under the name that was asked for, and adds up the lines of one", () => {
    const lines = [line("gpt-4o", 1), line("gpt-4o", 0.5), line("o3", 2)];
    const { rows } = reconcile([booked({ served: "gpt-4o-2024-08-06" })], lines, MINE);
    assert.deepEqual(
      rows.map(({ model, attempts, theirs }) => [model, attempts, theirs]),
      [
        ["o3", 0, BigInt(2 * DOLLAR)],
        ["gpt-4o-2024-08-06", 1, BigInt(1.5 * DOLLAR)],
      ],
    );
  });

  it("lays a single figure beside the whole", () => {
    const result = reconcile([booked({}), booked({ cost: { kind: "unknown" } })], [{ pico: 5n }], MINE);
    assert.deepEqual([result.ours, result.theirs, result.unpriced, result.rows.length], [BigInt(DOLLAR), 5n, 1, 1]);
  });

  it("adds up, whatever is in it", () => {
    const anyEntry = fc
      .record({ model: fc.constantFrom("a", "b"), served: fc.constantFrom(undefined, "a", "c"), pico: fc.nat() })
      .map(({ model, served, pico }) =>
        booked({
          model,
          ...(served === undefined ? {} : { served }),
          cost: { kind: "priced", pico, provenance: "billed" },
        }),
      );
    const anyLine = fc.record({
      model: fc.constantFrom("a", "b", "c", "d"),
      pico: fc.bigInt({ min: 0n, max: 10n ** 15n }),
    });
    fc.assert(
      fc.property(fc.array(anyEntry), fc.array(anyLine), (entries, lines) => {
        const { rows, ours, theirs, difference } = reconcile(entries, lines, MINE);
        assert.equal(
          rows.reduce((sum, row) => sum + row.ours, 0n),
          ours,
        );
        assert.equal(
          rows.reduce((sum, row) => sum + (row.theirs ?? 0n), 0n),
          theirs,
        );
        assert.equal(
          ours,
          entries.reduce((sum, { cost }) => sum + ("pico" in cost ? BigInt(cost.pico) : 0n), 0n),
        );
        assert.equal(difference, theirs - ours);
      }),
    );
  });

  it("reads as a table", () => {
    const entries = [booked({}), booked({ model: "own", cost: { kind: "unknown" } })];
    const text = reconcileText(
      reconcile(entries, [line("gpt-4o", 1.25)], MINE),
      { ...MINE, source: "provider" },
      WORDS,
    );
    assert.match(text, /^mine, \w+ 20, 2026 to \w+ 20, 2026 \(UTC days\)$/m);
    assert.match(text, /^gpt-4o +1 +\$1\.0000 +\$1\.2500 +\+\$0\.2500$/m);
    assert.match(text, /^own +1 +Price unknown +– +–$/m);
    assert.match(text, /^Total +\$1\.0000 +\$1\.2500 +\+\$0\.2500$/m);
    assert.match(text, /lower bound/);
  });
});

describe("the corrected price", () => {
  const present: ListedPrice = {
    kind: "listed",
    rates: { input: 2_500_000, output: 10_000_000, cacheRead: 1_250_000 },
    provenance: "computed",
    asOf: "2026-11-10",
  };
  const row = (ours: number, theirs: number | undefined, more: Partial<ReconciledRow> = {}): ReconciledRow => ({
    ...{
      model: "gpt-4o",
      attempts: 3,
      tokens: 1_000_000,
      ours: BigInt(Math.round(ours * DOLLAR)),
      unpriced: 0,
      billed: 0,
    },
    ...(theirs === undefined ? {} : { theirs: BigInt(Math.round(theirs * DOLLAR)) }),
    ...more,
  });

  it("is the present one, scaled", () => {
    assert.deepEqual(correctedPrice(row(2, 3), present), { input: 3.75, output: 15, cacheRead: 1.875 });
    assert.deepEqual(correctedPrice(row(2, 1), present), { input: 1.25, output: 5, cacheRead: 0.625 });
  });

  it("is the same for every token where none is known", () => {
    const price = correctedPrice(row(0, 3, { unpriced: 3 }), { kind: "unknown" });
    assert.deepEqual(price, { input: 3, output: 3 });
  });

  it("is not offered for what agrees, is not comparable, or makes no price", () => {
    const none: readonly ReconciledRow[] = [
      row(2, 2),
      row(2, 2.01),
      row(2, undefined),
      row(2, 0),
      row(2, 3, { unpriced: 1 }),
      row(0.0001, 0.0002),
      row(2, 10_000),
      row(0, 3, { attempts: 0 }),
    ];
    for (const one of none) assert.equal(correctedPrice(one, present), undefined);
    assert.equal(correctedPrice(row(0, 3, { unpriced: 3, tokens: 0 }), { kind: "unknown" }), undefined);
  });
});
