import { FLAKY } from "../../core/cascade/judgeProof.ts";
import type { CheckResult } from "../../core/ports.ts";
import { phrase } from "../../util/phrase.ts";
import type { TestRunResult } from "./testRun.ts";
import { tailOf } from "../../util/cutText.ts";

/** Characters of a failing test's output that the next model is told. */
const MOST_TOLD = 4_000;

/** What a run of the tests says of an edit. */
export function judgeRun(result: TestRunResult): CheckResult {
  switch (result.type) {
    case "none":
      return { type: "skipped" };
    case "passed":
      return result.flaky ? { type: "passed", found: FLAKY } : { type: "passed" };
    case "failed-before":
      return { type: "passed", found: phrase("tests that fail without this edit as well") };
    case "timed-out":
      return { type: "passed", found: phrase("a test that did not end in time") };
    case "failed":
      return {
        type: "failed",
        because: phrase("a test fails with this edit"),
        complaint: `With this edit the command \`${result.command}\` fails; it passed before. The end of its output:\n\n${tailOf(result.output, MOST_TOLD)}\n\nGive a corrected, complete answer in the same form.`,
      };
  }
}
