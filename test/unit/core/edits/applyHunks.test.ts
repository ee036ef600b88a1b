import assert from "node:assert/strict";
import { applyHunks } from "../../../../src/core/edits/applyHunks.ts";
import { type ApplyOptions, SAFE } from "../../../../src/core/edits/applyOptions.ts";
import { applyChanges } from "../../../../src/core/edits/change.ts";
import type { Hunk } from "../../../../src/core/edits/hunk.ts";

const PATCH: ApplyOptions = { indentation: "as-written", ordered: true, several: "refuse" };

/** A hunk from `old | lines > new | lines`; an empty side has no lines. */
function hunk(text: string, more: Partial<Hunk> = {}): Hunk {
  const [search = "", replace = ""] = text.split(">");
  const lines = (side: string): string[] => (side === "" ? [] : side.split("|"));
  return { search: lines(search), replace: lines(replace), ...more };
}

/** The text afterwards, and what went wrong or how the hunks were found. */
function apply(text: string, hunks: readonly Hunk[], options = SAFE): string {
  const { changes, applied, failed } = applyHunks(text, hunks, options);
  const notes = [...applied.map(({ level }) => level), ...failed.map(({ fault }) => fault)];
  return `${applyChanges(text, changes)} [${notes.join(", ")}]`;
}

type Case = readonly [name: string, text: string, hunks: readonly Hunk[], expected: string, options?: ApplyOptions];

const CASES: readonly Case[] = [
  ["replaces whole lines", "a\nb\nc\n", [hunk("b>B")], "a\nB\nc\n [exact]"],
  ["deletes lines with their line ends", "a\nb\nc\n", [hunk("b>")], "a\nc\n [exact]"],
  ["deletes the last line of a file without final newline", "a\nb", [hunk("b>")], "a [exact]"],
  [
    "keeps CRLF, of each line where they are mixed",
    "a\r\nb\nc\r\n",
    [hunk("a|b|c>a|x|b|C")],
    "a\r\nx\r\nb\nC\r\n [exact]",
  ],
  ["finds lines with other white space behind", "a  \nb\n", [hunk("a|b>a|B")], "a  \nB\n [trailing-space]"],
  [
    "gives new lines the file's indentation",
    "  if (a) {\n    b();\n  }\n",
    [hunk("if (a) {|  b();|}>if (a) {|  c();|  d();|}")],
    "  if (a) {\n    c();\n    d();\n  }\n [indentation]",
  ],
  [
    "gives new lines the file's tabs",
    "f() {\n\ta();\n}\n",
    [hunk("f() {|  a();|}>f() {|  a();|  if (x) {|    b();|  }|}")],
    "f() {\n\ta();\n\tif (x) {\n\t\tb();\n\t}\n}\n [indentation]",
  ],
  [
    "refuses indentation that contradicts itself",
    "  a();\n    b();\n",
    [hunk("x();|a();|b();>a();|c();|b();")],
    "  a();\n    b();\n [not-found]",
  ],
  [
    "finds lines with other spacing and quotes within",
    "call( “one” , 2 );\nother();\n",
    [hunk('call("one", 2);|other();>call("one", 3);|other();')],
    'call("one", 3);\nother();\n [folded]',
  ],
  [
    "keeps the file's text of a line that was quoted with a slip",
    "first(alpha, beta);\nsecond(gamma, delta);\nthird();\n",
    [hunk("first(alpha, beta);|second(gamma, delt);|third();>first(alpha, beta);|second(gamma, delt);|fourth();")],
    "first(alpha, beta);\nsecond(gamma, delta);\nfourth();\n [similar]",
  ],
  [
    "carries a change past a line that came in between",
    "start(here);\nnew line;\nmiddle(one);\nmiddle(two);\nlast(there);\n",
    [hunk("start(here);|middle(one);|middle(two);|last(there);>start(here);|middle(one);|middle(2);|last(there);")],
    "start(here);\nnew line;\nmiddle(one);\nmiddle(2);\nlast(there);\n [anchored]",
  ],
  [
    "takes no function for another that is alike",
    "  }\n\n  pin(key: string): boolean {\n    const entry = this.map.get(key);\n    if (!entry) return false;\n",
    [
      hunk(
        "  }||  delete(key: string): boolean {|    const entry = this.map.get(key);|    if (!entry) return false;>  }||  delete(key: string): boolean {|    work();|    const entry = this.map.get(key);|    if (!entry) return false;",
      ),
    ],
    "  }\n\n  pin(key: string): boolean {\n    const entry = this.map.get(key);\n    if (!entry) return false;\n [not-found]",
  ],
  [
    "takes copied line numbers away, and as a hint",
    "a\nb\na\nb\n",
    [{ search: ["3 | a", "4 | b"], replace: ["A", "B"] }],
    "a\nb\nA\nB\n [exact]",
  ],
  [
    "takes copied line numbers away from new lines, too, however they count",
    "a\nb\n",
    [{ search: ["7 | a", "8 | b"], replace: ["7 | a", "8 | x", "8 | b"] }],
    "a\nx\nb\n [exact]",
  ],
  [
    "takes line numbers away around a blank line without one",
    "a\n\nb\n",
    [{ search: ["1 | a", "", "3 | b", ""], replace: ["1 | a", "", "3 | B", ""] }],
    "a\n\nB\n [exact]",
  ],
  [
    "refuses new lines of which only some have a copied number",
    "a\nb\n",
    [{ search: ["1 | a", "2 | b"], replace: ["1 | a", "B"] }],
    "a\nb\n [not-found]",
  ],
  ["keeps what only looks like line numbers", "1: x\n2: y\n", [hunk("1: x|2: y>1: x|2: z")], "1: x\n2: z\n [exact]"],
  ["refuses lines that are there twice", "a\nb\na\n", [hunk("a>A")], "a\nb\na\n [several-places]"],
  ["takes the line number as a hint", "a\nb\na\n", [hunk("a>A", { line: 3 })], "a\nb\nA\n [exact]"],
  [
    "takes the first where the format says so",
    "a\nb\na\n",
    [hunk("a>A")],
    "A\nb\na\n [exact]",
    { ...SAFE, several: "first" },
  ],
  ["gives equal hunks one place each", "a\nb\na\n", [hunk("a>A"), hunk("a>A")], "A\nb\nA\n [exact, exact]"],
  [
    "takes order as a hint in a patch",
    "a\nb\na\nc\na\n",
    [hunk("b>B"), hunk("a>A"), hunk("c>C")],
    "a\nB\nA\nC\na\n [exact, exact, exact]",
    PATCH,
  ],
  [
    "looks below a header",
    "class A {\n  x\n}\nclass B {\n  x\n}\n",
    [hunk("  x>  y", { below: ["class B {"] })],
    "class A {\n  x\n}\nclass B {\n  y\n}\n [exact]",
    PATCH,
  ],
  ["refuses a header that is not there", "a\nb\n", [hunk("b>B", { below: ["class C"] })], "a\nb\n [not-found]", PATCH],
  [
    "refuses a header that is there twice",
    "f() {\n  x\n}\nf() {\n  x\n}\n",
    [hunk("  x>  y", { below: ["f() {"] })],
    "f() {\n  x\n}\nf() {\n  x\n}\n [several-places]",
    PATCH,
  ],
  ["appends at the end of a patched file", "a\n", [hunk(">b")], "a\nb\n [exact]", PATCH],
  ["adds below a header", "a {\n}\n", [hunk(">  b", { below: ["a {"] })], "a {\n  b\n}\n [exact]", PATCH],
  ["fills an empty file", "", [hunk(">a|b")], "a\nb [exact]"],
  ["refuses to add where nothing is quoted", "a\n", [hunk(">b")], "a\n [nothing-quoted]"],
  [
    "changes a part of a line",
    "const a = call(one);\n",
    [hunk("call(one)>call(two)")],
    "const a = call(two);\n [inline]",
  ],
  ["changes no part of a word", "const recall = 1;\n", [hunk("call>x")], "const recall = 1;\n [not-found]"],
  ["keeps good hunks and names the bad one", "a\nb\n", [hunk("a>A"), hunk("z>Z")], "A\nb\n [exact, not-found]"],
  ["keeps the first of two that overlap", "a\nb\nc\n", [hunk("a|b>x"), hunk("b|c>y")], "x\nc\n [exact, overlap]"],
  ["makes the same change once", "a\nb\n", [hunk("a>A"), hunk("a>A")], "A\nb\n [exact, exact]"],
  [
    "finds what an earlier hunk wrote",
    "a\nb\n",
    [hunk("a>new line"), hunk("new line>newer line")],
    "newer line\nb\n [exact, exact]",
  ],
  ["refuses code left out", "a\nb\nc\n", [hunk("a|b|c>a|// ... existing code ...|C")], "a\nb\nc\n [code-left-out]"],
  [
    "keeps a comment that only looks like code left out",
    "a\n// ... rest of the code\nb\n",
    [hunk("// ... rest of the code|b>// ... rest of the code|B")],
    "a\n// ... rest of the code\nB\n [exact]",
  ],
  [
    "joins pieces around dots on both sides",
    "one();\ntwo();\nthree();\nfour();\n",
    [hunk("one();|...|four();>ONE();|...|FOUR();")],
    "ONE();\ntwo();\nthree();\nFOUR();\n [anchored]",
  ],
  [
    "refuses dots on one side",
    "one();\ntwo();\nthree();\n",
    [hunk("one();|...|three();>ONE();")],
    "one();\ntwo();\nthree();\n [code-left-out]",
  ],
  ["refuses half characters and NUL", "a\n", [hunk("a>\uD83D")], "a\n [bad-characters]"],
  ["keeps half characters that the file has", "\uD83D\nb\n", [hunk("\uD83D|b>\uD83D|B")], "\uD83D\nB\n [exact]"],
  ["keeps a BOM", "\uFEFFa\nb\n", [hunk("b>B")], "\uFEFFa\nB\n [exact]"],
];

describe("applyHunks", () => {
  for (const [name, text, hunks, expected, options] of CASES)
    it(name, () => assert.equal(apply(text, hunks, options), expected));
});

describe("applyHunks on files of an unusual shape", () => {
  const minified = Array.from({ length: 5_000 }, (_, index) => `f${index}=a=>a+${index}`).join(";");
  const long = Array.from({ length: 100_000 }, (_, index) => `line ${index}`).join("\n");
  const SHAPES: readonly (readonly [name: string, text: string, from: string, to: string, note: string])[] = [
    ["changes the one place in a line that is the whole file", minified, ";f77=a=>a+77;", ";f77=a=>a;", "inline"],
    ["refuses several places in a line that is the whole file", minified, "=a=>a+7", "=a=>a", "not-found"],
    ["changes the one place in 100,000 lines", long, "line 77777", "changed", "exact"],
    ["refuses what is nowhere in 100,000 lines", long, "row 77777", "changed", "not-found"],
  ];
  for (const [name, text, search, replace, note] of SHAPES)
    it(name, () => {
      const expected = note === "not-found" ? text : text.replace(search, replace);
      assert.ok(apply(text, [{ search: [search], replace: [replace] }]) === `${expected} [${note}]`);
    });
});
