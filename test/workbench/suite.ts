import { globSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import Mocha from "mocha";
import { describeError, type Finding } from "./report.ts";
import { root } from "./toolchain.mjs";

// node test/workbench/suite.ts [--grep TEXT] [--reporter NAME] [--timeout MS] [--retries N] [--result FILE] FILE_OR_GLOB...
// Runs mocha on TypeScript files as they are, and leaves the counts in the result file.

/** A suite that is over but whose process lives on has left a server, timer or browser behind. */
const EXIT_WITHIN_MS = 5_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: "string" },
    reporter: { type: "string", default: "dot" },
    timeout: { type: "string", default: "10000" },
    retries: { type: "string", default: "0" },
    result: { type: "string" },
  },
});

const files = positionals.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted();
if (files.length === 0) {
  console.error(`No test file matches ${positionals.join(", ")}.`);
  process.exit(1);
}

const options: Mocha.MochaOptions = {
  reporter: values.reporter,
  timeout: Number(values.timeout),
  retries: Number(values.retries),
  forbidOnly: values.result !== undefined,
  ...(values.grep === undefined ? {} : { grep: values.grep }),
};
const mocha = new Mocha(options);
for (const file of files) mocha.addFile(path.resolve(root, file));
await mocha.loadFilesAsync();

const tally = { passed: 0, failed: 0, skipped: 0, failures: new Array<Finding>(), again: new Array<Finding>() };
await new Promise<void>((resolve) => {
  const runner = mocha.run(() => resolve());
  runner.on("pass", () => tally.passed++);
  runner.on("fail", (test, error: unknown) => {
    tally.failed++;
    tally.failures.push(finding(test, error));
  });
  runner.on("retry", (test, error: unknown) => tally.again.push(finding(test, error)));
  runner.on("pending", () => tally.skipped++);
});

function finding(test: Mocha.Runnable, error: unknown): Finding {
  return { title: test.fullTitle(), why: describeError(error), suite: test.titlePath()[0] ?? "" };
}

if (values.result !== undefined) writeFileSync(values.result, JSON.stringify(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
setTimeout(() => {
  console.error("The tests are over, but something that they started is still running.");
  process.exit(1);
}, EXIT_WITHIN_MS).unref();
