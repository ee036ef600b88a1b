import assert from "node:assert/strict";
import { findPyright, findPython, type Surroundings } from "../../../../src/engines/pythonTypes/findPyright.ts";
import { importsAny, moduleName } from "../../../../src/engines/pythonTypes/importers.ts";
import { readReport } from "../../../../src/engines/pythonTypes/pyrightReport.ts";

const around = (files: readonly string[], more: Partial<Surroundings> = {}): Surroundings => ({
  path: "/usr/bin:bin:/opt/tools",
  platform: "linux",
  isFile: (file) => files.includes(file),
  ...more,
});
const windows = { platform: "win32", path: String.raw`C:\tools;D:\py` } as const;

describe("the Pyright of a workspace", () => {
  const cases: readonly (readonly [what: string, Surroundings, found: string | undefined])[] = [
    ["is that of its environment first", around(["/usr/bin/pyright", "/w/.venv/bin/pyright"]), "/w/.venv/bin/pyright"],
    ["may be one of its packages", around(["/w/node_modules/.bin/pyright"]), "/w/node_modules/.bin/pyright"],
    ["may stand on the PATH, in order", around(["/opt/tools/pyright"]), "/opt/tools/pyright"],
    ["may be basedpyright", around(["/w/venv/bin/basedpyright", "/w/venv/bin/pyright"]), "/w/venv/bin/basedpyright"],
    ["is never looked up in a relative folder", around(["bin/pyright", "/w/bin/pyright"]), undefined],
    [
      "is a program on Windows",
      around([String.raw`\w\node_modules\.bin\pyright.cmd`, String.raw`D:\py\pyright.exe`], windows),
      String.raw`D:\py\pyright.exe`,
    ],
    ["is missing where there is none", around([]), undefined],
  ];
  for (const [what, surroundings, found] of cases) {
    it(what, () => assert.equal(findPyright("/w", surroundings), found));
  }

  it("is told the interpreter of the environment", () => {
    assert.equal(findPython("/w", around(["/w/venv/bin/python"])), "/w/venv/bin/python");
    assert.equal(
      findPython("C:\\w", around([String.raw`C:\w\.venv\Scripts\python.exe`], windows)),
      String.raw`C:\w\.venv\Scripts\python.exe`,
    );
    assert.equal(findPython("/w", around(["/usr/bin/python"])), undefined);
  });
});

describe("files that import a changed one", () => {
  const cases: readonly (readonly [text: string, imports: boolean])[] = [
    ["import pricing\n", true],
    ["import os, shop.pricing as p\n", true],
    ["from shop.pricing import total\n", true],
    ["from . import pricing\n", true],
    ["from shop import (\n    stock,\n    pricing,\n)\n", true],
    ["def later():\n    from .pricing import total\n", true],
    ["import pricings\n", false],
    ["from pricing_rules import total\n", false],
    ["# import pricing\n", false],
    ["print('pricing')\nimport os\n", false],
    ["from os import path  # pricing\n", false],
  ];
  for (const [text, imports] of cases) {
    it(JSON.stringify(text), () => assert.equal(importsAny(text, ["other", "pricing"]), imports));
  }

  it("know it by its name, or by that of its folder", () => {
    assert.deepEqual(
      ["a/pricing.py", "a/pricing.pyi", "shop/__init__.py", "__init__.py", "a/two-words.py"].map(moduleName),
      ["pricing", "pricing", "shop", undefined, undefined],
    );
    assert.equal(importsAny("import a\n", []), false);
  });
});

describe("a report of Pyright", () => {
  const error = { file: "/w/a.py", severity: "error", message: "no", rule: "reportUndefinedVariable" };

  it("gives its errors, those of syntax without a rule", () => {
    const { rule: _, ...syntax } = error;
    const printed = JSON.stringify({ generalDiagnostics: [error, { ...error, severity: "warning" }, syntax] });
    const problem = { source: "Pyright", message: "no", severity: "error", file: "/w/a.py" };
    assert.deepEqual(readReport(`a newer version is there\n${printed}\nbye`), [
      { ...problem, code: "reportUndefinedVariable" },
      { ...problem, code: "" },
    ]);
    assert.deepEqual(readReport('{"generalDiagnostics":[]}'), []);
  });

  it("is none where it is cut, empty, or something else", () => {
    const bad = [
      "",
      "{",
      "no config",
      '{"generalDiagnostics":[{',
      '{"summary":{}}',
      "[]",
      "}{",
      '{"generalDiagnostics":{}}',
    ];
    for (const printed of bad) assert.equal(readReport(printed), undefined, printed);
  });
});
