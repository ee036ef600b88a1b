import assert from "node:assert/strict";
import { languageOf } from "../../../../src/providers/demo/code/languages.ts";
import { signatureOf } from "../../../../src/providers/demo/code/signature.ts";

const BASE = 'const a = f("x"); // one\nreturn a;';

const CASES: Readonly<Record<string, { readonly text: string; readonly same: boolean }>> = {
  "another comment": { text: '/* two */ const a = f("x");\nreturn a;', same: true },
  "other blanks and line ends": { text: 'const a =  f("x");\r\n\r\n    return a;\n', same: true },
  "another name": { text: 'const b = f("x");\nreturn b;', same: false },
  "another string": { text: 'const a = f("y");\nreturn a;', same: false },
};

describe("the signature of code", () => {
  for (const [name, { text, same }] of Object.entries(CASES)) {
    it(`${same ? "stays with" : "changes with"} ${name}`, () => {
      const row = languageOf("ts");
      assert.ok(row);
      assert.equal(signatureOf(text, row) === signatureOf(BASE, row), same);
    });
  }

  it("does not depend on which number a removed secret got", () => {
    const row = languageOf("ts");
    assert.ok(row);
    const text = (n: number): string => `key: "[[upshift-secret-${n}:password]]"`;
    assert.equal(signatureOf(text(1), row), signatureOf(text(7), row));
  });
});
