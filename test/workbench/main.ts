import { existsSync } from "node:fs";
import path from "node:path";
import { SetupError } from "./cache.mjs";
import { exitWithParent } from "./cleanup.ts";
import { withSecondRun } from "./secondRun.ts";
import { check, NOTHING, runNode, runSteps, suite, summary, type Step, type Tally } from "./steps.ts";
import { root } from "./toolchain.mjs";

// The commands behind the scripts of package.json; run.mjs calls this under Node 24 once everything is installed.

const UNIT = [
  "test/unit/**/*.test.ts",
  "test/architecture/**/*.test.ts",
  "test/workbench/**/*.test.ts",
  "test/bench/**/*.test.ts",
  "test/cases/**/*.test.ts",
];
const BIN = {
  tsc: "node_modules/typescript/bin/tsc",
  oxlint: "node_modules/oxlint/bin/oxlint",
  prettier: "node_modules/prettier/bin/prettier.cjs",
  c8: "node_modules/c8/bin/c8.js",
};

const [what = "", ...args] = process.argv.slice(2);

const types: Step = { name: "types", run: () => check(BIN.tsc, ["-b"]) };
const lint: Step = { name: "lint", run: () => check(BIN.oxlint, ["--deny-warnings", ...args]) };
const format: Step = { name: "format", run: () => check(BIN.prettier, ["--check", "--log-level=warn", "."]) };
const unit: Step = { name: "unit", run: () => suite("unit", "test/workbench/suite.ts", selection(UNIT)) };
const loopback: Step = {
  name: "loopback",
  run: () => suite("loopback", "test/workbench/suite.ts", selection(["test/loopback/**/*.test.ts"])),
};
const build: Step = {
  name: "build",
  // A build is not a test: it counts only when it fails.
  run: async () => ({ ...NOTHING, failed: (await runNode("test/workbench/build.ts", args)) === 0 ? 0 : 1 }),
};
const host: Step = {
  name: "host",
  needs: ["build"],
  run: () => twice("host", "test/workbench/hostTests.ts", args),
};
const floor: Step = {
  name: "floor",
  needs: ["build"],
  run: () => suite("floor", "test/workbench/hostTests.ts", ["--floor", ...args]),
};
const desktop: Step = {
  name: "desktop",
  needs: ["build"],
  run: () => suite("desktop", "test/workbench/desktopTests.ts", args),
};
/** The measuring data lies beside the checkout and is not part of it; without it there is nothing to judge. */
const caseSets: Step = {
  name: "cases",
  run: async () => {
    if (existsSync(path.join(root, "../shared/data"))) return suite("cases", "test/cases/main.ts", ["all"]);
    console.log("left out: there is no ../shared/data with the case sets");
    return NOTHING;
  },
};
const pack: Step = { name: "package", run: () => check("test/workbench/vsix.ts") };
/** A test that fails is run once more where it is; what still fails then, once more in a new workbench. */
const UI = ["--reporter", "spec", "--timeout", "60000", "--retries", "1"];
const ui: Step = {
  name: "ui",
  needs: ["package"],
  run: () => twice("ui", "test/workbench/suite.ts", [...UI, ...selection(["test/ui/**/*.ui.ts"])]),
};
const shots: Step = {
  name: "screenshots",
  needs: ["package"],
  run: () => suite("screenshots", "test/workbench/suite.ts", [...UI, "test/ui/screenshots.ui.ts"]),
};
const keep: Step = { name: "keep", needs: ["screenshots"], run: () => check("test/workbench/pictures.ts") };

async function twice(name: string, script: string, given: readonly string[]): Promise<Tally> {
  return withSecondRun(await suite(name, script, given), (grep) => suite(name, script, [...given, "--grep", grep]));
}

/** `npm run test:unit -- FILE… --grep TEXT` runs a part; without file names all files are meant. */
function selection(all: readonly string[]): readonly string[] {
  const names = args.filter(
    (arg, index) => !arg.startsWith("-") && !/^--(grep|timeout|reporter|retries)$/.test(args[index - 1] ?? ""),
  );
  return names.length > 0 ? args : [...all, ...args];
}

/** Commands made of steps; they end with the count. */
const PLANS: Readonly<Record<string, readonly Step[]>> = {
  test: [types, lint, format, unit, loopback, caseSets, build, host, pack, ui],
  types: [types],
  lint: [lint, format],
  unit: [unit],
  loopback: [loopback],
  build: [build],
  host: [build, host],
  floor: [build, floor],
  desktop: [build, desktop],
  package: [pack],
  ui: [pack, ui],
  screenshots: [pack, shots, keep],
};

/** Commands that are one process. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  format: [BIN.prettier, "--write", "--log-level=warn", "."],
  watch: ["test/workbench/build.ts", "--watch"],
  start: ["test/workbench/start.ts"],
  "install-vscode": ["test/workbench/installVscode.ts"],
  bench: ["test/bench/main.ts"],
  cli: ["src/cli/main.ts"],
  cases: ["test/cases/main.ts"],
  eval: ["test/eval/main.ts"],
  catalog: ["test/workbench/catalog/main.ts"],
  coverage: [
    BIN.c8,
    "--src",
    "src",
    "--include",
    "src",
    "-r",
    "text",
    "-r",
    "html",
    "-o",
    "coverage",
    process.execPath,
    "test/workbench/suite.ts",
    ...UNIT,
  ],
};

async function main(): Promise<number> {
  if (what === "setup") return 0;
  const script = SCRIPTS[what];
  if (script !== undefined) return runScript(script);
  const plan = PLANS[what];
  if (plan === undefined)
    throw new SetupError(
      `There is no command "${what}". Choose one of: setup, ${[...Object.keys(PLANS), ...Object.keys(SCRIPTS)].join(", ")}.`,
    );
  const total = await runSteps(plan);
  console.log(summary(total));
  return total.failed > 0 ? 1 : 0;
}

async function runScript([script = "", ...first]: readonly string[]): Promise<number> {
  return runNode(script, [...first, ...args]);
}

exitWithParent();
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
