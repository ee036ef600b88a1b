import assert from "node:assert/strict";
import { lostLines } from "../../../../src/core/edits/lostLines.ts";

const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index}\n`).join("");
const hunk = (original: string, proposed: string) => ({ id: 1, start: 0, end: proposed.length, original, proposed });

describe("lostLines", () => {
  it("counts lines that nothing replaces", () => assert.equal(lostLines([hunk(lines(40), "")]), 40));
  it("adds up over hunks", () => assert.equal(lostLines([hunk(lines(12), ""), hunk(lines(12), lines(1))]), 23));
  it("lets a few lines go", () => assert.equal(lostLines([hunk(lines(10), "")]), 0));
  it("lets lines be rewritten", () => assert.equal(lostLines([hunk(lines(100), lines(80))]), 0));
  it("does not count blank lines", () => assert.equal(lostLines([hunk("\n".repeat(60), "")]), 0));
});
