import assert from "node:assert/strict";
import { chmodSync, cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { diagnosticsDelta } from "../../src/core/cascade/diagnosticsDelta.ts";
import { checkPython, type PythonRequest } from "../../src/engines/pythonTypes/checkPython.ts";
import type { TypesReport } from "../../src/engines/types/messages.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { root } from "../workbench/toolchain.mjs";

// The real Pyright on a copy of the sample, and programs that only look like it.

const PYRIGHT = path.join(root, "node_modules/.bin/pyright");
const live = new AbortController().signal;

describe("types of Python before showing", function () {
  this.timeout(60_000);
  const folder = temporaryFolder("python types");
  before(() => cpSync(path.join(root, "test/fixtures/sample"), folder.path, { recursive: true }));
  after(() => folder.remove());

  type Change = readonly [file: string, change: (text: string) => string];

  function request(changes: readonly Change[], more: Partial<PythonRequest> = {}): PythonRequest {
    const files = changes.map(([file, change]) => {
      const before = readFileSync(path.join(folder.path, file), "utf8");
      return { path: file, before, after: change(before) };
    });
    return { root: folder.path, checker: PYRIGHT, files, unsaved: [], ...more };
  }

  function program(name: string, script: string): string {
    const file = path.join(folder.path, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  const codes = async (...changes: readonly Change[]): Promise<string> =>
    codesOf(await checkPython(request(changes), live));

  it("finds what is new: a name that does not exist, and what is not assignable", async () => {
    writeFileSync(path.join(folder.path, "py/old.py"), "print(never_there)\n");
    const edit: Change = ["py/old.py", (text) => `${text}print(unheard_of)\nword: str = 1\n`];
    assert.equal(await codes(edit), "hard: reportUndefinedVariable; soft: reportAssignmentType");
  });

  it("finds nothing in a right edit of several files, and knows unsaved texts of others", async () => {
    writeFileSync(path.join(folder.path, "py/unsaved.py"), "");
    const used: Change = [
      "py/inventory.py",
      (text) => `from pricing import fresh\nfrom unsaved import typed\n${text}\nfresh(typed())\n`,
    ];
    const made: Change = ["py/pricing.py", (text) => `${text}\ndef fresh(count: int) -> None: ...\n`];
    const unsaved = [{ path: "py/unsaved.py", text: "def typed() -> int:\n    return 1\n" }];
    assert.equal(codesOf(await checkPython(request([used, made], { unsaved }), live)), "hard: ; soft: ");
  });

  it("looks at the files that import the changed one", async () => {
    const rename: Change = ["py/pricing.py", (text) => text.replace(/^def price\b/m, "def price_renamed")];
    const report = await checkPython(request([rename]), live);
    assert.equal(report?.dependants, 1);
    const files = new Set(report.after.map(({ file }) => path.relative(folder.path, file ?? "")));
    assert.deepEqual([...files], [path.join("py", "test_pricing.py")]);
    assert.match(codesOf(report), /reportAttributeAccessIssue/);
  });

  it("works on a copy, of which nothing is left", async () => {
    const place = path.join(folder.path, "place.txt");
    const checker = program("tells", `pwd > '${place}'; touch made-here; echo '{"generalDiagnostics": []}'`);
    assert.ok(await checkPython(request([["py/pricing.py", (text) => `${text}\n`]], { checker }), live));
    const copy = readFileSync(place, "utf8").trim();
    assert.notEqual(copy, folder.path);
    assert.deepEqual([existsSync(copy), existsSync(path.join(folder.path, "made-here"))], [false, false]);
  });

  it("refuses what does not parse; and reads no file name as an option or a command", async () => {
    const name = "--version; touch here.py";
    writeFileSync(path.join(folder.path, name), "");
    assert.match(await codes([name, () => "def broken(:\n"]), /^hard: ,.*; soft: $/);
  });

  it("has nothing to say where the checker fails, prints something else, or takes too long", async () => {
    const edit: Change = ["py/pricing.py", (text) => `${text}\nprint(unheard_of)\n`];
    const limits = { ms: 500, output: 10_000 };
    const checkers = [
      program("fails", "exit 3"),
      program("talks", "echo '{\"summary\": 1}'"),
      program("waits", "sleep 20"),
      path.join(folder.path, "is-not-there"),
    ];
    for (const checker of checkers)
      assert.equal(await checkPython(request([edit], { checker }), live, limits), undefined, checker);
    const left = new AbortController();
    const check = checkPython(request([edit], { checker: program("slow", "sleep 20") }), left.signal);
    setTimeout(() => left.abort(), 300);
    assert.equal(await check, undefined);
  });
});

function codesOf(report: TypesReport | undefined): string {
  assert.ok(report, "nothing was checked");
  const { hard, soft } = diagnosticsDelta(report.before, report.after);
  return `hard: ${hard.map(({ code }) => code).join()}; soft: ${soft.map(({ code }) => code).join()}`;
}
