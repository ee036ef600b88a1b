import type { ProofRun } from "../../core/cascade/proof.ts";
import { copyTree, type TreeCopy } from "./copyTree.ts";
import { type CommandLimits, runCommand, TEST_LIMITS } from "./runCommand.ts";

export interface ProofRequest {
  /** Folder of the workspace. */
  readonly root: string;
  readonly command: string;
  /** Files inside the workspace, with `/`, whose text is not the one on the disk: unsaved ones, and those of an edit. */
  readonly texts: readonly { readonly path: string; readonly text: string }[];
}

/**
 * Runs a command on a throw-away copy of the workspace, twice: two equal ends are believed, two different ones are what
 * they are. A command that has to be ended is not tried again. The workspace itself is never changed. Never rejects for a
 * command that fails.
 */
export async function runProof(
  { root, command, texts }: ProofRequest,
  signal: AbortSignal,
  limits: CommandLimits = TEST_LIMITS,
): Promise<ProofRun> {
  const none: ProofRun = { type: "none", command, output: "", ms: 0, runs: 0 };
  if (signal.aborted) return none;
  const copy = await copyTree(root, signal);
  if (!copy) return none;
  try {
    for (const { path: file, text } of texts) await copy.write(file, text);
    return await runTwice(command, copy, signal, limits);
  } finally {
    await copy.remove();
  }
}

async function runTwice(
  command: string,
  { root }: TreeCopy,
  signal: AbortSignal,
  limits: CommandLimits,
): Promise<ProofRun> {
  const first = await runCommand(command, root, signal, limits);
  const once = { command, output: first.output, ms: Math.round(first.ms), runs: 1 };
  if (signal.aborted) return { ...once, type: "none" };
  if (first.timedOut) return { ...once, type: "timed-out" };
  const second = await runCommand(command, root, signal, limits);
  const twice = { ...once, ms: Math.round(first.ms + second.ms), runs: 2 };
  if (signal.aborted) return { ...twice, type: "none" };
  if (second.timedOut) return { ...twice, type: "timed-out", output: second.output };
  const passes = [first, second].filter(({ code }) => code === 0).length;
  if (passes === 2) return { ...twice, type: "passed" };
  if (passes === 0) return { ...twice, type: "failed" };
  return { ...twice, type: "flaky", output: first.code === 0 ? second.output : first.output };
}
