import { tailOf } from "../../util/cutText.ts";
import { phrase } from "../../util/phrase.ts";
import type { CheckResult } from "../ports.ts";
import type { ProofRun, ProvingTest } from "./proof.ts";

/** What tests are said to be that passed and failed on the same files. */
export const FLAKY = phrase("a test that passes only sometimes");

/** Characters of a failing test's output that the next model is told. */
const MOST_TOLD = 4_000;

/** What a run with the edit in place says of the edit. The command failed without it, so a failure is the edit's. */
export function judgeProof(run: ProofRun): CheckResult {
  switch (run.type) {
    case "none":
      return { type: "skipped" };
    case "passed":
      return { type: "passed" };
    case "flaky":
      return { type: "passed", found: FLAKY };
    case "timed-out":
      return {
        type: "failed",
        because: phrase("the test did not end in time"),
        complaint: complaintOf(run, "does not end in time"),
      };
    case "failed":
      return { type: "failed", because: phrase("the test still fails"), complaint: complaintOf(run, "still fails") };
  }
}

/** An edit that changes the tests it is to pass proves nothing. */
export function refuseChangedTests(changed: readonly string[], { keep }: ProvingTest): CheckResult | undefined {
  const touched = changed.find((file) => keep.includes(file));
  if (touched === undefined) return undefined;
  return {
    type: "failed",
    because: phrase("the edit changes the test that is to prove it"),
    complaint: `The edit changes ${touched}, the test that has to pass. Leave it as it is and mend the code under it. Give a corrected, complete answer in the same form.`,
  };
}

function complaintOf({ command, output }: ProofRun, says: string): string {
  return `With this edit the command \`${command}\` ${says}. The end of its output:\n\n${tailOf(output, MOST_TOLD)}\n\nGive a corrected, complete answer in the same form, for the files as they were before.`;
}
