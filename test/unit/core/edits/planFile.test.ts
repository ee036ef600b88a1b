import assert from "node:assert/strict";
import { applyChanges } from "../../../../src/core/edits/change.ts";
import type { EditFormat, FileEdit } from "../../../../src/core/edits/fileEdit.ts";
import { planFile } from "../../../../src/core/edits/planFile.ts";

function plan(edit: FileEdit, text: string | undefined, format: EditFormat = "search-replace"): string {
  const planned = planFile(edit, text, format);
  switch (planned.type) {
    case "change":
      return applyChanges(text ?? "", planned.changes) + (planned.moveTo === undefined ? "" : ` → ${planned.moveTo}`);
    case "create":
      return `new: ${planned.text}`;
    case "delete":
      return "deleted";
    case "refused":
      return `refused: ${planned.because.text}`;
  }
}

const write = (...lines: readonly string[]): FileEdit => ({ type: "write", file: "a.ts", lines });
const create = (...lines: readonly string[]): FileEdit => ({ type: "create", file: "a.ts", lines });
const change = (search: string, replace: string, moveTo?: string): FileEdit => ({
  type: "change",
  file: "a.ts",
  hunks:
    search + replace === "" ? [] : [{ search: search === "" ? [] : search.split("|"), replace: replace.split("|") }],
  ...(moveTo === undefined ? {} : { moveTo }),
});

const CLASS = "class A {\n  one() {\n    return 1;\n  }\n\n  two() {\n    return 2;\n  }\n}\n";

const CASES: readonly (readonly [name: string, edit: FileEdit, text: string | undefined, expected: string])[] = [
  ["makes a new file", create("a", "b"), undefined, "new: a\nb\n"],
  ["does not overwrite a file that is there", create("a"), "b\n", "refused: there is a file of that name already"],
  ["fills an empty file with its line ends", create("a", "b"), "\r\n", "a\r\nb\r\n"],
  ["deletes a file", { type: "delete", file: "a.ts" }, "a", "deleted"],
  ["deletes no file that is not there", { type: "delete", file: "a.ts" }, undefined, "refused: there is no such file"],
  ["changes no file that is not there", change("a", "b"), undefined, "refused: there is no such file"],
  ["moves a file without changing it", change("", "", "b.ts"), "a\n", "a\n → b.ts"],
  ["refuses a change without effect", change("a", "a"), "a\n", "refused: the edit changes nothing"],
  ["writes a whole file", write("a", "c", "d"), "a\nb\nd\n", "a\nc\nd\n"],
  ["keeps the line ends of lines that stay", write("a", "x", "c", "d"), "a\r\nb\nc\r\nd", "a\r\nx\r\nc\r\nd"],
  ["keeps a missing final newline", write("a", "c"), "a\nb\nc", "a\nc"],
  [
    "puts a piece of a file in its place",
    write("  two() {", "    return 22;", "  }"),
    CLASS,
    CLASS.replace("return 2;", "return 22;"),
  ],
  [
    "fills gaps with the file's lines",
    write("class A {", "  // ... existing code ...", "", "  three() {", "    return 3;", "  }", "}"),
    CLASS,
    CLASS.replace(/\}\n$/, "\n  three() {\n    return 3;\n  }\n}\n"),
  ],
  [
    "refuses a gap that may stand for anything",
    write("// ... existing code ...", "unknown();", "// ... existing code ...", "other();"),
    CLASS,
    "refused: the edit leaves code out",
  ],
  [
    "refuses a piece whose first line may be any of its kind",
    write("// ... existing code ...", "  /**", "   new();", "  two() {", "// ... existing code ..."),
    CLASS.replace("  one() {", "  /**\n   * a\n   */\n  one() {").replace(
      "  two() {",
      "  /**\n   * b\n   * c\n   */\n  two() {",
    ),
    "refused: the edit leaves code out",
  ],
  [
    "does not go by a bracket that is there once by chance",
    write(
      "// ... existing code ...",
      "    return both;",
      "    if (flag) {",
      "      work();",
      "    }",
      "// ... existing code ...",
    ),
    "a() {\n    if (x) {\n      y();\n    }\n    other(1);\n    other(2);\n}\nb() {\n    return both;\n    work();\n}\n",
    "a() {\n    if (x) {\n      y();\n    }\n    other(1);\n    other(2);\n}\nb() {\n    return both;\n    if (flag) {\n      work();\n    }\n    work();\n}\n",
  ],
  ["refuses a piece that is nowhere", write("somewhere(else);"), CLASS, "refused: the edit leaves code out"],
  ["refuses NUL in a new file", create("a\0b"), undefined, "refused: the edit holds broken characters"],
];

describe("planFile", () => {
  for (const [name, edit, text, expected] of CASES) it(name, () => assert.equal(plan(edit, text), expected));
});
