import assert from "node:assert/strict";
import type { Problem } from "../../../../src/core/cascade/diagnosticsDelta.ts";
import { judgeProof, refuseChangedTests } from "../../../../src/core/cascade/judgeProof.ts";
import { judgeProblems } from "../../../../src/core/cascade/newErrors.ts";
import { type ProofRun } from "../../../../src/core/cascade/proof.ts";
import type { CheckResult } from "../../../../src/core/ports.ts";
import { CHECK_STRENGTHS } from "../../../../src/core/router/checkStrength.ts";
import { DEFAULT_POLICY, withProof } from "../../../../src/core/router/policy.ts";
import { say } from "../../../../src/util/phrase.ts";

const run = (type: ProofRun["type"]): ProofRun => ({
  type,
  command: "npm test",
  output: "x".repeat(9_000),
  ms: 1,
  runs: 2,
});
const told = (result: CheckResult): string =>
  result.type === "failed"
    ? `failed: ${say(result.because)}`
    : result.type === "passed" && result.found
      ? `passed, ${say(result.found)}`
      : result.type;

describe("a command that has to pass with an edit", () => {
  const rows: readonly (readonly [ProofRun["type"], string])[] = [
    ["passed", "passed"],
    ["failed", "failed: the test still fails"],
    ["timed-out", "failed: the test did not end in time"],
    ["flaky", "passed, a test that passes only sometimes"],
    ["none", "skipped"],
  ];
  for (const [type, expected] of rows)
    it(`${type}: ${expected}`, () => assert.equal(told(judgeProof(run(type))), expected));

  it("tells the next model its command and the end of its output", () => {
    const result = judgeProof(run("failed"));
    assert.ok(result.type === "failed" && result.complaint.includes("`npm test`") && result.complaint.length < 5_000);
  });

  it("is not proven by an edit that changes the tests", () => {
    const test = { command: "npm test", keep: ["tests/a.test.ts"] };
    assert.equal(refuseChangedTests(["src/a.ts"], test), undefined);
    const refused = refuseChangedTests(["src/a.ts", "tests/a.test.ts"], test);
    assert.equal(refused && told(refused), "failed: the edit changes the test that is to prove it");
  });

  it("is the strongest check that a router can plan with, and only where it is asked for", () => {
    const [signals, candidate] = [{ task: "debug" }, {}] as unknown as Parameters<typeof DEFAULT_POLICY.checkOf>;
    assert.equal(withProof(DEFAULT_POLICY, true).checkOf(signals, candidate), CHECK_STRENGTHS.tests);
    assert.equal(withProof(DEFAULT_POLICY, false), DEFAULT_POLICY);
  });
});

describe("problems with an edit that has something to prove", () => {
  const problem = (message: string, more: Partial<Problem> = {}): Problem => ({
    source: "ts",
    code: "2322",
    message,
    severity: "error",
    ...more,
  });
  const old = problem("Type 'a' is not assignable to type 'b'.");
  const rows: readonly (readonly [string, Parameters<typeof judgeProblems>, string])[] = [
    ["nothing to prove, an old error stays", [[old], [old]], "passed"],
    [
      "no error may be left, one stays",
      [[old], [old], { noErrors: true }],
      "failed: 1 error is left, Type 'a' is not assignable to type 'b'",
    ],
    ["no error may be left, none is", [[old], [], { noErrors: true }], "passed"],
    [
      "no error may be left, only a warning is",
      [[old], [problem("w", { severity: "warning" })], { noErrors: true }],
      "passed",
    ],
    [
      "no error may be left, only a module is not installed",
      [[old], [problem("m", { code: "2307" })], { noErrors: true }],
      "passed",
    ],
    [
      "a new hard error comes first",
      [[], [problem("Cannot find name 'x'.", { code: "2304" })], { noErrors: true }],
      "failed: 1 new error, Cannot find name 'x'",
    ],
    ["one has to be gone, and is", [[old], [], { gone: old.message }], "passed"],
    [
      "one has to be gone, and stays",
      [[old], [old], { gone: `${old.message} ` }],
      "failed: the problem is still there, Type 'a' is not assignable to type 'b'",
    ],
    ["one of two alike has to be gone, and is", [[old, old], [old], { gone: old.message }], "passed"],
    ["one has to be gone that this checker never knew", [[], [], { gone: "of another checker" }], "passed"],
  ];
  for (const [name, args, expected] of rows) it(name, () => assert.equal(told(judgeProblems(...args)), expected));
});
