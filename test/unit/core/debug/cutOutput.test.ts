import assert from "node:assert/strict";
import fc from "fast-check";
import { cutOutput } from "../../../../src/core/debug/cutOutput.ts";
import { plainOutput } from "../../../../src/util/plainOutput.ts";

const noise = (count: number): string =>
  Array.from({ length: count }, (_, index) => `step ${index} of many`).join("\n");

describe("an output of a terminal", () => {
  it("stays whole when it is short", () => {
    assert.deepEqual(cutOutput("one\ntwo\n"), { text: "one\ntwo", left: 0 });
  });

  it("keeps its beginning, its errors and its end, and says what is left out", () => {
    const text = `$ npm test\n${noise(2_000)}\nTypeError: x is undefined\n    at split (/a/money.ts:1:1)\n${noise(2_000)}\ndone in 3 s`;
    const { text: cut, left } = cutOutput(text, 4_000);
    assert.match(cut, /^\$ npm test/);
    assert.match(cut, /TypeError: x is undefined\n {4}at split/);
    assert.match(cut, /done in 3 s$/);
    assert.match(cut, /\[\d+ lines left out\]/);
    assert.ok(cut.length < 5_000 && left > 50_000);
  });

  it("keeps an error once that comes a thousand times", () => {
    const text = Array.from({ length: 1_000 }, (_, index) => `error: no row ${index}\n${noise(20)}`).join("\n");
    const { text: cut } = cutOutput(text, 6_000);
    const windows = cut.split("\n").filter((line) => line.startsWith("error")).length;
    assert.ok(windows < 150, String(windows));
  });

  it("of 50 MB is read at its end only", () => {
    const text = `${"x ".repeat(49)}x\n`.repeat(500_000) + "Error: at the end\n";
    const { text: cut, left } = cutOutput(text);
    assert.equal(cut, cutOutput(`\n${text.slice(-2_000_000)}`).text);
    assert.match(cut, /Error: at the end$/);
    assert.match(cut, /^\[earlier output left out\]/);
    assert.ok(left > 49_000_000, String(left));
  });

  it("never grows beyond its limit by much", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 80 }), { maxLength: 80 }),
        fc.integer({ min: 200, max: 2_000 }),
        (lines, most) => {
          const { text } = cutOutput(lines.join("\n"), most);
          const marks = text.split("\n").filter((line) => line.includes("left out]")).length;
          assert.ok(text.length <= most + marks * 30);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("plain output", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ["colours", "\u001b[1;31mred\u001b[0m", "red"],
    ["links", "\u001b]8;;http://x\u0007a\u001b]8;;\u001b\\", "a"],
    ["marks of shells", "\u001b]633;C\u0007ls\u001b]633;D;0\u0007", "ls"],
    ["progress", "10%\r50%\r100%\ndone", "100%\ndone"],
    ["line ends", "a\r\nb\r\r\n", "a\nb\n"],
    ["bells and backspaces", "a\u0007\u0008b", "ab"],
  ];
  for (const [name, text, plain] of rows) it(`is without ${name}`, () => assert.equal(plainOutput(text), plain));
});
