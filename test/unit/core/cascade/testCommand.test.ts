import assert from "node:assert/strict";
import { type TestGround, testCommandFor } from "../../../../src/core/cascade/testCommand.ts";

const TEXTS: Readonly<Record<string, string>> = {
  "tests/money.test.mjs": 'import { parse } from "../src/money.ts";',
  "tests/store.test.mjs": 'import { Store } from "../src/store.ts";',
  "py/test_pricing.py": "from pricing import price",
};

const ground = (more: Partial<TestGround>): TestGround => ({
  ...{ files: ["package.json", "src/money.ts", "src/store.ts", "py/pricing.py", ...Object.keys(TEXTS)] },
  ...{ changed: ["src/money.ts"], command: "", read: (file: string) => TEXTS[file] ?? "" },
  ...more,
});
const using = (...names: readonly string[]): object => ({
  devDependencies: Object.fromEntries(names.map((name) => [name, "1"])),
});

describe("the tests that are about an edit", () => {
  const rows: readonly (readonly [string, Partial<TestGround>, string | undefined])[] = [
    [
      "Node's runner",
      { manifest: { scripts: { test: "node --test tests/*.mjs" } } },
      "node --test tests/money.test.mjs",
    ],
    ["Vitest", { manifest: using("vitest") }, "npx --no-install vitest related --run src/money.ts"],
    ["Jest", { manifest: using("jest") }, "npx --no-install jest --findRelatedTests src/money.ts"],
    ["Mocha", { manifest: using("mocha") }, "npx --no-install mocha tests/money.test.mjs"],
    ["nothing known", { manifest: {} }, undefined],
    ["a broken manifest", { manifest: [1] }, undefined],
    ["unittest", { changed: ["py/pricing.py"] }, "python3 py/test_pricing.py"],
    [
      "pytest",
      { changed: ["py/pricing.py"], files: ["conftest.py", ...Object.keys(TEXTS)] },
      "python3 -m pytest -q py/test_pricing.py",
    ],
    ["a user's command", { command: "make check" }, "make check"],
    ["a user's command with a place", { command: "run ${tests} -v" }, "run tests/money.test.mjs -v"],
    ["a user's command without tests for it", { command: "run ${tests}", changed: ["src/other.ts"] }, undefined],
    ["no test about it", { manifest: using("mocha"), changed: ["src/other.ts"] }, undefined],
    [
      "a changed test",
      { manifest: using("mocha"), changed: ["tests/store.test.mjs"] },
      "npx --no-install mocha tests/store.test.mjs",
    ],
  ];
  for (const [name, more, command] of rows) {
    it(`are found for ${name}`, () => assert.equal(testCommandFor(ground(more))?.command, command));
  }

  it("are quoted, so that no file's name runs anything", () => {
    const file = 'tests/$(touch x)`y`" money.test.mjs';
    const found = testCommandFor(ground({ manifest: using("mocha"), files: [file], read: () => "money" }));
    assert.equal(found?.command, 'npx --no-install mocha "tests/(touch x)y money.test.mjs"');
  });
});
