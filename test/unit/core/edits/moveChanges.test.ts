import assert from "node:assert/strict";
import fc from "fast-check";
import { applyChanges, type TextChange } from "../../../../src/core/edits/change.ts";
import { moveChanges } from "../../../../src/core/edits/moveChanges.ts";

/** A change of every place where a word stands. */
function rename(text: string, from: string, to: string): TextChange[] {
  return [...text.matchAll(new RegExp(`\\b${from}\\b`, "g"))].map(({ index }) => ({
    start: index,
    end: index + from.length,
    text: to,
  }));
}

describe("changes moved to another text", () => {
  const text = "import { a, b } from 'x';\nlet c = a(b);\nlet d = b;\n";

  it("hold on a line where another word was changed", () => {
    const first = applyChanges(text, rename(text, "a", "alpha"));
    const moved = moveChanges(rename(text, "b", "beta"), text, first);
    assert.ok(moved);
    assert.equal(applyChanges(first, moved), "import { alpha, beta } from 'x';\nlet c = alpha(beta);\nlet d = beta;\n");
  });

  it("are given up where the same word was changed", () => {
    const other = text.replaceAll("b", "other");
    assert.equal(moveChanges(rename(text, "b", "beta"), text, other), undefined);
  });

  it("give the same whichever of two renames comes first", () => {
    const word = fc.constantFrom("a", "b", "c", "(", ")", " ", "\n", ",");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (parts) => {
        const base = parts.join("");
        const [one, two] = [rename(base, "a", "alpha"), rename(base, "b", "beta")];
        const moved = moveChanges(two, base, applyChanges(base, one));
        if (!moved) return;
        assert.equal(applyChanges(applyChanges(base, one), moved), applyChanges(base, [...one, ...two]));
      }),
      { numRuns: 200 },
    );
  });
});
