import { readFileSync } from "node:fs";
import path from "node:path";
import { testCommandFor } from "../../core/cascade/testCommand.ts";
import { copyTree, type TreeCopy } from "./copyTree.ts";
import { type CommandEnd, type CommandLimits, runCommand, TEST_LIMITS } from "./runCommand.ts";
import { parseJson } from "../../util/parseJson.ts";

export interface TestRunRequest {
  /** Folder of the workspace. */
  readonly root: string;
  /** The user's command; "" = find one. */
  readonly command: string;
  /** Changed files inside the workspace, with `/`, as they were in the editor and as they would be. */
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  /** Other files whose text is not the one on the disk. */
  readonly unsaved: readonly { readonly path: string; readonly text: string }[];
}

/** `failed-before` = the tests fail without the edit as well, so they say nothing about it. */
export type TestRunResult =
  | { readonly type: "none" }
  | { readonly type: "passed"; readonly command: string; readonly ms: number; readonly flaky: boolean }
  | {
      readonly type: "failed" | "failed-before" | "timed-out";
      readonly command: string;
      readonly ms: number;
      readonly output: string;
    };

/**
 * Runs the tests that are about an edit on a throw-away copy of the workspace. A failure is believed when it comes twice,
 * and counts against the edit only when the tests passed without it.
 */
export async function runTests(
  request: TestRunRequest,
  signal: AbortSignal,
  limits: CommandLimits = TEST_LIMITS,
): Promise<TestRunResult> {
  const copy = await copyTree(request.root, signal);
  if (!copy) return { type: "none" };
  try {
    for (const { path: file, text } of request.unsaved) await copy.write(file, text);
    for (const { path: file, after } of request.files) await copy.write(file, after);
    const found = testCommandFor(groundOf(request, copy));
    return found ? await judge(found.command, request, copy, signal, limits) : { type: "none" };
  } finally {
    await copy.remove();
  }
}

async function judge(
  command: string,
  { files }: TestRunRequest,
  copy: TreeCopy,
  signal: AbortSignal,
  limits: CommandLimits,
): Promise<TestRunResult> {
  const run = (): Promise<CommandEnd> => runCommand(command, copy.root, signal, limits);
  const first = await run();
  const told = { command, ms: Math.round(first.ms), output: first.output };
  if (first.code === 0) return { type: "passed", command, ms: told.ms, flaky: false };
  if (signal.aborted) return { type: "none" };
  if (first.timedOut) return { type: "timed-out", ...told };
  if ((await run()).code === 0) return { type: "passed", command, ms: told.ms, flaky: true };
  for (const { path: file, before } of files) await copy.write(file, before);
  const before = await run();
  if (signal.aborted) return { type: "none" };
  return { type: before.code === 0 ? "failed" : "failed-before", ...told };
}

function groundOf({ command, files }: TestRunRequest, copy: TreeCopy): Parameters<typeof testCommandFor>[0] {
  const read = (file: string): string => {
    try {
      return readFileSync(path.join(copy.root, file), "utf8");
    } catch {
      return "";
    }
  };
  return {
    manifest: parseJson(read("package.json")),
    files: copy.files,
    changed: files.map((file) => file.path),
    command,
    read,
  };
}
