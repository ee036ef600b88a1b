import assert from "node:assert/strict";
import { namesIn, plainRenames, wordsIn } from "../../../../src/core/refactor/names.ts";

describe("names of the code in an instruction", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["make the store async", []],
    ["rename Entry to Node and split the class", ["Entry", "Node"]],
    ["Let `formatAmount` take the currency", ["formatAmount"]],
    ["formatAmount() in src/money.ts takes a format_code; see README.md", ["formatAmount", "format_code"]],
    ["Use Map instead of an object", ["Map"]],
    ["replace “store.get” by ‘find’", ["get", "find"]],
    ["split it", []],
    [`${"x".repeat(50_000)} lateName`, []],
  ];
  for (const [instruction, names] of cases)
    it(`are ${names.join(", ") || "none"} in "${instruction.slice(0, 50)}"`, () =>
      assert.deepEqual(namesIn(instruction), names));

  it("are also looked for among plain words", () => {
    assert.deepEqual(wordsIn("make the store async"), ["store", "async"]);
    assert.deepEqual(wordsIn("rename Entry to Node"), []);
  });
});

describe("an instruction that is nothing but renames", () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string])[] | undefined])[] = [
    ["rename Entry to Node", [["Entry", "Node"]]],
    ["Rename the function `get` into `find`.", [["get", "find"]]],
    [
      "rename a to b, rename c to d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "rename a to b and c to d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["Rename the `Store` class to Cache everywhere", [["Store", "Cache"]]],
    ["rename find -> get across the project", [["find", "get"]]],
    ["rename Entry to Node and split the class", undefined],
    ["rename Entry to Node everywhere but in tests", undefined],
    ["rename Entry to Entry", undefined],
    ["rename the files to kebab case", undefined],
    ["make the store async", undefined],
  ];
  for (const [instruction, renames] of cases)
    it(`is ${renames ? "read" : "left to a model"}: ${instruction}`, () =>
      assert.deepEqual(
        plainRenames(instruction),
        renames?.map(([symbol, to]) => ({ symbol, to })),
      ));
});
