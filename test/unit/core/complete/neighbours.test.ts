import assert from "node:assert/strict";
import {
  declarationsOf,
  importsIn,
  likestWindow,
  type Neighbour,
  pickNeighbours,
} from "../../../../src/core/complete/neighbours.ts";

const neighbour = (more: Partial<Neighbour>): Neighbour => ({
  ...{ path: "b.ts", language: "typescript", reason: "open", line: 1, text: "const total = sumOf(items);" },
  ...more,
});
const HERE = "function render(items) {\n  const total = sumOf(items);\n  return total";

describe("the neighbours of a completion", () => {
  it("are those that share words with the cursor's surroundings, the best last", () => {
    const alike = neighbour({ path: "alike.ts" });
    const other = neighbour({ path: "other.ts", text: "class Unrelated extends Something {}" });
    const imported = neighbour({
      path: "used.ts",
      reason: "imported",
      text: "export function sumOf(items: Item[]): number",
    });
    const picked = pickNeighbours(HERE, [imported, other, alike]).map(({ path }) => path);
    assert.deepEqual(picked, ["alike.ts", "used.ts"]);
  });

  it("fit the budget and are never the same lines twice", () => {
    const long = neighbour({ path: "long.ts", text: "const total = sumOf(items);\n".repeat(500) });
    assert.deepEqual(pickNeighbours(HERE, [long]), []);
    const twice = [neighbour({ line: 5, reason: "edited" }), neighbour({ line: 5 })];
    assert.equal(pickNeighbours(HERE, twice).length, 1);
  });

  it("are the likest lines of a file", () => {
    const text = `${"// nothing\n".repeat(40)}const total = sumOf(items);\nreturn total;\n`;
    assert.ok((likestWindow(HERE, text)?.text ?? "").includes("sumOf(items)"));
    assert.equal(likestWindow(HERE, "// nothing\n".repeat(40)), undefined);
  });
});

describe("imports", () => {
  it("are found by relative path, with their names", () => {
    const script =
      'import { a, b as c } from "./x.ts";\nimport type { T } from "../t.ts";\nimport fs from "node:fs";\n';
    assert.deepEqual(importsIn(script, "typescript"), [
      { from: "./x.ts", names: ["a", "b"] },
      { from: "../t.ts", names: ["T"] },
    ]);
    assert.deepEqual(importsIn("from .models import Item, Cart\n", "python"), [
      { from: ".models", names: ["Item", "Cart"] },
    ]);
  });

  it("lead to declarations without bodies", () => {
    const text =
      "const x = 1;\nexport interface Item {\n  readonly count: number;\n}\nexport function sumOf(items: Item[]): number {\n  return 0;\n}\n";
    assert.deepEqual(declarationsOf(text, ["Item", "sumOf"]), {
      line: 2,
      text: "export interface Item {\n  readonly count: number;\n}\nexport function sumOf(items: Item[]): number {",
    });
    assert.equal(declarationsOf(text, ["missing"]), undefined);
  });
});
