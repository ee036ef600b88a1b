import assert from "node:assert/strict";
import { codeUnderTest } from "../../../../src/core/debug/codeUnderTest.ts";
import { failedTests, isTestCommand } from "../../../../src/core/debug/failingTests.ts";
import {
  commandForAll,
  commandsForTest,
  packageFolder,
  type RunnerGround,
} from "../../../../src/core/debug/testCommands.ts";

const ground = (more: Partial<RunnerGround> = {}): RunnerGround => ({
  files: [],
  read: () => "",
  command: "",
  ...more,
});
const using = (name: string): object => ({ devDependencies: { [name]: "1" } });

describe("the command of one test", () => {
  const money = { file: "tests/money.test.mjs", titles: ["split", 'gives "34" & $more'] };
  const rows: readonly (readonly [string, Parameters<typeof commandsForTest>, readonly string[]])[] = [
    [
      "Node's runner",
      [money, ground({ manifest: { scripts: { test: "node --test tests/*.mjs" } } })],
      ['node --test --test-name-pattern="gives .34. . .more" tests/money.test.mjs', "node --test tests/money.test.mjs"],
    ],
    [
      "Node's runner, known by an import",
      [money, ground({ read: () => 'import { test } from "node:test";' })],
      ['node --test --test-name-pattern="gives .34. . .more" tests/money.test.mjs', "node --test tests/money.test.mjs"],
    ],
    [
      "Vitest",
      [money, ground({ manifest: using("vitest") })],
      [
        'npx --no-install vitest run tests/money.test.mjs -t "split.+gives .34. . .more"',
        "npx --no-install vitest run tests/money.test.mjs",
      ],
    ],
    [
      "Jest",
      [money, ground({ manifest: using("jest") })],
      [
        'npx --no-install jest --runTestsByPath tests/money.test.mjs -t "split.+gives .34. . .more"',
        "npx --no-install jest --runTestsByPath tests/money.test.mjs",
      ],
    ],
    [
      "pytest",
      [
        { file: "py/test_money.py", titles: ["SplitTest", "test_even[3-34]"] },
        ground({ files: ["requirements.txt"], read: () => "pytest==8.0" }),
      ],
      ['python3 -m pytest -q "py/test_money.py::SplitTest::test_even"', 'python3 -m pytest -q "py/test_money.py"'],
    ],
    [
      "unittest",
      [{ file: "py/test_pricing.py", titles: ["DiscountTest", "test_tiers"] }, ground()],
      [
        'python3 -m unittest discover -s py -p test_pricing.py -k "DiscountTest.test_tiers"',
        "python3 -m unittest discover -s py -p test_pricing.py",
      ],
    ],
    [
      "Go",
      [{ file: "money/money_test.go", titles: ["TestSplit"] }, ground()],
      ['go test -run "^TestSplit$" ./money', "go test ./money"],
    ],
    [
      "the user's command with a place",
      [money, ground({ command: "make check ${tests}" })],
      ["make check tests/money.test.mjs"],
    ],
    ["the user's command", [{ file: "a.lua", titles: [] }, ground({ command: "make check" })], ["make check"]],
    ["nothing known", [{ file: "a.lua", titles: ["x"] }, ground()], []],
    [
      "a file with a hostile name",
      [{ file: "a$(touch x)`.test.mjs", titles: ["`id`"] }, ground({ manifest: using("mocha") })],
      ['npx --no-install mocha "a(touch x).test.mjs" -g ".id."', 'npx --no-install mocha "a(touch x).test.mjs"'],
    ],
  ];
  for (const [name, args, commands] of rows)
    it(`is known for ${name}`, () => assert.deepEqual(commandsForTest(...args), commands));

  it("runs in the package that a test belongs to", () => {
    const files = [
      "package.json",
      "packages/till/package.json",
      "packages/till-extra/package.json",
      "py/pyproject.toml",
    ];
    const folderOf = (file: string): string => packageFolder(file, files);
    assert.equal(folderOf("packages/till/tests/a.test.ts"), "packages/till");
    assert.equal(folderOf("packages/till-extra/a.test.ts"), "packages/till-extra");
    assert.equal(folderOf("py/tests/test_a.py"), "py");
    assert.equal(folderOf("tests/a.test.ts"), "");
    assert.equal(packageFolder("tests/a.test.ts", []), "");
    const read = (file: string): string => (file.startsWith("packages/till/") ? JSON.stringify(using("jest")) : "");
    assert.deepEqual(
      commandsForTest(
        { file: "packages/till/a.test.ts", titles: [] },
        ground({ files, read, manifest: using("mocha") }),
      ),
      ["cd packages/till && npx --no-install jest --runTestsByPath a.test.ts"],
    );
    // A package that names no runner has the one of the whole workspace.
    assert.deepEqual(
      commandsForTest({ file: "packages/till/a.test.ts", titles: [] }, ground({ files, manifest: using("mocha") })),
      ["npx --no-install mocha packages/till/a.test.ts"],
    );
  });

  it("of all tests is the project's own", () => {
    assert.equal(commandForAll(ground({ manifest: { scripts: { test: "node --test" } } })), "npm test --silent");
    assert.equal(commandForAll(ground({ manifest: { scripts: { test: 'echo "no test specified"' } } })), undefined);
    assert.equal(commandForAll(ground({ files: ["pytest.ini"] })), "python3 -m pytest -q");
    assert.equal(commandForAll(ground({ command: "make ${tests}" })), "make");
  });

  const commands: readonly (readonly [string, boolean])[] = [
    ["npm test", true],
    ["npm run test:unit -- --grep x", true],
    ["npx vitest run", true],
    ["node --test tests/money.test.mjs", true],
    ["node --experimental-strip-types --test x", true],
    ["python3 -m pytest -q", true],
    ["pytest tests", true],
    ["go test ./...", true],
    ["npm run deploy", false],
    ["npm test && npm publish", false],
    ["rm -rf x # test", false],
    ["pytest; rm x", false],
    ["npm test > $(id)", false],
    ["node server.js --test", false],
    ["", false],
  ];
  for (const [command, expected] of commands)
    it(`${expected ? "is" : "is not"} ${command || "nothing"}`, () => assert.equal(isTestCommand(command), expected));
});

describe("failed tests", () => {
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "Node's reporter",
      "✖ splits (1.2ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at tests/money.test.mjs:13:1\n✖ splits without losing a cent (0.9ms)\n  AssertionError",
      ["tests/money.test.mjs: splits without losing a cent"],
    ],
    [
      "TAP",
      "not ok 1 - splits\n  ---\n  duration_ms: 1\n  location: '/srv/tests/money.test.mjs:13:1'\n  ...\nnot ok 2 - /srv/tests/money.test.mjs\n  location: '/srv/tests/money.test.mjs:1:1'",
      ["/srv/tests/money.test.mjs: splits"],
    ],
    [
      "Jest",
      "PASS a.test.ts\nFAIL src/money.test.ts (5.1 s)\n  ● split › is even\n\n    expect(received)",
      ["src/money.test.ts: split > is even"],
    ],
    [
      "Vitest",
      " FAIL  src/money.test.ts > split > is even 3ms\nAssertionError",
      ["src/money.test.ts: split > is even"],
    ],
    [
      "pytest",
      "FAILED py/test_money.py::SplitTest::test_even - assert 1 == 2",
      ["py/test_money.py: SplitTest > test_even"],
    ],
    [
      "unittest",
      "FAIL: test_tiers (test_pricing.DiscountTest.test_tiers)\n-----\nTraceback",
      ["test_pricing.py: DiscountTest > test_tiers"],
    ],
    ["Go", "    --- FAIL: TestSplit/even (0.00s)\n        money_test.go:12: 1 != 2", [": TestSplit > even"]],
    ["Rust", "test money::tests::even ... FAILED", [": money > tests > even"]],
    [
      "Mocha, over several lines",
      [
        "  1) top\n  split\n    2) is even\n    of nothing\n      3) throws\n\n  0 passing (10ms)\n  3 failing\n",
        "  1) top:\n\n      AssertionError: 1 == 2\n      at Context.<anonymous> (tests/money.test.js:17:24)\n      at x (node:internal/timers:574:21)\n",
        "  2) split\n       is even:\n\n      AssertionError: x\n      at Context.<anonymous> (tests/money.test.js:6:12)\n",
        "  3) split\n       of nothing\n         throws:\n     Error: Timeout of 2000ms exceeded. For async tests, ensure it resolves. (/srv/tests/money.test.js)\n",
      ].join("\n"),
      [
        "tests/money.test.js: top",
        "tests/money.test.js: split > is even",
        "/srv/tests/money.test.js: split > of nothing > throws",
      ],
    ],
    [
      "Jest, for a file that cannot be loaded",
      "FAIL tests/money.test.js\n  ● Test suite failed to run\n\n    SyntaxError",
      ["tests/money.test.js: tests/money.test.js"],
    ],
    [
      "Vitest, for a file that cannot be loaded",
      " FAIL  tests/money.test.ts [ tests/money.test.ts ]\nError: Cannot find module",
      ["tests/money.test.ts: tests/money.test.ts"],
    ],
    [
      "pytest, for a file that cannot be loaded",
      "ERROR tests/test_money.py - ModuleNotFoundError: No module named 'x'\nERROR tests/test_tax.py",
      ["tests/test_money.py: tests/test_money.py", "tests/test_tax.py: tests/test_tax.py"],
    ],
    [
      "unittest, for a file that cannot be loaded",
      "ERROR: test_money (unittest.loader._FailedTest.test_money)\nImportError: Failed to import test module: test_money",
      ["test_money.py: test_money.py"],
    ],
    ["nothing that failed", "ok 1 - x\n# fail 0", []],
  ];
  for (const [name, output, expected] of rows) {
    it(`are named by ${name}`, () =>
      assert.deepEqual(
        failedTests(output).map(({ file, titles }) => `${file}: ${titles.join(" > ")}`),
        expected,
      ));
  }
});

describe("the code under a test", () => {
  const files = [
    "src/money.ts",
    "src/retry.ts",
    "src/index.ts",
    "py/pricing.py",
    "py/inventory.py",
    "app/core/__init__.py",
    "tests/money.test.mjs",
  ];
  const rows: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      "imports",
      "tests/money.test.mjs",
      'import assert from "node:assert";\nimport { split, type Cents } from "../src/money.ts";\nconst r = require("../src/retry");',
      ["src/money.ts: split, Cents", "src/retry.ts: "],
    ],
    [
      "an import of the compiled name",
      "tests/x.test.ts",
      'import * as money from "../src/money.js";',
      ["src/money.ts: "],
    ],
    ["an index", "tests/x.test.ts", 'import { a } from "../src";', ["src/index.ts: a"]],
    [
      "Python's imports",
      "py/test_pricing.py",
      "import unittest\nfrom pricing import discount, price\nimport inventory",
      ["py/pricing.py: discount, price", "py/inventory.py: "],
    ],
    ["a package of Python", "tests/test_x.py", "from app.core import run", ["app/core/__init__.py: run"]],
    ["a name", "other/money.test.ts", "", ["src/money.ts: "]],
  ];
  for (const [name, path, text, expected] of rows) {
    it(`is known by ${name}`, () =>
      assert.deepEqual(
        codeUnderTest({ path, text }, files).map((found) => `${found.path}: ${found.names.join(", ")}`),
        expected,
      ));
  }
});
