const TEST_FILE =
  /(?:^|\/)(?:tests?|__tests__|spec)\/|(?:^|[/._-])(?:test|spec)[._-]|[._-](?:test|spec)s?\.\w+$|(?:^|\/)test_[^/]*$/i;

/** True for a file that holds tests, by its folder or its name. */
export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path);
}
