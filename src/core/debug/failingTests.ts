import { plainOutput } from "../../util/plainOutput.ts";
import type { FailedTest } from "./failedTest.ts";
import { MochaFailures } from "./mochaFailures.ts";

const MOST_CHARS = 400_000;
const MOST_TESTS = 50;

interface Reader {
  /** One of the groups `file`, `title`; `title` may join groups with `between`. Without it the file failed as a whole. */
  readonly pattern: RegExp;
  readonly between?: RegExp;
}

const READERS: readonly Reader[] = [
  // pytest: `FAILED tests/test_money.py::SplitTest::test_even - assert 1 == 2`.
  { pattern: /^FAILED (?<file>[^\s:]{1,400}\.py)::(?<title>\S{1,400})/, between: /::/ },
  // A file that cannot be loaded: pytest's `ERROR tests/test_money.py - ImportError`, Vitest's ` FAIL  a.test.ts [ a.test.ts ]`.
  { pattern: /^ERROR (?<file>[^\s:]{1,400}\.py)(?: - |$)/ },
  { pattern: /^\s{0,4}FAIL\s{1,4}(?<file>\S{1,400}\.[cm]?[jt]sx?) \[ \S{1,400} \]$/ },
  // unittest: `FAIL: test_even (test_money.SplitTest.test_even)`, before 3.11 without the test's name.
  { pattern: /^(?:FAIL|ERROR): (?<test>\w{1,200}) \((?<module>[\w.]{1,300})\)/ },
  // Vitest: ` FAIL  src/money.test.ts > split > is even`.
  {
    pattern: /^\s*(?:FAIL|×|❯)\s{1,4}(?<file>[^\s>]{1,400}\.[cm]?[jt]sx?) > (?<title>.{1,400}?)(?: \d+ms)?$/,
    between: / > /,
  },
  // Go: `--- FAIL: TestSplit (0.00s)`.
  { pattern: /^\s{0,20}--- FAIL: (?<title>[\w/]{1,300}) \(/, between: /\// },
  // Rust: `test money::tests::even ... FAILED`.
  { pattern: /^test (?<title>[\w:]{1,300}) \.\.\. FAILED/, between: /::/ },
  // RSpec: `rspec ./spec/money_spec.rb:12 # Money splits`.
  { pattern: /^rspec \.?\/?(?<file>[^\s:]{1,400}_spec\.rb)(?::\d+|\[[\d:]+\]) # (?<title>.{1,400})/ },
];
/** Node's reporter: `test at tests/money.test.mjs:13:1`, and on the next line `✖ splits without losing a cent (1.2ms)`. */
const NODE_PLACE = /^\s{0,20}test at (?<file>[^\n]{1,400}?):\d+:\d+$/;
const NODE_TITLE = /^\s{0,40}✖ (?<title>.{1,400}?) \([\d.]+ms\)$/;
/** TAP: `not ok 2 - splits without losing a cent`, then `location: '/srv/tests/money.test.mjs:13:1'`. */
const TAP_TITLE = /^\s{0,40}not ok \d+ - (?<title>.{1,400}?)(?: # .*)?$/;
const TAP_PLACE = /^\s{0,40}location: '(?<file>[^'\n]{1,400}?):\d+:\d+'/;
/** Jest: `FAIL src/money.test.ts`, then `  ● split › is even`. */
const JEST_FILE = /^\s{0,4}FAIL\s{1,4}(?:\S{1,80} )?(?<file>\S{1,400}\.[cm]?[jt]sx?)(?: \([\d.]+ m?s\))?$/;
const JEST_TITLE = /^\s{1,8}● (?<title>.{1,400} › .{1,400}|(?!Console|Test suite).{1,400})$/;
const JEST_WHOLE = /^\s{1,8}● Test suite failed to run$/;

/** Every failed test that an output of a known runner names, in its order, each once. */
export function failedTests(output: string): readonly FailedTest[] {
  const found = new Map<string, FailedTest>();
  const add = (test: FailedTest): void => void found.set(JSON.stringify(test), test);
  const mocha = new MochaFailures();
  let jestFile = "";
  let place = "";
  let title = "";
  for (const line of plainOutput(output.slice(-MOST_CHARS)).split("\n")) {
    const simple = simpleIn(line) ?? mocha.take(line);
    if (simple) add(simple);
    const jest = groupOf(JEST_FILE, line, "file");
    if (jest !== undefined) jestFile = jest;
    if (jestFile !== "" && JEST_WHOLE.test(line)) add({ file: jestFile, titles: [jestFile] });
    const inJest = jestFile === "" ? undefined : groupOf(JEST_TITLE, line, "title");
    if (inJest !== undefined) add({ file: jestFile, titles: inJest.split(" › ") });
    const named = groupOf(NODE_TITLE, line, "title");
    if (named !== undefined && place !== "") add({ file: place, titles: [named] });
    place = groupOf(NODE_PLACE, line, "file") ?? "";
    title = groupOf(TAP_TITLE, line, "title") ?? title;
    const at = groupOf(TAP_PLACE, line, "file");
    if (at !== undefined && title !== "") add({ file: at, titles: [title] });
    if (at !== undefined) title = "";
    if (found.size >= MOST_TESTS) break;
  }
  return withoutGroups([...found.values()]);
}

/** Where unittest puts a module that it could not import. */
const UNLOADED = "unittest.loader._FailedTest";

function simpleIn(line: string): FailedTest | undefined {
  for (const { pattern, between } of READERS) {
    const groups = pattern.exec(line)?.groups;
    if (!groups) continue;
    const { file = "", title = file, module, test } = groups;
    if (module !== undefined && test !== undefined) return ofUnittest(module, test);
    return { file, titles: between ? title.split(between) : [title] };
  }
  return undefined;
}

/** `test_money.SplitTest.test_even`: the module is the file's name, its folder is not told. */
function ofUnittest(module: string, test: string): FailedTest {
  if (module.startsWith(UNLOADED)) return { file: `${test}.py`, titles: [`${test}.py`] };
  const parts = module.split(".").filter((part) => part !== test);
  const [file = "", ...groups] = parts;
  return { file: file === "__main__" ? "" : `${file}.py`, titles: [...groups, test] };
}

/** A group that fails because a test in it does is no test of its own; TAP and Node's reporter name the file so. */
function withoutGroups(tests: readonly FailedTest[]): readonly FailedTest[] {
  const real = tests.filter((test) => !isWholeFile(test));
  return real.length > 0 ? real : tests;
}

/** True for a file that failed as a whole, as one that cannot be loaded. */
export function isWholeFile({ file, titles }: FailedTest): boolean {
  return titles.length === 1 && file !== "" && (titles[0] ?? "").endsWith(file.split(/[\\/]/).at(-1) ?? file);
}

function groupOf(pattern: RegExp, line: string, group: string): string | undefined {
  return pattern.exec(line)?.groups?.[group];
}

/** Commands of test runners that may be run again: one program with its arguments, nothing a shell would add. */
const TEST_COMMAND =
  /^(?:(?:npx|pnpm|yarn|npm|bun)\s+(?:--no-install\s+|exec\s+|run\s+|--\s+)*)?(?:vitest|jest|mocha|test|t|node\s+--test|test:[\w:-]+)(?:\s|$)|^(?:python3?\s+-m\s+)?(?:pytest|unittest)(?:\s|$)|^node\s+(?:--[\w=-]+\s+)*--test(?:\s|$)|^(?:go|cargo|deno|dotnet|swift|mix|gradle|\.\/gradlew|mvn)\s+test(?:\s|$)|^(?:bundle\s+exec\s+)?rspec(?:\s|$)/;

/** True for a command line that runs tests and does nothing else, as far as its words tell. */
export function isTestCommand(command: string): boolean {
  return TEST_COMMAND.test(command.trim()) && !/[;&|<>`\n]|\$\(/.test(command);
}
