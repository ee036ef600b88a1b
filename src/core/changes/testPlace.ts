/** Where tests of a file go, and what they are like. */
export interface TestPlace {
  /** Path in the workspace. */
  readonly path: string;
  /** The file is there: tests are added to it. */
  readonly exists: boolean;
  /** A test file whose style is to be followed; absent where there is none. */
  readonly like?: string;
}

const TEST_FILE = /(?:^|\/)(?:test_[^/]+\.py|[^/]+_test\.(?:py|go)|[^/]+[._-](?:test|spec)\.[cm]?[jt]sx?)$/;

export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path);
}

/** By what the project's own test files are called and where they lie; beside the file where there are none. */
export function testPlaceOf(path: string, files: readonly string[]): TestPlace {
  const tests = files.filter((file) => isTestFile(file) && endingOf(file) === endingOf(path)).toSorted();
  const all = tests.length > 0 ? tests : files.filter((file) => isTestFile(file) && isScript(file) && isScript(path));
  const own = all.find((file) => subjectOf(file) === stemOf(path));
  if (own !== undefined) return { path: own, exists: true, like: own };
  const like = nearest(path, all);
  return like === undefined
    ? { path: defaultPlace(path), exists: false }
    : { path: placeLike(path, like), exists: false, like };
}

function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function endingOf(path: string): string {
  return nameOf(path).slice(nameOf(path).lastIndexOf("."));
}

function stemOf(path: string): string {
  return nameOf(path).slice(0, nameOf(path).lastIndexOf("."));
}

/** The name of what a test file tests. */
function subjectOf(path: string): string {
  return stemOf(path).replace(/^test_|(?:[._-](?:test|spec)|_test)$/g, "");
}

/** The test file that shares the longest way with the file. */
function nearest(path: string, tests: readonly string[]): string | undefined {
  const shared = (file: string): number => {
    let length = 0;
    while (length < file.length && file[length] === path[length]) length += 1;
    return length;
  };
  return tests.toSorted((one, other) => shared(other) - shared(one))[0];
}

/** In the same folder as its like, or beside the file where its like lies beside what it tests. */
function placeLike(path: string, like: string): string {
  const name = nameOf(like).replace(subjectOf(like), stemOf(path));
  const isApart = /(?:^|\/)(?:tests?|__tests__|spec)\//.test(folderOf(like));
  return (isApart ? folderOf(like) : folderOf(path)) + name;
}

function defaultPlace(path: string): string {
  const stem = stemOf(path);
  if (endingOf(path) === ".py") return `${folderOf(path)}test_${stem}.py`;
  if (endingOf(path) === ".go") return `${folderOf(path)}${stem}_test.go`;
  return `${folderOf(path)}${stem}.test${endingOf(path)}`;
}

const MARKS: readonly (readonly [pattern: RegExp, framework: string])[] = [
  [/from ["']vitest["']|"vitest"/, "Vitest"],
  [/["']node:test["']/, "node:test with node:assert"],
  [/@jest\/globals|"jest"/, "Jest"],
  [/from ["']mocha["']|"mocha"/, "Mocha"],
  [/\bimport unittest\b|unittest\.TestCase/, "unittest"],
  [/\bimport pytest\b|^def test_/m, "pytest"],
  [/"testing"/, "Go's testing package"],
];

/** The framework that test code, or else a project file, shows; undefined where nothing tells. */
export function frameworkIn(...texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const found = MARKS.find(([pattern]) => pattern.test(text));
    if (found) return found[1];
  }
  return undefined;
}

/** What is asked for: tests in the project's framework, as the whole of a new file or as an addition to one. */
export function testInstruction({ path, exists, like }: TestPlace, framework: string | undefined): string {
  return [
    `Write tests for the selected code${framework === undefined ? "" : ` with ${framework}`}.`,
    exists
      ? `They are added at the end of ${JSON.stringify(path)}, which goes along: answer with the addition only, without imports that are there.`
      : `They become the file ${JSON.stringify(path)}: answer with the whole file, with imports that are right from there.`,
    ...(like !== undefined && !exists ? ["Follow the style of the test file that goes along."] : []),
  ].join(" ");
}
