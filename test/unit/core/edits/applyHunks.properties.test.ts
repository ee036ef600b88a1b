import assert from "node:assert/strict";
import fc from "fast-check";
import { applyHunks } from "../../../../src/core/edits/applyHunks.ts";
import { applyChanges } from "../../../../src/core/edits/change.ts";
import { searchReplaceBlocks } from "../../../../src/core/edits/formats/searchReplace.ts";
import { parseReply } from "../../../../src/core/edits/parseReply.ts";

const word = fc.constantFrom("alpha();", "beta(1);", "  gamma = 2;", "\tdelta", "}", "", "epsilon epsilon", "// ...");
const file = fc.array(word, { minLength: 1, maxLength: 12 });
const lineEnd = fc.constantFrom("\n", "\r\n");
const mark = fc.constantFrom(
  "<<<<<<< SEARCH",
  "=======",
  ">>>>>>> REPLACE",
  "```",
  "*** Begin Patch",
  "@@",
  "--- a",
  "+++ b",
);

describe("applyHunks, whatever comes", () => {
  it("changes only lines that were quoted, and keeps every other byte", () => {
    fc.assert(
      fc.property(file, lineEnd, fc.nat(11), fc.integer({ min: 1, max: 3 }), (lines, end, from, count) => {
        const search = lines.slice(from, from + count);
        fc.pre(search.length > 0);
        const text = lines.join(end);
        const { changes } = applyHunks(text, [{ search, replace: ["NEW"] }]);
        const places = lines.flatMap((_, at) => {
          const isThere = search.every((line, offset) => lines[at + offset]?.trim() === line.trim());
          return isThere
            ? [[...lines.slice(0, at), lines.slice(at).length > 0 ? "NEW" : "", ...lines.slice(at + search.length)]]
            : [];
        });
        const result = applyChanges(text, changes)
          .split(end)
          .map((line) => line.trim());
        const isOne = places.some((place) => place.map((line) => line.trim()).join("\n") === result.join("\n"));
        assert.ok(changes.length === 0 || isOne, JSON.stringify({ text, search, result }));
      }),
      { numRuns: 100, seed: 9 },
    );
  });

  it("gives the same text again for a hunk that changes nothing", () => {
    fc.assert(
      fc.property(file, lineEnd, fc.nat(11), (lines, end, from) => {
        const search = lines.slice(from, from + 3);
        const text = lines.join(end);
        assert.equal(applyChanges(text, applyHunks(text, [{ search, replace: search }]).changes), text);
      }),
      { numRuns: 100, seed: 9 },
    );
  });

  it("never throws, and changes never overlap", () => {
    fc.assert(
      fc.property(file, fc.array(fc.record({ search: file, replace: file }), { maxLength: 4 }), (lines, hunks) => {
        const text = lines.join("\n");
        applyChanges(text, applyHunks(text, hunks).changes);
      }),
      { numRuns: 100, seed: 9 },
    );
  });
});

describe("parseReply, whatever comes", () => {
  it("never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, word, fc.string()), { maxLength: 20 }), (lines) => {
        parseReply(lines.join("\n"), { file: "a.ts" });
      }),
      { numRuns: 100, seed: 9 },
    );
  });

  it("reads back every block that is written with escaped marks", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, mark), { minLength: 1, maxLength: 6 }), (lines) => {
        const escaped = lines.map((line) => line.replace(/^(?=[<=>]{7})/, "\\"));
        const reply = ["a.ts", "<<<<<<< SEARCH", ...escaped, "=======", "new", ">>>>>>> REPLACE"].join("\n");
        assert.deepEqual(searchReplaceBlocks(reply).blocks[0]?.hunk.search, lines);
      }),
      { numRuns: 100, seed: 9 },
    );
  });
});
