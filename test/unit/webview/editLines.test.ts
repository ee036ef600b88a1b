import assert from "node:assert/strict";
import fc from "fast-check";
import { editLines, EditReader, type EditLineKind } from "../../../src/webview/markdown/editLines.ts";

const SIGNS: Readonly<Record<EditLineKind, string>> = {
  ...{ plain: "?", mark: "!", file: "#", gap: "@" },
  ...{ same: " ", removed: "-", added: "+" },
};

const drawn = (code: string): readonly string[] | undefined =>
  editLines(code)?.map(({ kind, text }) => `${SIGNS[kind]}${text}`);

const block = (search: string, replace: string): string =>
  `<<<<<<< SEARCH\n${search}=======\n${replace}>>>>>>> REPLACE\n`;

describe("the lines of an edit", () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[] | undefined]>> = {
    "code is no edit": ["let a;\nlet b;\n", undefined],
    "what is quoted and given back is context": [
      block("get() {\n  old();\n}\n", "get() {\n  one();\n  two();\n}\n"),
      [" get() {", "-  old();", "+  one();", "+  two();", " }"],
    ],
    "a new file has no lines that go": [block("", "one\ntwo\n"), ["+one", "+two"]],
    "a deletion has no lines that come": [block("one\n", ""), ["-one"]],
    "blocks are set apart": [block("a\n", "b\n") + block("c\n", "d\n"), ["-a", "+b", "@", "-c", "+d"]],
    "hints of lines are marks": [block(":start_line:3\n-------\na\n", "b\n"), ["-a", "+b"]],
    "a rule of dashes in code is code": [block("a\n-------\n", "a\n"), [" a", "--------"]],
    "the other way to mark": ["------- SEARCH\na\n=======\nb\n+++++++ REPLACE\n", ["-a", "+b"]],
    "what is still being written is not compared": ["<<<<<<< SEARCH\na\nb\n=======\na\n", ["-a", "-b", "+a"]],
    "a name above stays": [`src/a.ts\n${block("a\n", "b\n")}`, ["?src/a.ts", "-a", "+b"]],
    "a patch": [
      "*** Begin Patch\n*** Update File: a.ts\n@@ class A\n one\n-two\n+three\n\n*** Add File: b.ts\n+x\n*** End Patch\n",
      ["#a.ts", "@class A", " one", "-two", "+three", " ", "#b.ts", "+x"],
    ],
  };
  for (const [name, [code, expected]] of Object.entries(cases)) {
    it(name, () => assert.deepEqual(drawn(code), expected));
  }

  it("of both sides are all there, in order", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "  c", "}", ""), { maxLength: 8 });
    const written = (side: readonly string[]): string => side.map((line) => `${line}\n`).join("");
    fc.assert(
      fc.property(lines, lines, (search, replace) => {
        const shown = editLines(block(written(search), written(replace))) ?? [];
        const side = (gone: EditLineKind): string[] => shown.flatMap(({ kind, text }) => (kind === gone ? [] : [text]));
        assert.deepEqual([side("added"), side("removed")], [search, replace]);
      }),
      { numRuns: 200 },
    );
  });

  it("that is being written is shown once it can be no mark", () => {
    const reader = new EditReader();
    for (const line of ["<<<<<<< SEARCH", "a"]) reader.read(line);
    assert.deepEqual(
      ["=", "===", "<<<"].map((partial) => reader.peek(partial)?.text),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(reader.peek("  b"), { kind: "removed", text: "  b" });
  });
});
