import { phrase } from "../../util/phrase.ts";
import type { CheckResult } from "../ports.ts";

/** What an answer has to prove, besides what every edit is checked for. */
export interface Proof {
  readonly test?: ProvingTest;
  /** No error may be left in the changed files, whether it is new or not. */
  readonly noErrors?: true;
  /** Message of a problem that the edit has to remove. */
  readonly gone?: string;
}

/**
 * A command that has to pass with the edit. Stated by a command that the user ran, which is the consent to run it; a
 * workspace that is not trusted runs nothing all the same.
 */
export interface ProvingTest {
  /** Runs in a shell at the root of a throw-away copy of the workspace. It failed there before the request. */
  readonly command: string;
  /** Runs what stands around it too, as all tests of its file: none of those may fail that passed before. */
  readonly around?: string;
  /** The test's own name, where the command may run others beside it. */
  readonly title?: string;
  /** Files inside the workspace that an edit must leave as they are: the tests that prove it. */
  readonly keep: readonly string[];
}

/** How a command ended that was run until it could be believed. */
export interface ProofRun {
  /**
   * `flaky` = it passed and failed on the same files; `timed-out` = it had to be ended; `none` = it could not be run: the
   * workspace is too large to copy, or the run was stopped.
   */
  readonly type: "passed" | "failed" | "flaky" | "timed-out" | "none";
  readonly command: string;
  /** The end of what it printed, without colours. */
  readonly output: string;
  /** Of all its runs. */
  readonly ms: number;
  /** How often it ran. */
  readonly runs: number;
}

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
  return `With this edit the command \`${command}\` ${says}. The end of its output:\n\n${output.slice(-MOST_TOLD)}\n\nGive a corrected, complete answer in the same form, for the files as they were before.`;
}
