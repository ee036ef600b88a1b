import assert from "node:assert/strict";
import { HELD_LINE, withoutLinesOf } from "../../../../src/core/context/heldLines.ts";

const FILE = "function load() {\n  return open(secretPlace);\n}\n";

describe("an output that quotes a file", () => {
  for (const [runner, line] of [
    ["Python and Node", "    return open(secretPlace);"],
    ["pytest", ">   return open(secretPlace);"],
    ["pytest's errors", "E       return open(secretPlace);"],
    ["Vitest", "      2|   return open(secretPlace);"],
    ["Jest", "    > 2 |   return open(secretPlace);"],
    ["TAP, as Node 22 prints it", "#     return open(secretPlace);"],
    ["Rust", "2 |     return open(secretPlace);"],
    ["TypeScript", "2   return open(secretPlace);"],
  ] as const) {
    it(`loses the line, as ${runner} shows it`, () => {
      const output = `Error: no such place\n    at load (kept.ts:2:3)\n${line}\n}\n1 failed`;
      const told = withoutLinesOf([FILE], output);
      assert.ok(!told.includes("secretPlace") && told.includes(HELD_LINE), told);
      assert.match(told, /^Error: no such place\n {4}at load \(kept\.ts:2:3\)\n.*\n\}\n1 failed$/);
      assert.equal(withoutLinesOf([], output), output);
    });
  }
});
