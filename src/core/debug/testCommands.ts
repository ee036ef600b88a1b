import { parseJson } from "../../util/parseJson.ts";

/** A test that is known to fail, or is thought to. */
export interface TestTarget {
  /** Its file inside the workspace, with `/`. */
  readonly file: string;
  /** Its name and those of the groups around it, outermost first; empty = all of the file. */
  readonly titles: readonly string[];
}

/** What tells how tests are run here. */
export interface RunnerGround {
  /** `package.json`, parsed; absent where there is none. */
  readonly manifest?: unknown;
  /** Paths inside the workspace, with `/`. */
  readonly files: readonly string[];
  /** The text of a file; "" where there is none. */
  readonly read: (file: string) => string;
  /** The user's own command; `${tests}` in it stands for test files. "" = find one. */
  readonly command: string;
}

interface Runner {
  readonly fits: (file: string, ground: RunnerGround) => boolean;
  readonly command: (test: TestTarget) => string;
}

const SCRIPT = /\.[cm]?[jt]sx?$/;
const uses =
  (name: string) =>
  (file: string, { manifest }: RunnerGround): boolean =>
    SCRIPT.test(file) && (has(manifest, "devDependencies", name) || has(manifest, "dependencies", name));

/** How one test is run, most telling sign first. */
const RUNNERS: readonly Runner[] = [
  { fits: uses("vitest"), command: named("npx --no-install vitest run", "-t") },
  { fits: uses("jest"), command: named("npx --no-install jest", "-t", "--runTestsByPath") },
  { fits: uses("mocha"), command: named("npx --no-install mocha", "-g") },
  {
    fits: (file, { manifest, read }) =>
      SCRIPT.test(file) && (/\bnode\b[^&|;]*--test\b/.test(scriptOf(manifest)) || /["']node:test["']/.test(read(file))),
    command: ({ file, titles }) => {
      const title = titles.at(-1);
      const only = title === undefined ? "" : ` --test-name-pattern="${pattern(title)}"`;
      return `node --test${only} ${quoted(file)}`;
    },
  },
  { fits: (file, ground) => file.endsWith(".py") && isPytest(ground), command: pytestCommand },
  { fits: (file) => file.endsWith(".py"), command: unittestCommand },
  { fits: (file) => file.endsWith("_test.go"), command: goCommand },
  {
    fits: (file, { files }) => file.endsWith(".rs") && files.includes("Cargo.toml"),
    command: ({ titles }) => `cargo test${titles.length > 0 ? ` "${plain(titles.at(-1) ?? "")}"` : ""}`,
  },
  { fits: (file) => file.endsWith("_spec.rb"), command: named("bundle exec rspec", "-E") },
];

/**
 * The commands that run one test, the narrowest first: that test alone, then its file. Empty where nobody knows how tests
 * are run here. A name goes into a shell only as letters, digits and dots that match any other character.
 */
export function commandsForTest(test: TestTarget, ground: RunnerGround): readonly string[] {
  if (ground.command.includes("${tests}")) return [ground.command.replaceAll("${tests}", quoted(test.file))];
  const folder = packageFolder(test.file, ground.files);
  if (folder !== "") {
    const inside = { ...test, file: test.file.slice(folder.length + 1) };
    const commands = commandsHere(inside, within(ground, folder));
    if (commands.length > 0) return commands.map((command) => `cd ${quoted(folder)} && ${command}`);
  }
  const commands = commandsHere(test, ground);
  return commands.length > 0 || ground.command === "" ? commands : [ground.command];
}

function commandsHere(test: TestTarget, ground: RunnerGround): readonly string[] {
  const runner = RUNNERS.find(({ fits }) => fits(test.file, ground));
  if (!runner) return [];
  return [...new Set([runner.command(test), runner.command({ ...test, titles: [] })])];
}

/** What makes a folder a package, for each kind of file. */
const PACKAGE_FILES: readonly (readonly [test: RegExp, name: string])[] = [
  [SCRIPT, "package.json"],
  [/\.py$/, "pyproject.toml"],
  [/_test\.go$/, "go.mod"],
  [/\.rs$/, "Cargo.toml"],
];

/** The folder of the innermost package around a file, where its runner is called; "" = the workspace itself. */
export function packageFolder(file: string, files: readonly string[]): string {
  const name = PACKAGE_FILES.find(([kind]) => kind.test(file))?.[1];
  const folders = files.filter((each) => each.endsWith(`/${name}`)).map((each) => each.slice(0, each.lastIndexOf("/")));
  const around = folders.filter((folder) => file.startsWith(`${folder}/`));
  return around.toSorted((a, b) => b.length - a.length)[0] ?? "";
}

/** A folder of the workspace as a runner sees it that is called there. */
function within({ files, read, command }: RunnerGround, folder: string): RunnerGround {
  return {
    files: files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1)),
    read: (file) => read(`${folder}/${file}`),
    manifest: parseJson(read(`${folder}/package.json`)),
    command,
  };
}

const MISSING =
  /^(?:.{0,80}: )?(?:\d+: )?.{0,80}(?:command not found|: not found)$|No module named '?(?:pytest|unittest)'?$|is not recognized as an internal or external command|npm error (?:could not determine executable|npx canceled)|executable file not found in/m;

/** True for the output of a command that could not run a single test, because its program is not there. */
export function runnerIsMissing(output: string): boolean {
  return output.length < 4_000 && MISSING.test(output);
}

/** The command that runs all tests of a workspace; undefined where nobody knows. */
export function commandForAll({ command, manifest, files }: RunnerGround): string | undefined {
  if (command !== "") return command.replaceAll("${tests}", "").trim();
  const script = scriptOf(manifest);
  if (script !== "" && !/no test specified/.test(script)) return "npm test --silent";
  if (files.some((file) => /(?:^|\/)(?:conftest\.py|pytest\.ini)$/.test(file))) return "python3 -m pytest -q";
  if (files.some((file) => /(?:^|\/)test_[^/]*\.py$/.test(file))) return "python3 -m unittest discover";
  if (files.includes("go.mod")) return "go test ./...";
  return files.includes("Cargo.toml") ? "cargo test" : undefined;
}

function named(run: string, option: string, before = ""): Runner["command"] {
  return ({ file, titles }) => {
    // Groups and test are joined by a space, in Vitest from 5.0 on by ` > `.
    const only = titles.length === 0 ? "" : ` ${option} "${titles.map(pattern).join(".+")}"`;
    return [run, before, quoted(file)].filter((part) => part !== "").join(" ") + only;
  };
}

function pytestCommand({ file, titles }: TestTarget): string {
  const names = titles.map((title) => title.replace(/\[.*$/s, ""));
  const isExact = names.every((name) => /^\w+$/.test(name));
  return `python3 -m pytest -q "${[plain(file), ...(isExact ? names : [])].join("::")}"`;
}

/** A module is found by its folder: tests import their neighbours by bare names. */
function unittestCommand({ file, titles }: TestTarget): string {
  const names = titles.filter((title) => /^\w+$/.test(title));
  const wanted = names.length < 2 ? names.map((name) => `-k "${name}"`) : [`-k "${names.slice(-2).join(".")}"`];
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
  const parts = [`-s ${quoted(folder)}`, `-p ${quoted(file.slice(file.lastIndexOf("/") + 1))}`, ...wanted];
  return `python3 -m unittest discover ${parts.join(" ")}`;
}

function goCommand({ file, titles }: TestTarget): string {
  const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";
  const only = titles[0] === undefined ? "" : ` -run "^${pattern(titles[0])}$"`;
  return `go test${only} ${quoted(`./${folder}`)}`;
}

/** A name as a regular expression without a character that a shell or an expression gives a meaning. */
function pattern(name: string): string {
  return name.replace(/[^\w ,:;@/-]/gu, ".").trim();
}

function plain(text: string): string {
  return text.replace(/["\\$`%!\r\n]/g, "");
}

function quoted(file: string): string {
  return /^[\w./@-]+$/.test(file) ? file : `"${plain(file)}"`;
}

function isPytest({ files, read }: RunnerGround): boolean {
  if (files.some((file) => /(?:^|\/)(?:conftest\.py|pytest\.ini)$/.test(file))) return true;
  return ["pyproject.toml", "setup.cfg", "tox.ini", "requirements.txt", "requirements-dev.txt"].some(
    (file) => files.includes(file) && /\bpytest\b/.test(read(file)),
  );
}

function scriptOf(manifest: unknown): string {
  const scripts = fieldOf(manifest, "scripts");
  const test = fieldOf(scripts, "test");
  return typeof test === "string" ? test : "";
}

function has(manifest: unknown, group: string, name: string): boolean {
  return typeof fieldOf(fieldOf(manifest, group), name) === "string";
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
