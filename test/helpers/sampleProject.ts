import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
export const SAMPLE = join(ROOT, "test/fixtures/sample");
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** The compiler's errors in the sample as it comes, and its tests that fail. */
export const PLANTED = ["src/store.ts(30,12): error TS2532: Object is possibly 'undefined'."];
export const FAILING = [
  "drops the value that was used longest ago",
  "has nothing for a key it does not know",
  "splits without losing a cent",
  "waits before it tries again",
];

export function compilerErrors(folder: string): readonly string[] {
  const { stdout } = spawnSync(process.execPath, [TSC, "--noEmit", "--pretty", "false", "-p", folder], {
    encoding: "utf8",
    cwd: folder,
  });
  return stdout.split("\n").filter((line) => line.includes("error"));
}

export function failingTests(folder: string): readonly string[] {
  const { stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", "tests/*.test.mjs"], {
    encoding: "utf8",
    cwd: folder,
  });
  assert.match(stdout, /^# tests 7$/m);
  return [...stdout.matchAll(/^not ok \d+ - (.+)$/gm)].map(([, name = ""]) => name).toSorted();
}
