import assert from "node:assert/strict";
import fc from "fast-check";
import { headOf, tailOf } from "../../../src/util/cutText.ts";

describe("a text that is cut", () => {
  it("loses the word at the cut as a whole", () => {
    assert.equal(headOf('key = "abcdefgh"', 20), 'key = "abcdefgh"');
    assert.equal(headOf('key = "abcdefgh"', 10), 'key = "');
    assert.equal(headOf("abcdefgh", 4), "");
    assert.equal(tailOf("one two three", 8), " three");
    assert.equal(tailOf("abcdefgh", 4), "");
    assert.equal(headOf("one two", 3) + tailOf("one two", 3), "onetwo");
  });

  it("holds no part of a word, wherever it is cut", () => {
    const word = "S3cretS3cret";
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(40), (before, after, most) => {
        const text = `${before} ${word}"${after}`;
        const parts = /S3c|cret|3cre/;
        for (const cut of [headOf(text, most), tailOf(text, most)]) {
          assert.ok(cut.length <= most || cut === text);
          assert.ok(cut.includes(word) || !parts.test(cut), cut);
        }
      }),
      { numRuns: 200 },
    );
  });
});
