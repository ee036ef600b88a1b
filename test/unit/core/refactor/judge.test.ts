import assert from "node:assert/strict";
import type { Problem } from "../../../../src/core/cascade/diagnosticsDelta.ts";
import { judgeAll, judgeStep } from "../../../../src/core/refactor/judge.ts";

const error = (code: string, file?: string): Problem => ({
  ...{ source: code.startsWith("report") ? "Pyright" : "ts", code, message: code, severity: "error" },
  ...(file === undefined ? {} : { file }),
});

describe("a step of several", () => {
  const own = new Set(["a.ts"]);
  const cases: readonly (readonly [what: string, after: readonly Problem[], more: boolean, expected: string])[] = [
    ["is refused for a name that does not exist", [error("2304", "a.ts")], true, "failed"],
    ["is refused for an error without a file", [error("reportUndefinedVariable")], true, "failed"],
    ["stands whatever other files have against it", [error("2304", "b.ts")], false, "passed"],
    ["stands while what it asks of others is still to come", [error("2305", "a.ts")], true, "passed"],
    ["is refused when nothing is to come any more", [error("2305", "a.ts")], false, "failed"],
    [
      "stands so in Python, too",
      [error("reportAttributeAccessIssue", "a.ts"), error("reportCallIssue")],
      true,
      "passed",
    ],
    ["is refused so in Python, too", [error("reportCallIssue", "a.ts")], false, "failed"],
  ];
  for (const [what, after, more, expected] of cases) {
    it(what, () => assert.equal(judgeStep({ type: "problems", before: [], after }, { own, more }).type, expected));
  }

  it("is judged with all others by every error that is new", () => {
    const [known, fresh] = [error("2304", "b.ts"), error("2305", "b.ts")];
    assert.equal(judgeAll({ type: "problems", before: [known], after: [known] }).type, "passed");
    assert.equal(judgeAll({ type: "problems", before: [known], after: [known, fresh] }).type, "failed");
  });
});
