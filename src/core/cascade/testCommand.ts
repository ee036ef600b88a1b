/** What is known of a workspace that may have tests. Paths are inside it, with `/`. */
export interface TestGround {
  /** `package.json`, parsed; absent where there is none. */
  readonly manifest?: unknown;
  readonly files: readonly string[];
  /** Files that the edit changes. */
  readonly changed: readonly string[];
  /** The user's own command; `${tests}` in it stands for the chosen test files. "" = find one. */
  readonly command: string;
  /** The text of a test file, for finding those that are about the changed files. */
  readonly read: (file: string) => string;
}

/** A command to run in a shell at the root of the workspace, and the files it was told, for people. */
export interface TestCommand {
  readonly command: string;
  readonly tests: readonly string[];
}

const TEST_FILE = /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$|\.(?:test|spec)\.[cm]?[jt]sx?$/;
const PYTHON = /\.py$/;
/** More test files than this are no choice any more. */
const MOST_TESTS = 20;

/**
 * The tests that an edit should pass: the user's command, else the workspace's runner on the test files that name a
 * changed file. Undefined where no test is about it: running everything for every answer is nobody's wish.
 */
export function testCommandFor(ground: TestGround): TestCommand | undefined {
  const tests = testsAbout(ground);
  if (ground.command !== "") {
    const chosen = ground.command.includes("${tests}");
    if (chosen && tests.length === 0) return undefined;
    return { command: ground.command.replaceAll("${tests}", tests.map(quoted).join(" ")), tests: chosen ? tests : [] };
  }
  const python = ground.changed.every((file) => PYTHON.test(file));
  return python ? pythonCommand(ground, tests) : scriptCommand(ground, tests);
}

function pythonCommand({ files }: TestGround, tests: readonly string[]): TestCommand | undefined {
  const own = tests.filter((file) => PYTHON.test(file));
  if (own.length === 0) return undefined;
  const isPytest = files.some((file) => /(?:^|\/)(?:conftest\.py|pytest\.ini)$/.test(file));
  if (isPytest) return { command: `python3 -m pytest -q ${own.map(quoted).join(" ")}`, tests: own };
  return { command: own.map((file) => `python3 ${quoted(file)}`).join(" && "), tests: own };
}

function scriptCommand({ manifest, changed }: TestGround, tests: readonly string[]): TestCommand | undefined {
  const script = textAt(manifest, "scripts", "test");
  const uses = (name: string): boolean =>
    textAt(manifest, "devDependencies", name) !== undefined || textAt(manifest, "dependencies", name) !== undefined;
  const named = changed.map(quoted).join(" ");
  // These two know by themselves which tests reach a file.
  if (uses("vitest")) return { command: `npx --no-install vitest related --run ${named}`, tests: [] };
  if (uses("jest")) return { command: `npx --no-install jest --findRelatedTests ${named}`, tests: [] };
  const own = tests.filter((file) => !PYTHON.test(file));
  if (own.length === 0) return undefined;
  const list = own.map(quoted).join(" ");
  if (/\bnode\b[^&|;]*--test\b/.test(script ?? "")) return { command: `node --test ${list}`, tests: own };
  return uses("mocha") ? { command: `npx --no-install mocha ${list}`, tests: own } : undefined;
}

/** Test files that name a changed file, or are one. */
function testsAbout({ files, changed, read }: TestGround): readonly string[] {
  const names = changed.map((file) => new RegExp(`\\b${escaped(stem(file))}\\b`));
  return files
    .filter((file) => TEST_FILE.test(file))
    .filter((file) => changed.includes(file) || names.some((name) => name.test(read(file))))
    .slice(0, MOST_TESTS);
}

function stem(file: string): string {
  const name = file.split("/").at(-1) ?? file;
  return name.replace(/\..*$/, "");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** For a POSIX shell and for cmd alike; names with stranger characters are left out by the caller's file list. */
function quoted(file: string): string {
  return /^[\w./@-]+$/.test(file) ? file : `"${file.replace(/["\\$`%]/g, "")}"`;
}

function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  let found = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return typeof found === "string" ? found : undefined;
}
