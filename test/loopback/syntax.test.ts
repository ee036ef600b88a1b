import assert from "node:assert/strict";
import path from "node:path";
import { diagnosticsDelta } from "../../src/core/cascade/diagnosticsDelta.ts";
import { SyntaxChecker } from "../../src/engines/syntax/treeSitter.ts";
import { root } from "../workbench/toolchain.mjs";

// The real grammars.

/** A text of each language, and the same with something missing. */
const TEXTS: readonly (readonly [string, string, string])[] = [
  ["css", "a { color: red; }\n", "a { color: red; \n"],
  ["go", "package a\n\nfunc b() int {\n\treturn 1\n}\n", "package a\n\nfunc b() int {\n\treturn 1\n"],
  ["java", "class A { int b() { return 1; } }\n", "class A { int b() { return 1 } }\n"],
  ["javascript", "const a = () => 1;\n", "const a = ( => 1;\n"],
  ["php", "<?php function a() { return 1; }\n", "<?php function a() { return 1;\n"],
  ["python", "def a():\n    return 1\n", "def a(:\n    return 1\n"],
  ["rust", "fn a() -> u8 { 1 }\n", "fn a() -> u8 { 1 \n"],
  ["typescript", "const a: number = 1;\n", "const a: = 1;\n"],
  ["typescriptreact", "const a = <b>{1}</b>;\n", "const a = <b>{1};\n"],
];

describe("places that do not parse", () => {
  const checker = new SyntaxChecker(path.join(root, "node_modules/@vscode/tree-sitter-wasm/wasm"));
  for (const [language, right, wrong] of TEXTS) {
    it(`are found in ${language}, and none in a right text`, async () => {
      assert.deepEqual(await checker.check(language, right), []);
      assert.notEqual((await checker.check(language, wrong))?.length, 0);
    });
  }

  it("count against an edit only when they are new", async () => {
    const broken = "def a(:\n    return 1\n";
    const before = (await checker.check("python", broken)) ?? [];
    const same = (await checker.check("python", `${broken}\nb = 2\n`)) ?? [];
    assert.deepEqual(diagnosticsDelta(before, same), { hard: [], soft: [] });
    const worse = (await checker.check("python", `${broken}\ndef c(:\n    return 2\n`)) ?? [];
    assert.equal(diagnosticsDelta(before, worse).hard.length, 1);
  });

  it("are not looked for in languages without a grammar, nor in texts that are too large", async () => {
    assert.equal(await checker.check("cobol", "IDENTIFICATION DIVISION."), undefined);
    assert.equal(await checker.check("constructor", ""), undefined);
    assert.equal(await checker.check("python", "a = 1\n".repeat(200_000)), undefined);
  });
});
