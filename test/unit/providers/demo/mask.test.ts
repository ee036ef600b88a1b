import assert from "node:assert/strict";
import fc from "fast-check";
import { LANGUAGES, languageOf } from "../../../../src/providers/demo/code/languages.ts";
import { closingAt, isBalanced, mask } from "../../../../src/providers/demo/code/mask.ts";

interface Case {
  readonly language: string;
  readonly text: string;
  readonly code: string;
}

const CASES: Readonly<Record<string, Case>> = {
  "a line comment": { language: "ts", text: "a; // b {", code: "a;       " },
  "a block comment over lines": { language: "ts", text: "a /* {\n} */ b", code: "a     \n     b" },
  "a string with a quote": { language: "ts", text: String.raw`f("a\"{", 'x')`, code: `f("    ", ' ')` },
  "a template with code": { language: "ts", text: "f(`a${b(`{`)}`) {", code: `f(\`${" ".repeat(10)}\`) {` },
  "a regular expression": { language: "ts", text: 'x = /["{]/g; y', code: "x = /     g; y" },
  "a division": { language: "ts", text: "a / b / c", code: "a / b / c" },
  "a comment sign inside a string": { language: "ts", text: '"//" + a', code: '"  " + a' },
  "a docstring": { language: "py", text: 'def f():\n  """a\n  {"""\n', code: 'def f():\n  "   \n     "\n' },
  "a hash in a string": { language: "py", text: "x = '#' # {", code: "x = ' '    " },
  "a lifetime": { language: "rust", text: "fn f<'a>(x: &'a str) {", code: "fn f<'a>(x: &'a str) {" },
  "a raw string": { language: "go", text: 'x := `{"`', code: "x := `  `" },
  "an open comment at the end": { language: "ts", text: "a /* b", code: "a     " },
};

const SIGNS = ["a", "b", "/", "*", "`", "'", '"', "\\", "\n", "$", "{", "}", "(", ")", "#", "=", " "];

describe("masking code", () => {
  for (const [name, { language, text, code }] of Object.entries(CASES)) {
    it(name, () => {
      const row = languageOf(language);
      assert.ok(row);
      assert.equal(mask(text, row).code, code);
    });
  }

  it("keeps length and lines, for any text in any language", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...SIGNS) }), fc.constantFrom(...LANGUAGES), (text, language) => {
        const { code } = mask(text, language);
        assert.equal(code.length, text.length);
        assert.deepEqual(
          [...code.matchAll(/\n/g)].map(({ index }) => index),
          [...text.matchAll(/\n/g)].map(({ index }) => index),
        );
      }),
    );
  });

  it("finds brackets that belong together", () => {
    assert.equal(closingAt("f(a[1], { b })", 1), 13);
    assert.equal(closingAt("f(a", 1), -1);
    assert.ok(isBalanced("f({ a: [1] })"));
    assert.ok(!isBalanced("f({ a: [1 })"));
  });
});
