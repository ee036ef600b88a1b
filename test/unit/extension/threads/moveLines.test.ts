import assert from "node:assert/strict";
import { type Lines, moveLines } from "../../../../src/extension/threads/moveLines.ts";

type Span = readonly [line: number, character: number, toLine: number, toCharacter: number];

/** Lines 5 to 8 stand for a function; what a change of the text makes of them. */
const CASES: readonly (readonly [what: string, span: Span, text: string, first: number, last: number])[] = [
  ["lines added far above", [0, 0, 0, 0], "// a\n// b\n", 7, 10],
  ["lines added right above", [5, 0, 5, 0], "// a\n", 6, 9],
  ["a line end typed at the end of the line above", [4, 9, 4, 9], "\n", 6, 9],
  ["lines with CRLF added above", [0, 0, 0, 0], "a\r\nb\r\n", 7, 10],
  ["lines taken out above", [1, 0, 4, 0], "", 2, 5],
  ["lines taken out right above", [3, 0, 5, 0], "", 3, 6],
  ["letters typed within", [6, 2, 6, 2], "abc", 5, 8],
  ["a line added within", [6, 2, 6, 2], "\n  ", 5, 9],
  ["a line taken out within", [6, 0, 7, 0], "", 5, 7],
  ["lines taken out above together with the first one", [2, 0, 6, 0], "", 2, 4],
  ["lines above and the first one written anew", [3, 0, 5, 4], "a\nb\nc", 5, 8],
  ["the last line taken out with lines below", [8, 0, 12, 0], "", 5, 8],
  ["all but the first line taken out with lines below", [5, 9, 12, 0], "", 5, 5],
  ["everything taken out", [0, 0, 20, 0], "", 0, 0],
  ["everything loaded anew", [0, 0, 20, 0], "x\n".repeat(21), 5, 8],
  ["everything loaded anew, and shorter", [0, 0, 20, 0], "x\n".repeat(6), 5, 6],
  ["lines added below", [9, 0, 9, 0], "\n\n", 5, 8],
];

describe("lines that a thread stands at", () => {
  for (const [what, [line, character, toLine, toCharacter], text, first, last] of CASES)
    it(`are right after ${what}`, () => {
      const range = { start: { line, character }, end: { line: toLine, character: toCharacter } };
      assert.deepEqual(moveLines({ first: 5, last: 8 }, { range, text }), { first, last } satisfies Lines);
    });

  it("go along when something is put above the first line of a file", () => {
    const top = { line: 0, character: 0 };
    const moved = moveLines({ first: 0, last: 2 }, { range: { start: top, end: top }, text: "// one\n// two\n" });
    assert.deepEqual(moved, { first: 2, last: 4 });
  });
});
