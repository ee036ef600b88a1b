/** What a run of tests said. */
export interface TestOutput {
  readonly command: string;
  /** The end of it, where it is long. */
  readonly output: string;
  readonly passed: boolean;
}

/** Characters that are kept: the end of an output says what failed. */
const MOST_KEPT = 30_000;

/** Remembers the last run of tests of this window, for models that ask for it. */
export class LastTestRun {
  #output: TestOutput | undefined;

  get output(): TestOutput | undefined {
    return this.#output;
  }

  note({ command, output, passed }: TestOutput): void {
    this.#output = { command, passed, output: output.slice(-MOST_KEPT) };
  }
}
