import assert from "node:assert/strict";
import fc from "fast-check";
import { Tail } from "../../../src/util/tail.ts";

describe("the tail of a text in pieces", () => {
  it("is its end, however it is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        (all, most) => {
          const tail = new Tail(most);
          for (const piece of all) tail.add(piece);
          assert.equal(tail.text, all.join("").slice(-most));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of 50 MB is kept at its end only", () => {
    const tail = new Tail(1_000);
    const piece = "x".repeat(50_000);
    for (let count = 0; count < 1_000; count += 1) tail.add(piece);
    tail.add("Error: last");
    assert.equal(tail.text.length, 1_000);
    assert.ok(tail.text.endsWith("xError: last"));
  });
});
