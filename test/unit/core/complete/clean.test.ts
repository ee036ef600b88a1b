import assert from "node:assert/strict";
import fc from "fast-check";
import { looseBrackets } from "../../../../src/core/complete/brackets.ts";
import { cleanReply } from "../../../../src/core/complete/clean/clean.ts";
import { MOST_LINES } from "../../../../src/core/complete/clean/cut.ts";
import { type CleanCase, IN_FUNCTION, testCleaning } from "../../../helpers/cleanCase.ts";
import { place } from "../../../helpers/place.ts";

const BODY = "if (a) {\n    return 1;\n  }";
const CASES: readonly CleanCase[] = [
  // What is no code.
  { name: "leaves code as it is", at: "const x = ▮", reply: "compute(1);", gives: "compute(1);" },
  { name: "takes a fence off", at: "const x = ▮", reply: "```ts\ncompute(1);\n```", gives: "compute(1);" },
  { name: "takes a fence off that never ends", at: "const x = ▮", reply: "```\ncompute(1);", gives: "compute(1);" },
  { name: "takes a lone closing fence off", at: "const x = ▮", reply: "compute(1);\n```", gives: "compute(1);" },
  {
    name: "takes the words around a fence off",
    at: "const x = ▮",
    reply: "Here you go:\n\n```ts\ncompute(1);\n```\nThis calls compute.",
    gives: "compute(1);",
  },
  {
    name: "keeps fences in prose",
    at: "Use it:\n\n▮",
    reply: "```ts\nf()\n```",
    gives: "```ts\nf()\n```",
    language: "markdown",
  },
  { name: "shows no prose", at: "const x = ▮", reply: "Sure, here is the completed code: 1", gives: "" },
  { name: "shows no apology", at: IN_FUNCTION, reply: "I'm sorry, but I cannot see the code.", gives: "" },
  {
    name: "keeps sentences in a comment",
    at: "// ▮",
    reply: "The rest is computed below.",
    gives: "The rest is computed below.",
  },
  {
    name: "keeps sentences in a comment of several lines",
    at: "/**\n ▮\n */",
    reply: "This is what it does.",
    gives: "This is what it does.",
  },
  {
    name: "keeps sentences in a docstring",
    at: 'def f():\n    """\n    ▮\n',
    reply: "This is what it does.",
    gives: "This is what it does.",
    language: "python",
  },
  { name: "knows code that begins like a sentence", at: IN_FUNCTION, reply: "this.code = 1;", gives: "this.code = 1;" },
  {
    name: "keeps a key that is a word of talk",
    at: "f({\n  ▮\n});\n",
    reply: "output: read(a),",
    gives: "output: read(a),",
  },
  { name: "shows no heading of talk", at: IN_FUNCTION, reply: "Output: the sum of both.", gives: "" },
  {
    name: "keeps tags in markup",
    at: "<p>▮",
    reply: "Run <code>npm ci</code> in <pre>shell</pre>.</p>",
    gives: "Run <code>npm ci</code> in <pre>shell</pre>.</p>",
    language: "html",
  },
  { name: "takes tags around code off", at: "const x = ▮", reply: "<code>1;</code>", gives: "1;" },
  { name: "takes the mark of a diff off", at: "  ▮", reply: "+  foo();", gives: "foo();" },
  { name: "keeps the mark of a list in prose", at: "▮", reply: "-   one", gives: "-   one", language: "markdown" },
  { name: "gives nothing for nothing", at: "const x = ▮", reply: " \n ", gives: "" },
  {
    name: "takes marks of a prompt's format off",
    at: "const x = ▮",
    reply: "<|fim_middle|>1;<|endoftext|>",
    gives: "1;",
  },
  { name: "keeps marks that the file has", at: 'const END = "<EOT>";\nlog(▮', reply: '"<EOT>");', gives: '"<EOT>");' },
  {
    name: "drops talk before and after",
    at: IN_FUNCTION,
    reply: "Here is the line:\n\nreturn a;\n\nThis returns a.",
    gives: "return a;",
  },
  { name: "shows no lone sign", at: "function f() {\n  ▮", reply: "}", gives: "" },
  { name: "shows no last letter of a word", at: "const x = coun▮", reply: "t", gives: "" },
  // What stands before the cursor.
  { name: "drops the start of the line", at: "const x = ▮", reply: "const x = 1;", gives: "1;" },
  { name: "drops the start of the word", at: "return ba▮", reply: "bar(1);", gives: "r(1);" },
  { name: "keeps a short start that may be meant", at: "f(▮", reply: "f(1))", gives: "f(1))" },
  {
    name: "drops the lines above",
    at: "let a = 1;\nlet b = 2;\n▮",
    reply: "let a = 1;\nlet b = 2;\nlet c = 3;",
    gives: "let c = 3;",
  },
  {
    name: "takes its part out of the whole file",
    at: `import a from "a";\n\n${IN_FUNCTION}`,
    reply: 'import a from "a";\n\nfunction f(a) {\n  return a * 2;\n}\n',
    gives: "return a * 2;",
  },
  {
    name: "never gives the whole file",
    at: 'import first from "first";\nimport second from "second";\n\nconst here = ▮\n',
    reply: 'import first from "first";\nimport second from "second";\n\nconst other = 1;\n',
    gives: "",
  },
  // Margins.
  { name: "has the margin once", at: IN_FUNCTION, reply: "  return a;", gives: "return a;" },
  { name: "has the blank once", at: "const x = ▮", reply: " 1;", gives: "1;" },
  { name: "keeps deeper lines where they are", at: IN_FUNCTION, reply: `  ${BODY}`, gives: BODY },
  {
    name: "moves lines to the margin that were written without",
    at: IN_FUNCTION,
    reply: "if (a) {\n  return 1;\n}",
    gives: "if (a) {\n    return 1;\n  }",
  },
  {
    name: "keeps the line break of a new block",
    at: "def f():▮",
    reply: "\n    return 1",
    gives: "\n    return 1",
    language: "python",
  },
  {
    name: "has the levels of the file",
    at: "if (a) {\n  b();\n}\nfor (;;) {▮",
    reply: "\n    if (a) {\n        b();\n    }\n}",
    gives: "\n  if (a) {\n    b();\n  }\n}",
  },
  {
    name: "learns the levels of the file from blocks, not from arguments",
    at: "def f():\n  g(\n      a,\n  )\n  h(\n      a,\n  )\n  if a:▮\n",
    reply: "\n    g()\n    h()",
    gives: "\n    g()\n    h()",
    language: "python",
  },
  {
    name: "leaves arguments as deep as they are",
    at: "def f():\n  if a:\n    ▮\n  return b\n",
    reply: "g(\n        a,\n        h(\n            b\n        ),\n    )",
    gives: "g(\n        a,\n        h(\n            b\n        ),\n    )",
    language: "python",
  },
  {
    name: "keeps values in their column",
    at: "x = {\n  a:  1,\n  b:▮\n}\n".replace("b:", "b: "),
    reply: "   2,",
    gives: "2,",
  },
  { name: "keeps the one blank behind an equals sign", at: "const x =▮", reply: " 1;", gives: " 1;" },
  { name: "keeps the blank before a word that follows", at: "f(▮b)", reply: "a, ", gives: "a, " },
  { name: "stays a line of its own in front of a line", at: "a();\n▮b();\n", reply: "c();\nb();", gives: "c();\n" },
  // Where to end.
  {
    name: "goes on in a comment of several lines",
    at: "/**\n * ▮\n */\nfunction f(a) {}\n",
    reply: "Adds one.\n * @param a What to add to.\n */\nfunction f(a) {}",
    gives: "Adds one.\n * @param a What to add to.",
  },
  {
    name: "goes on with the other branches",
    at: "def f(a):\n    if a:\n        ▮\n",
    reply: "b()\n    elif c:\n        d()\n    else:\n        e()\n\nf(1)",
    gives: "b()\n    elif c:\n        d()\n    else:\n        e()",
    language: "python",
  },
  {
    name: "leaves a branch out that is there",
    at: "if (a) {\n  ▮\n} else {\n  d();\n}\n",
    reply: "b();\n} else {\n  c();\n}",
    gives: "b();",
  },
  {
    name: "ends with a line that the next one repeats, whatever follows it",
    at: 'function f() {\n  ▮\n  log("three");\n}\n',
    reply: 'one();\n  log("three");\n  log("four");\n}',
    gives: "one();",
  },
  {
    name: "begins on the next line where a block's arguments end",
    at: "xs.each do |x|▮\nend\n",
    reply: "\n  puts x",
    gives: "\n  puts x",
  },
  {
    name: "says the same line once, the first too",
    at: "def f():\n    ▮\n",
    reply: "a = 1\n    a = 1\n    a = 1",
    gives: "a = 1",
  },
  { name: "ends with the statement", at: "const x = ▮", reply: "1;\nconst y = 2;", gives: "1;" },
  {
    name: "ends with the statement, however many lines it has",
    at: "const x = ▮",
    reply: "[\n  1,\n  2,\n];\nconst y = 2;",
    gives: "[\n  1,\n  2,\n];",
  },
  {
    name: "ends with the paragraph",
    at: "▮",
    reply: "let a = 1;\nlet b = 2;\n\nlet c = 3;",
    gives: "let a = 1;\nlet b = 2;",
  },
  {
    name: "ends with the list, line by line",
    at: "const x = [▮",
    reply: "\n  1,\n  2,\n];\nconst y = 2;",
    gives: "\n  1,\n  2,\n];",
  },
  { name: "ends with the arguments", at: "f(▮)", reply: "a, b);\nconst y = 2;", gives: "a, b);", replaces: 1 },
  { name: "ends with the block", at: IN_FUNCTION, reply: "  return a;\n}\n\nfunction g() {}", gives: "return a;" },
  {
    name: "ends before a function that follows",
    at: "def f():\n    ▮",
    reply: "return 1\n\ndef g():\n    return 2",
    gives: "return 1",
    language: "python",
  },
  { name: "ends where lines come again", at: "▮", reply: "a();\n".repeat(9), gives: "a();" },
  {
    name: "ends where lines differ by a word up to the end",
    at: "▮",
    reply: `${Array.from("abcdefgh", (name) => `let ${name} = 0;`).join("\n")}\nlet i =`,
    gives: "let a = 0;",
  },
  { name: "keeps a rule of dashes", at: "// ▮", reply: "-".repeat(40), gives: "-".repeat(40) },
  {
    name: "goes on into the block that a statement opens",
    at: "class A {\n  run(▮\n}",
    reply: ")\n  {\n    go();\n  }",
    gives: ")\n  {\n    go();\n  }",
  },
  { name: "shows no stutter", at: "let foo = ▮", reply: "foo = foo = foo = foo = foo = foo =", gives: "" },
  {
    name: "knows a mask from a stutter",
    at: "let a = ▮",
    reply: "b & 0xFFFFFFFFFFFFFFFFn;",
    gives: "b & 0xFFFFFFFFFFFFFFFFn;",
  },
];

describe("cleaning a reply", () => {
  testCleaning(CASES);

  const token = fc.constantFrom(
    "a",
    "foo",
    " ",
    "  ",
    "\n",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    ";",
    ":",
    "=",
    "```",
    "return",
    "//",
  );
  const code = fc.array(token, { maxLength: 40 }).map((parts) => parts.join(""));

  it("takes anything, leaves no bracket open that nothing closes, and stays short", () => {
    fc.assert(
      fc.property(code, code, code, (reply, before, after) => {
        const { text, replaces } = cleanReply(reply, place("", { before, after, offset: before.length }));
        const { opening } = looseBrackets(text);
        assert.ok(opening.length <= looseBrackets(after.slice(replaces)).closing.length, `${opening.length} left open`);
        assert.ok(text.split("\n").length <= MOST_LINES + 1);
        assert.ok(text === "" || text.trim() !== "");
        assert.ok(replaces <= after.length);
      }),
    );
  });

  // A step that runs away on it never gets to the end of this test.
  it("comes to an end with a long reply", () => {
    const reply = `${"x".repeat(5_000)}\n${'("'.repeat(5_000)}`;
    const { text } = cleanReply(reply, place(`${"{(".repeat(4_000)}▮${")}".repeat(2_000)}`));
    assert.ok(text.length <= reply.length);
  });
});
