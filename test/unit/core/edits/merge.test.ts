import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeTexts } from "../../../../src/core/edits/merge.ts";

const CASES: readonly (readonly [
  name: string,
  base: string,
  ours: string,
  theirs: string,
  merged: string | undefined,
])[] = [
  ["takes the one change there is", "a\nb\n", "a\nb\n", "a\nB\n", "a\nB\n"],
  ["keeps what was typed meanwhile", "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n"],
  ["takes the same change once", "a\nb\n", "a\nB\n", "a\nB\n", "a\nB\n"],
  ["refuses two changes of a line", "a\nb\n", "a\n1\n", "a\n2\n", undefined],
  ["refuses a change of what was deleted", "a\nb\nc\n", "a\nc\n", "a\nB\nc\n", undefined],
  ["keeps CRLF", "a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nC\r\n", "A\r\nb\r\nC\r\n"],
];

const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "d\n"), { maxLength: 8 }).map((lines) => lines.join(""));

describe("mergeTexts", () => {
  for (const [name, base, ours, theirs, merged] of CASES)
    it(name, () => assert.equal(mergeTexts(base, ours, theirs), merged));
  it("does not care which change came first", () => {
    fc.assert(
      fc.property(text, text, text, (base, one, other) => {
        assert.equal(mergeTexts(base, one, other) === undefined, mergeTexts(base, other, one) === undefined);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});
