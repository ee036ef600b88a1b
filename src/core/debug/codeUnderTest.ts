const IMPORT = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*["']([^"'\n]{1,300})["']/g;
const NAMED_IMPORT =
  /\bimport\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?(?:\{([^}]{0,2000})\}|\*\s+as\s+([\w$]+)|([\w$]+))\s+from\s+["']([^"'\n]{1,300})["']/g;
const PYTHON_IMPORT =
  /^\s*(?:from\s+(\.{0,4}[\w.]{0,200})\s+import\s+([\w*,\s()]{1,1000}?)$|import\s+([\w.]{1,200}))/gm;
const ENDINGS = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", "/index.ts", "/index.js"];
const TEST_NAME = /^(?:test_)?(.+?)(?:[._-](?:test|spec|tests))?$/;

/** A file that a test is about, with the names that it takes from there. */
export interface UnderTest {
  readonly path: string;
  /** Empty where they are not known. */
  readonly names: readonly string[];
}

/** The files of the workspace that a test imports, in its order, then those that are called like it. */
export function codeUnderTest(
  test: { readonly path: string; readonly text: string },
  files: readonly string[],
): readonly UnderTest[] {
  const known = new Set(files);
  const found = new Map<string, UnderTest>();
  const add = (path: string | undefined, names: readonly string[]): void => {
    if (path === undefined || path === test.path) return;
    const before = found.get(path)?.names ?? [];
    found.set(path, { path, names: [...new Set([...before, ...names])] });
  };
  if (test.path.endsWith(".py")) {
    for (const [, from, names = "", module] of test.text.matchAll(PYTHON_IMPORT))
      add(pythonFile(from ?? module ?? "", test.path, files), wordsOf(names));
  } else {
    for (const [, names = "", all, single, spec = ""] of test.text.matchAll(NAMED_IMPORT))
      add(scriptFile(spec, test.path, known), all || single ? [] : wordsOf(names));
    for (const [, spec = ""] of test.text.matchAll(IMPORT)) add(scriptFile(spec, test.path, known), []);
  }
  for (const path of calledAlike(test.path, files)) add(path, []);
  return [...found.values()];
}

/** The file of a relative import; a `.js` may stand for its `.ts`. */
function scriptFile(spec: string, from: string, known: ReadonlySet<string>): string | undefined {
  if (!spec.startsWith(".")) return undefined;
  const target = joined(folderOf(from), spec);
  const stems = [target, target.replace(/\.([cm]?)jsx?$/, ".$1ts"), target.replace(/\.[cm]?jsx?$/, "")];
  return stems.flatMap((stem) => ENDINGS.map((ending) => stem + ending)).find((path) => known.has(path));
}

function pythonFile(module: string, from: string, files: readonly string[]): string | undefined {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll(".", "/");
  if (path === "") return undefined;
  const folder = dots === 0 ? folderOf(from) : joined(folderOf(from), "../".repeat(dots - 1));
  const near = [`${path}.py`, `${path}/__init__.py`].map((end) => joined(folder, end));
  const index = new Set(files);
  return (
    near.find((file) => index.has(file)) ??
    files.find((file) => file === `${path}.py` || file === `src/${path}.py` || file === `${path}/__init__.py`)
  );
}

/** `tests/money.test.mjs` and `test_money.py` are about `money`. */
function calledAlike(test: string, files: readonly string[]): readonly string[] {
  const stem = stemOf(test);
  const name = TEST_NAME.exec(stem)?.[1] ?? stem;
  if (name === stem) return [];
  return files.filter((file) => stemOf(file) === name && isCode(file));
}

function isCode(file: string): boolean {
  return /\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|cs|php)$/.test(file);
}

function wordsOf(list: string): readonly string[] {
  return list.split(",").flatMap((part) => /(?:type\s+)?([\w$]+)/.exec(part.trim())?.[1] ?? []);
}

function joined(folder: string, path: string): string {
  const names: string[] = folder === "" ? [] : folder.split("/");
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "." && name !== "") names.push(name);
  }
  return names.join("/");
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function stemOf(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.[^.]*$/, "");
}
