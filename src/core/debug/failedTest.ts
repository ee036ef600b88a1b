/** A failed test as its runner names it. */
export interface FailedTest {
  /** As it was written: inside the workspace, or a path of some computer; "" where the runner names none. */
  readonly file: string;
  /** Names of the groups and of the test, outermost first. */
  readonly titles: readonly string[];
}
