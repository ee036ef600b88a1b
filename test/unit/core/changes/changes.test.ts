import assert from "node:assert/strict";
import { commitInstruction, commitMessage } from "../../../../src/core/changes/commitMessage.ts";
import { changedLines, filesOfDiff } from "../../../../src/core/changes/diff.ts";
import { parseFindings } from "../../../../src/core/changes/findings.ts";
import { frameworkIn, testPlaceOf } from "../../../../src/core/changes/testPlace.ts";

const DIFF = [
  ...["diff --git a/a.ts b/a.ts", "--- a/a.ts", "+++ b/a.ts", "@@ -1,2 +1,3 @@", " one", "+two", " three"],
  ...[
    "diff --git a/old.ts b/new name.ts",
    "rename from old.ts",
    "rename to new name.ts",
    "@@ -9,1 +9,1 @@",
    "-x",
    "+y",
  ],
].join("\n");

describe("a diff", () => {
  it("falls into its files, by their names now", () => {
    assert.deepEqual(
      filesOfDiff(DIFF).map(({ path }) => path),
      ["a.ts", "new name.ts"],
    );
    assert.deepEqual(filesOfDiff(""), []);
    const long = filesOfDiff(`diff --git a/b b/b\n${"+x\n".repeat(10_000)}`)[0]?.text ?? "";
    assert.ok(long.length < 13_000 && long.endsWith("(cut here)"));
  });

  for (const [header, name] of [
    ["diff --git a/a b/d b/e.ts b/a b/d b/e.ts", { path: "a b/d b/e.ts" }],
    ["diff --git c/src/a.ts i/src/a.ts", { path: "src/a.ts" }],
    ["diff --git a/src/a.ts a/src/a.ts", { path: "a/src/a.ts" }],
    ['diff --git "a/q\\"t\\ta.ts" "b/q\\"t\\ta.ts"', { path: 'q"t\ta.ts' }],
    ['diff --git "a/geheim-\\303\\244/100%.ts" "b/geheim-\\303\\244/100%.ts"', { path: "geheim-ä/100%.ts" }],
    ["diff --cc private/s.ts", { path: "private/s.ts" }],
    ["* Unmerged path private/s.ts", { path: "private/s.ts" }],
    [
      'diff --git "a/geheim-\\303\\244/k.ts" b/src/k.ts\nsimilarity index 79%\nrename from "geheim-\\303\\244/k.ts"\nrename to src/k.ts',
      { path: "src/k.ts", from: "geheim-ä/k.ts" },
    ],
    ["diff --git a/x.ts b/x y.ts\ncopy from x.ts\ncopy to x y.ts", { path: "x y.ts", from: "x.ts" }],
  ] as const) {
    it(`is held to the rules of the right file: ${header.split("\n")[0]}`, () => {
      const diff = `diff --git a/a.ts b/a.ts\n@@ -1 +1 @@\n-a\n+b\n${header}\n@@ -1 +1 @@\n-rename to c\n+d`;
      const [first, second, ...rest] = filesOfDiff(diff);
      assert.deepEqual([first?.text.includes("+d"), rest], [false, []]);
      const { text, ...named } = second ?? { text: "" };
      assert.deepEqual(named, name);
      assert.match(text, /\+d/);
    });
  }

  it("tells the lines that it changes", () => {
    assert.deepEqual(changedLines(filesOfDiff(DIFF)[0]?.text ?? ""), { start: 2, end: 2 });
    assert.equal(changedLines("@@ -1,1 +0,0 @@\n-x"), undefined);
  });
});

describe("a commit message", () => {
  it("is asked for in the repository's style", () => {
    assert.match(commitInstruction(["feat: a", "fix(x): b", "chore!: c", "Merge d"]), /Conventional Commit/);
    assert.match(commitInstruction(["Add a", "Mend b", 'Say "c"']), /"Add a", "Mend b", "Say \\"c\\""/);
    assert.doesNotMatch(commitInstruction(["Add a"]), /Add a/);
  });

  it("is freed of fence, quotes and talk", () => {
    for (const answer of ["Add a", "```\nAdd a\n```", '"Add a"', "Here is the message:\n\nAdd a\n", "**Add a**"]) {
      assert.equal(commitMessage(answer), "Add a");
    }
    assert.equal(commitMessage("Add a\n\nBecause of b."), "Add a\n\nBecause of b.");
    assert.equal(commitMessage(" \n"), "");
  });
});

describe("findings of a review", () => {
  it("have lines and severities, most severe first", () => {
    const answer =
      "line 3: note: a name\n- **Line 1-2**: error: crashes\n  for none\nL4: [warning] - slow\nAll in all fine.";
    assert.deepEqual(parseFindings(answer, 9), [
      { start: 1, end: 2, severity: "error", text: "crashes\nfor none" },
      { start: 4, end: 4, severity: "warning", text: "slow" },
      { start: 3, end: 3, severity: "note", text: "a name" },
    ]);
  });

  it("are left out where the file has no such line", () => {
    assert.deepEqual(parseFindings("line 10: error: x\nline 0: error: y\nnone", 9), []);
  });
});

describe("the place of tests", () => {
  it("is the file that tests the same already", () => {
    const files = ["src/cart.ts", "tests/cart.test.mjs", "tests/money.test.mjs"];
    assert.deepEqual(testPlaceOf("src/cart.ts", files), {
      path: "tests/cart.test.mjs",
      exists: true,
      like: "tests/cart.test.mjs",
    });
  });

  it("is where the project's other tests are", () => {
    assert.equal(testPlaceOf("src/cart.ts", ["tests/money.test.mjs"]).path, "tests/cart.test.mjs");
    assert.equal(testPlaceOf("src/a/cart.ts", ["src/b/money.spec.ts"]).path, "src/a/cart.spec.ts");
    assert.equal(testPlaceOf("py/store.py", ["py/test_pricing.py"]).path, "py/test_store.py");
  });

  it("is beside the file where there are none", () => {
    assert.deepEqual(testPlaceOf("src/cart.ts", []), { path: "src/cart.test.ts", exists: false });
    assert.equal(testPlaceOf("store.py", []).path, "test_store.py");
    assert.equal(testPlaceOf("a/b.go", []).path, "a/b_test.go");
  });

  it("has the framework that its neighbours or the project show", () => {
    assert.equal(frameworkIn('import { it } from "vitest";'), "Vitest");
    assert.equal(frameworkIn("", '{"devDependencies": {"jest": "1"}}'), "Jest");
    assert.equal(frameworkIn("def test_a():\n"), "pytest");
    assert.equal(frameworkIn("", ""), undefined);
  });
});
