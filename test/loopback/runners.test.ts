import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ProofRun } from "../../src/core/cascade/proof.ts";
import { failedTests } from "../../src/core/debug/failingTests.ts";
import { placesOfTest } from "../../src/core/debug/findPlaces.ts";
import { commandForAll, commandsForTest, type RunnerGround } from "../../src/core/debug/testCommands.ts";
import { runProof } from "../../src/engines/testRun/proofRun.ts";
import { temporaryFolder } from "../workbench/host.ts";
import { runnersModules } from "../workbench/toolchain.mjs";

// Real runners on projects with one bug: each finds the failing tests, is told to run one of them, and sees it mended.

interface Project {
  readonly runner: string;
  readonly manifest?: object;
  readonly code: readonly [file: string, text: string];
  readonly test: readonly [file: string, text: string];
  readonly files?: Readonly<Record<string, string>>;
}

const code = (head: string, tail = ""): string => `${head}function split(total, parts) {
  if (parts < 1) throw new RangeError("no parts");
  const rest = total % parts;
  return Array.from({ length: parts }, (_, index) => (total - rest) / parts + (index <= rest ? 1 : 0));
}
${tail}`;
const RIGHT: Readonly<Record<string, readonly [wrong: string, right: string]>> = {
  js: ["index <= rest", "index < rest"],
  py: ["pieces > least", "pieces >= least"],
};
const spec = (imports: string, equal: string): string => `${imports}
describe("split", () => {
  it("is even", () => ${equal}(split(6, 2).length, 2));
  describe("of 100 cents (in 3)", () => {
    it("keeps 'every' cent", () => {
      ${equal}(split(100, 3)[1], 33);
    });
  });
});
`;
const EQUAL = "const equal = (a, b) => expect(a).toBe(b);";
const TITLES = ["split", "of 100 cents (in 3)", "keeps 'every' cent"];

const PROJECTS: readonly Project[] = [
  {
    runner: "vitest",
    manifest: { type: "module", scripts: { test: "vitest" }, devDependencies: { vitest: "5" } },
    code: ["src/money.js", code("export ")],
    test: [
      "tests/money.test.js",
      spec(
        `import { describe, expect, it } from "vitest";\nimport { split } from "../src/money.js";\n${EQUAL}`,
        "equal",
      ),
    ],
  },
  {
    runner: "jest",
    manifest: { scripts: { test: "jest" }, devDependencies: { jest: "30" } },
    code: ["src/money.js", code("", "module.exports = { split };\n")],
    test: ["tests/money.test.js", spec(`const { split } = require("../src/money.js");\n${EQUAL}`, "equal")],
  },
  {
    runner: "mocha",
    manifest: { scripts: { test: "mocha tests" }, devDependencies: { mocha: "12" } },
    code: ["src/money.js", code("", "module.exports = { split };\n")],
    test: [
      "tests/money.test.js",
      spec('const { equal } = require("node:assert");\nconst { split } = require("../src/money.js");', "equal"),
    ],
  },
  {
    runner: "pytest",
    code: [
      "shelf/pricing.py",
      "def discount(pieces, tiers):\n    rate = 0\n    for least, share in tiers:\n        if pieces > least:\n            rate = share\n    return rate\n",
    ],
    test: [
      "tests/test_pricing.py",
      "import pytest\nfrom shelf.pricing import discount\n\n\nclass TestDiscount:\n    @pytest.mark.parametrize('pieces', [10, 11])\n    def test_from_ten_on(self, pieces):\n        assert discount(pieces, [(10, 5)]) == 5\n",
    ],
    files: { "conftest.py": "", "shelf/__init__.py": "" },
  },
];

/** Writes a project into a folder of a workspace; what a runner then sees of the workspace. */
function layOut({ manifest, code: source, test, files = {} }: Project, root: string, folder = ""): RunnerGround {
  const own: Readonly<Record<string, string>> = {
    ...{ ...files, [source[0]]: source[1], [test[0]]: test[1] },
    ...(manifest ? { "package.json": JSON.stringify(manifest) } : {}),
  };
  const all = Object.fromEntries(Object.entries(own).map(([name, text]) => [path.posix.join(folder, name), text]));
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (manifest) symlinkSync(runnersModules(), path.join(root, folder, "node_modules"), "junction");
  return {
    manifest: folder === "" ? manifest : {},
    files: Object.keys(all),
    command: "",
    read: (name) => all[name] ?? "",
  };
}

function mended({ code: [file, text] }: Project): { readonly path: string; readonly text: string } {
  const [wrong, right] = RIGHT[path.extname(file).slice(1)] ?? ["", ""];
  return { path: file, text: text.replace(wrong, right) };
}

const live = new AbortController().signal;

describe("a project tested with", function () {
  this.timeout(600_000);
  let root: ReturnType<typeof temporaryFolder>;

  beforeEach(() => {
    root = temporaryFolder("runner");
  });
  afterEach(() => root.remove());

  const prove = (command: string, ...texts: readonly { path: string; text: string }[]): Promise<ProofRun> =>
    runProof({ root: root.path, command, texts }, live, { ms: 120_000, output: 16_000 });

  for (const project of PROJECTS) {
    it(`${project.runner} has its failing test found, run alone and mended`, async function () {
      if (project.runner === "pytest" && spawnSync("python3", ["-m", "pytest", "--version"]).status !== 0) {
        console.warn("left out: this Python has no pytest");
        return this.skip();
      }
      const ground = layOut(project, root.path);
      const [file] = project.test;

      const whole = await prove(commandForAll(ground) ?? "");
      const [failed] = failedTests(whole.output);
      assert.equal(failed?.file, file, whole.output);
      assert.deepEqual(failed.titles, project.manifest ? TITLES : ["TestDiscount", "test_from_ten_on[10]"]);

      const [one = "", ...others] = commandsForTest({ file, titles: failed.titles }, ground);
      assert.equal(others.length, 1);
      const alone = await prove(one);
      assert.equal(alone.type, "failed", `${one}\n${alone.output}`);
      const { places } = await placesOfTest({ path: file, title: failed.titles.at(-1) ?? "" }, alone.output, {
        ...{ files: ground.files, read: (name) => Promise.resolve(ground.read(name)) },
      });
      assert.deepEqual(
        places.map((place) => place.path),
        [project.code[0], file],
      );
      const proof = await prove(one, mended(project));
      assert.equal(proof.type, "passed", proof.output);
    });
  }

  it("the runner of a package inside the workspace is called there", async () => {
    const [project] = PROJECTS;
    assert.ok(project);
    const ground = layOut(project, root.path, "packages/till");
    const target = { file: `packages/till/${project.test[0]}`, titles: TITLES };
    const [one = ""] = commandsForTest(target, ground);
    assert.equal((await prove(one)).type, "failed", one);
    const { path: file, text } = mended(project);
    const proof = await prove(one, { path: `packages/till/${file}`, text });
    assert.equal(proof.type, "passed", proof.output);
  });
});
