import assert from "node:assert/strict";
import { titlesAt } from "../../../../src/core/debug/testAt.ts";
import { isTestFile } from "../../../../src/core/debug/testFiles.ts";

/** Put in, so that nobody takes the sample for a test that hides others. */
const ONLY = "only";
const TS = `import { test } from "node:test";

describe("money", () => {
  it("splits", async () => {
    if (true) {
      check();
    }
  });

  it.${ONLY}('adds "up"', () => {
    check();
  });
});

test(\`alone\`, () => {});
`;
const PY = `import unittest

class SplitTest(unittest.TestCase):
    def helper(self):
        return 1

    def test_even(self):
        for one in []:
            pass

def test_alone():
    assert True
`;

describe("the test at a line", () => {
  const rows: readonly (readonly [string, string, string, number, readonly string[]])[] = [
    ["inside a block of it", "a.test.ts", TS, 6, ["money", "splits"]],
    ["its first line", "a.test.ts", TS, 4, ["money", "splits"]],
    ["its last line", "a.test.ts", TS, 8, ["money", "splits"]],
    ["between two", "a.test.ts", TS, 9, ["money"]],
    ["another quote", "a.test.ts", TS, 11, ["money", 'adds "up"']],
    ["one in no group", "a.test.ts", TS, 15, ["alone"]],
    ["an import", "a.test.ts", TS, 1, []],
    ["a method of Python", "test_a.py", PY, 9, ["SplitTest", "test_even"]],
    ["a helper of Python", "test_a.py", PY, 5, ["SplitTest"]],
    ["a function of Python", "test_a.py", PY, 12, ["test_alone"]],
    ["Go", "a_test.go", "func TestSplit(t *testing.T) {\n\tt.Fatal()\n}\n", 2, ["TestSplit"]],
    ["beyond the end", "a.test.ts", TS, 900, []],
  ];
  for (const [name, path, text, line, titles] of rows)
    it(`is found for ${name}`, () => assert.deepEqual(titlesAt(path, text, line), titles));

  it("is none in a file without tests", () => assert.equal(titlesAt("src/money.ts", "let a = 1;\n", 1), undefined));

  for (const [path, expected] of [
    ["tests/money.mjs", true],
    ["src/money.test.ts", true],
    ["py/test_money.py", true],
    ["money/money_test.go", true],
    ["spec/money_spec.rb", true],
    ["src/latest.ts", false],
    ["src/contest/money.ts", false],
  ] as const)
    it(`${expected ? "is" : "is not"} in ${path}`, () => assert.equal(isTestFile(path), expected));
});
