import assert from "node:assert/strict";
import fc from "fast-check";
import * as format from "../../../src/util/format.ts";

const pico = (dollars: number): bigint => BigInt(Math.round(dollars * 1e12));
/** German text holds unbreakable spaces; for a reader they are spaces. */
const plain = (text: string): string => text.replaceAll(/[\u00A0\u202F]/g, " ");

/** value, English, German: the examples of ui.md section 6 and the edges between its rules. */
type Row = readonly [value: number, english: string, german: string];

const MONEY: readonly Row[] = [
  [0, "$0.00", "0,00 $"],
  [0.0004, "$0.0004", "0,0004 $"],
  [0.0069, "$0.0069", "0,0069 $"],
  [0.042, "$0.042", "0,042 $"],
  [0.31, "$0.31", "0,31 $"],
  [1.24, "$1.24", "1,24 $"],
  [1240, "$1,240.00", "1.240,00 $"],
  [0.0001, "$0.0001", "0,0001 $"],
  [0.000099999999, "<$0.0001", "<0,0001 $"],
  [0.000000000001, "<$0.0001", "<0,0001 $"],
  [0.001, "$0.001", "0,001 $"],
  [0.01, "$0.01", "0,01 $"],
  [0.1, "$0.10", "0,10 $"],
  [0.0999, "$0.10", "0,10 $"],
  [0.00999, "$0.01", "0,01 $"],
  [0.0145, "$0.015", "0,015 $"],
  [0.5, "$0.50", "0,50 $"],
  [0.999, "$1.00", "1,00 $"],
  [1.005, "$1.01", "1,01 $"],
  [12.3, "$12.30", "12,30 $"],
];
const TOKENS: readonly Row[] = [
  [0, "0", "0"],
  [510, "510", "510"],
  [999, "999", "999"],
  [1_000, "1k", "1k"],
  [2_100, "2.1k", "2,1k"],
  [41_000, "41k", "41k"],
  [128_000, "128k", "128k"],
  [999_499, "999k", "999k"],
  [999_500, "1M", "1M"],
  [1_200_000, "1.2M", "1,2M"],
];
const DURATION: readonly Row[] = [
  [0, "0.0 s", "0,0 s"],
  [400, "0.4 s", "0,4 s"],
  [2_100, "2.1 s", "2,1 s"],
  [9_949, "9.9 s", "9,9 s"],
  [9_950, "10 s", "10 s"],
  [14_000, "14 s", "14 s"],
  [59_499, "59 s", "59 s"],
  [59_500, "1 min 0 s", "1 min 0 s"],
  [72_000, "1 min 12 s", "1 min 12 s"],
];
const PERCENT: readonly Row[] = [
  [0, "0%", "0 %"],
  [0.001, "<1%", "<1 %"],
  [0.005, "1%", "1 %"],
  [0.86, "86%", "86 %"],
  [1, "100%", "100 %"],
];
const BYTES: readonly Row[] = [
  [512, "0.5 KB", "0,5 KB"],
  [12_288, "12 KB", "12 KB"],
  [3_565_158, "3.4 MB", "3,4 MB"],
];

describe("formats", () => {
  const tables: Readonly<Record<string, readonly [(value: number, locale: string) => string, readonly Row[]]>> = {
    money: [(value, locale) => format.formatMoney(pico(value), locale), MONEY],
    tokens: [format.formatTokens, TOKENS],
    duration: [format.formatDuration, DURATION],
    percent: [format.formatPercent, PERCENT],
    bytes: [format.formatBytes, BYTES],
  };
  for (const [name, [render, rows]] of Object.entries(tables)) {
    for (const [value, english, german] of rows) {
      it(`${name}: ${value} is ${english}`, () => {
        assert.deepEqual([render(value, "en"), plain(render(value, "de"))], [english, german]);
      });
    }
  }

  it("show parts of one sum with the same decimals", () => {
    const parts = [0.0007, 0.0138, 0.0145].map((value) => format.formatMoney(pico(value), "en", 4));
    assert.deepEqual(parts, ["$0.0007", "$0.0138", "$0.0145"]);
  });

  it("take numbers and bigint alike", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 52), (value) =>
        assert.equal(format.formatMoney(value, "en"), format.formatMoney(BigInt(value), "en")),
      ),
    );
  });

  it("never show money that is there as nothing, and never more than four decimals", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 16n }), (value) => {
        assert.doesNotMatch(format.formatMoney(value, "en"), /^\$0\.0+$|\.\d{5}/);
        assert.ok([2, 3, 4].includes(format.moneyDecimals(value)));
      }),
    );
  });

  it("keep two significant digits below a dollar, where four decimals allow", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 999_999 }), (micros) => {
        const shown = Number(format.formatMoney(BigInt(micros) * 1_000_000n, "en").replace("$", ""));
        assert.ok(Math.abs(shown - micros / 1e6) <= Math.max(0.00005, (micros / 1e6) * 0.0501), String(micros));
      }),
    );
  });

  it("show the time of day", () => {
    const noon = new Date(2026, 10, 20, 14, 32).getTime();
    assert.deepEqual([plain(format.formatClock(noon, "en")), format.formatClock(noon, "de")], ["02:32 PM", "14:32"]);
  });
});
