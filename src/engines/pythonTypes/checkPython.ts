import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { Problem } from "../../core/cascade/diagnosticsDelta.ts";
import { copyTree, type TreeCopy } from "../testRun/copyTree.ts";
import { type CommandLimits, runCommand } from "../testRun/runCommand.ts";
import type { TypesReport } from "../types/messages.ts";
import { findPython } from "./findPyright.ts";
import { importsAny, moduleName } from "./importers.ts";
import { readReport } from "./pyrightReport.ts";

export interface PythonRequest {
  /** Folder of the workspace. */
  readonly root: string;
  /** Pyright, or what has its options and report; as `findPyright` finds it. */
  readonly checker: string;
  /** Changed files inside the workspace, with `/`, as they are in the editor and as they would be. */
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** Other files whose text is not the one on the disk. */
  readonly unsaved: readonly { readonly path: string; readonly text: string }[];
}

/** More files than this that import the changed ones are left to the user's own checks. */
const MOST_DEPENDANTS = 25;
const LIMITS: CommandLimits = { ms: 30_000, output: 4_000_000 };
/** What Pyright reads of a project: sources, stubs, and where the project says how it is to be checked. */
const READ_BY_CHECKER = /\.(?:pyi?|toml|cfg|ini)$|(?:^|\/)(?:py\.typed|pyrightconfig\.json)$/;
const PYTHON = /\.pyi?$/;

/**
 * Errors of Pyright in the changed files and in those that import them, as they were and as they would be, found on a
 * throw-away copy of the workspace. The texts from before are checked only where there are errors afterwards. Undefined
 * when it could not check: a workspace that is too large, a limit, a checker that fails, or the signal.
 */
export async function checkPython(
  { root, checker, files, unsaved }: PythonRequest,
  signal: AbortSignal,
  limits: CommandLimits = LIMITS,
): Promise<TypesReport | undefined> {
  const copy = await copyTree(root, signal, (file) => READ_BY_CHECKER.test(file));
  if (!copy) return undefined;
  try {
    for (const { path: file, text } of unsaved) await copy.write(file, text);
    for (const { path: file, after } of files) await copy.write(file, after);
    const changed = files.map(({ path: file }) => file);
    const dependants = await dependantsOf(changed, copy);
    const looked = [...changed, ...dependants];
    const python = findPython(root);
    const options = ["--outputjson", ...(python ? ["--pythonpath", python] : [])];
    // With a folder in front, so that no file name is read as an option.
    const command = [checker, ...options, ...looked.map((file) => `./${file}`)] as const;
    const errors = async (): Promise<readonly Problem[] | undefined> =>
      inWorkspace(readReport((await runCommand(command, copy.root, signal, limits)).output), copy.root, root);
    const after = await errors();
    if (after === undefined || after.length === 0) return after && { before: [], after, dependants: dependants.length };
    for (const { path: file, before } of files) await copy.write(file, before);
    const before = await errors();
    return before && { before, after, dependants: dependants.length };
  } finally {
    await copy.remove();
  }
}

/** Names the files of the copy as those of the workspace; a temporary folder may be reached by a link. */
async function inWorkspace(
  problems: readonly Problem[] | undefined,
  copy: string,
  root: string,
): Promise<readonly Problem[] | undefined> {
  const top = await realpath(copy);
  return problems?.map((problem) =>
    problem.file === undefined ? problem : { ...problem, file: path.join(root, path.relative(top, problem.file)) },
  );
}

async function dependantsOf(changed: readonly string[], copy: TreeCopy): Promise<readonly string[]> {
  const modules = changed.flatMap((file) => moduleName(file) ?? []);
  const found: string[] = [];
  for (const file of copy.files) {
    if (found.length === MOST_DEPENDANTS) break;
    if (!PYTHON.test(file) || changed.includes(file)) continue;
    const text = await readFile(path.join(copy.root, file), "utf8").catch(() => "");
    if (importsAny(text, modules)) found.push(file);
  }
  return found;
}
