import { type CleanCase, IN_FUNCTION, testCleaning } from "../../../helpers/cleanCase.ts";

const BEHIND: readonly CleanCase[] = [
  { name: "takes the place of what it has too", at: "f(▮);", reply: "a, b);", gives: "a, b);", replaces: 2 },
  { name: "takes the place of a quote", at: 'log("▮")', reply: 'done")', gives: 'done")', replaces: 2 },
  { name: "keeps a bracket that is its own", at: "f(▮)", reply: "g(a)", gives: "g(a)" },
  { name: "does not repeat what stands there", at: "f(▮options)", reply: "options", gives: "" },
  { name: "does not repeat the next line", at: "let a = 1;\n▮\nreturn a + 1;", reply: "return a + 1;", gives: "" },
  {
    name: "goes on below a line that the next one repeats",
    at: "if a:\n    if b:\n        c()\n    else:▮\nelse:\n    d()\n",
    reply: "\n        e()",
    gives: "\n        e()",
    language: "python",
  },
  {
    name: "ends where the next lines begin",
    at: "let a = 1;\n▮\nlet c = 3;\nlet d = 4;",
    reply: "let b = 2;\nlet c = 3;\nlet d = 4;\n",
    gives: "let b = 2;",
  },
  {
    name: "goes on behind a bracket that the editor closed",
    at: "function f(▮)\n",
    reply: "a: number) {\n  return a;\n}",
    gives: "a: number) {\n  return a;\n}",
    replaces: 1,
  },
  {
    name: "begins with what the next lines close",
    at: "▮\n  go();\n}\n",
    reply: "function f() {\n  go();\n}",
    gives: "function f() {",
  },
];

const BALANCE: readonly CleanCase[] = [
  {
    name: "turns from one branch to the next",
    at: "if (a) {\n  ▮\n}\n",
    reply: "b();\n} else {\n  c();\n}",
    gives: "b();\n} else {\n  c();",
  },
  { name: "closes one of two that the line lacks", at: "f(1, g(▮))", reply: "2)", gives: "2)", replaces: 1 },
  {
    name: "reads no brackets in comments and patterns",
    at: "▮",
    reply: "const x = /[(]/; // (",
    gives: "const x = /[(]/; // (",
  },
  { name: "closes what is open", at: "function f() {\n  ▮", reply: "return 1;\n}", gives: "return 1;\n}" },
  { name: "closes no more than is open", at: IN_FUNCTION, reply: "return 1;\n}\n}", gives: "return 1;" },
  {
    name: "goes on in another bracket of the line where all pair up only so",
    at: "function f({ a, b ▮\n  return a + b;\n}\n",
    reply: "}: Pair): number {",
    gives: "}: Pair): number {",
  },
  {
    name: "closes what the next line seems to close where all pair up only so",
    at: "f(\n  g(▮\n  h(1),\n  2)\n",
    reply: "1),",
    gives: "1),",
  },
  {
    name: "knows a division from a comment",
    at: "def f(l):\n    ▮\n",
    reply: "return (l[len(l) // 2 - 1] + l[(len(l)+1)//2]) / 2",
    gives: "return (l[len(l) // 2 - 1] + l[(len(l)+1)//2]) / 2",
    language: "python",
  },
  { name: "opens nothing at its end", at: "function f(▮", reply: "a, b) {", gives: "a, b)" },
  {
    name: "opens what is closed behind",
    at: "fun f() {\n    if (a▮\n    } else {\n    }\n}",
    reply: ") {",
    gives: ") {",
  },
];

describe("cleaning a reply of what stands behind the cursor", () => {
  testCleaning(BEHIND);
});

describe("balancing the brackets of a reply", () => {
  testCleaning(BALANCE);
});
