import assert from "node:assert/strict";
import fc from "fast-check";
import { applyChanges, type TextChange } from "../../../../src/core/edits/change.ts";
import { hunksOf, minimalChanges, moveHunks, type PendingHunk, rejection } from "../../../../src/core/edits/hunks.ts";

const line = fc.constantFrom("a", "b", "  c", "", "\td");
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, closed]) => lines.join(end) + (closed ? end : ""));

/** A text and changes in it that do not overlap, made from sorted cut points. */
const edited = text.chain((before) =>
  fc
    .tuple(fc.uniqueArray(fc.nat(before.length), { maxLength: 8 }), fc.array(text, { minLength: 4, maxLength: 4 }))
    .map(([cuts, texts]) => ({
      before,
      changes: pairs(
        cuts.toSorted((a, b) => a - b),
        texts,
      ),
    })),
);

function pairs(cuts: readonly number[], texts: readonly string[]): TextChange[] {
  const changes: TextChange[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 2) {
    changes.push({ start: cuts[index] ?? 0, end: cuts[index + 1] ?? 0, text: texts[index / 2] ?? "" });
  }
  return changes;
}

/** Rejects hunks in the given order, moving the others along, as the editor does. */
function rejectAll(current: string, hunks: readonly PendingHunk[], order: readonly number[]): string {
  let now = current;
  let left = hunks;
  for (const id of order) {
    const hunk = left.find((known) => known.id === id);
    if (!hunk) continue;
    const change = rejection(hunk);
    now = applyChanges(now, [change]);
    left = moveHunks(
      left.filter((known) => known !== hunk),
      change,
    );
  }
  return now;
}

describe("hunks of a pending edit", () => {
  it("are the same edit in smaller pieces", () => {
    fc.assert(
      fc.property(edited, ({ before, changes }) => {
        assert.equal(applyChanges(before, minimalChanges(before, changes)), applyChanges(before, changes));
      }),
    );
  });

  it("rejected all, in any order, give back every byte", () => {
    fc.assert(
      fc.property(edited, fc.infiniteStream(fc.nat(20)), ({ before, changes }, picks) => {
        const small = minimalChanges(before, changes);
        const hunks = hunksOf(before, small);
        const order = hunks
          .map(({ id }) => ({ id, weight: picks.next().value ?? 0 }))
          .toSorted((a, b) => a.weight - b.weight);
        assert.equal(
          rejectAll(
            applyChanges(before, small),
            hunks,
            order.map(({ id }) => id),
          ),
          before,
        );
      }),
    );
  });

  it("accepted in part are exactly the accepted changes", () => {
    fc.assert(
      fc.property(edited, fc.integer({ min: 0, max: 255 }), ({ before, changes }, mask) => {
        const small = minimalChanges(before, changes).toSorted((a, b) => a.start - b.start);
        const hunks = hunksOf(before, small);
        const rejected = hunks.filter((_, index) => (mask & (1 << index)) === 0).map(({ id }) => id);
        const accepted = small.filter((_, index) => (mask & (1 << index)) !== 0);
        assert.equal(rejectAll(applyChanges(before, small), hunks, rejected), applyChanges(before, accepted));
      }),
    );
  });

  it("move along when text is typed elsewhere", () => {
    const hunks: PendingHunk[] = [{ id: 0, start: 10, end: 15, original: "x" }];
    assert.deepEqual(moveHunks(hunks, { start: 2, end: 4, text: "longer" }), [
      { id: 0, start: 14, end: 19, original: "x" },
    ]);
    assert.deepEqual(moveHunks(hunks, { start: 15, end: 15, text: "behind" }), hunks);
    assert.deepEqual(moveHunks(hunks, { start: 10, end: 10, text: "ab" }), [
      { id: 0, start: 12, end: 17, original: "x" },
    ]);
  });

  it("grow around what is typed into them", () => {
    const hunks: PendingHunk[] = [{ id: 0, start: 10, end: 15, original: "x" }];
    assert.deepEqual(moveHunks(hunks, { start: 12, end: 13, text: "abc" }), [
      { id: 0, start: 10, end: 17, original: "x" },
    ]);
    assert.deepEqual(moveHunks(hunks, { start: 8, end: 11, text: "" }), [{ id: 0, start: 8, end: 12, original: "x" }]);
  });
});
