import assert from "node:assert/strict";
import type { ProofRun, ProvingTest } from "../../../../src/core/cascade/proof.ts";
import { prove } from "../../../../src/core/cascade/prove.ts";
import type { CheckResult } from "../../../../src/core/ports.ts";
import { say } from "../../../../src/util/phrase.ts";

const TEST = { command: "one", around: "all", keep: [] };
const ran = (command: string, type: ProofRun["type"], ...failed: readonly string[]): ProofRun => {
  const output = failed.map((name) => `FAIL: ${name} (test_stock.Stocks.${name})`).join("\n");
  return { command, type, output, ms: 1, runs: 2 };
};

/** What is said of runs by command and edit, and which of them were made. */
async function proof(
  runs: Readonly<Record<string, ProofRun>>,
  test: ProvingTest = TEST,
): Promise<readonly [CheckResult["type"], string, readonly string[]]> {
  const made: string[] = [];
  const result = await prove(test, (command, edit) => {
    made.push(`${command} ${edit}`);
    return Promise.resolve(runs[`${command} ${edit}`] ?? ran(command, "none"));
  });
  return [result.type, wordsOf(result), made];
}

function wordsOf(result: CheckResult): string {
  if (result.type === "failed") return say(result.because);
  if (result.notChecked) return `not checked: ${say(result.notChecked)}`;
  return result.type === "passed" && result.found ? say(result.found) : "";
}

describe("a fix that is proven by its test", () => {
  it("is good where all of the file passes, and nothing else is run", async () => {
    assert.deepEqual(await proof({ "all with": ran("all", "passed") }), ["passed", "", ["all with"]]);
  });

  it("is bad where the test still fails", async () => {
    const runs = { "all with": ran("all", "failed", "test_a"), "one with": ran("one", "failed", "test_a") };
    assert.deepEqual(await proof(runs), ["failed", "the test still fails", ["all with", "one with"]]);
  });

  it("is bad where it breaks another test of the file", async () => {
    const runs = {
      ...{ "all with": ran("all", "failed", "test_b"), "one with": ran("one", "passed") },
      "all without": ran("all", "failed", "test_a"),
    };
    const [type, words] = await proof(runs);
    assert.deepEqual([type, words], ["failed", "another test fails with this edit: Stocks test_b"]);
  });

  it("is not held to tests that failed before", async () => {
    const runs = {
      ...{ "all with": ran("all", "failed", "test_b"), "one with": ran("one", "passed") },
      "all without": ran("all", "failed", "test_a", "test_b"),
    };
    const [type, words] = await proof(runs);
    assert.deepEqual(
      [type, words],
      ["passed", "not checked: other tests of its file, which fail without this edit as well"],
    );
  });

  it("is told from the others of a command that runs them all", async () => {
    const test = { command: "all", title: "test_a", keep: [] };
    const others = {
      "all with": ran("all", "failed", "test_b"),
      "all without": ran("all", "failed", "test_a", "test_b"),
    };
    assert.match((await proof(others, test))[1], /^not checked: other tests/);
    const fresh = { ...others, "all without": ran("all", "failed", "test_a") };
    assert.match((await proof(fresh, test))[1], /^another test fails with this edit/);
    const own = { "all with": ran("all", "failed", "test_a", "test_b") };
    assert.deepEqual(await proof(own, test), ["failed", "the test still fails", ["all with"]]);
  });

  it("counts for itself where the others cannot be run, or where there is nothing around it", async () => {
    const slow = { "all with": ran("all", "timed-out"), "one with": ran("one", "passed") };
    assert.deepEqual((await proof(slow)).slice(0, 2), ["passed", ""]);
    const alone = await proof({ "one with": ran("one", "passed") }, { command: "one", keep: [] });
    assert.deepEqual(alone, ["passed", "", ["one with"]]);
  });
});
