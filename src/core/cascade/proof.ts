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
