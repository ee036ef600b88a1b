import type { ProofRun } from "../cascade/proof.ts";
import { cutOutput } from "../debug/cutOutput.ts";

/** What a debugging flow needs of the world: a workspace's files and a way to run a command on a copy of it. */
export interface DebugPorts {
  /** Every file that may be read, inside the workspace, with `/`; what the privacy rules keep out is not among them. */
  files(signal: AbortSignal): Promise<readonly string[]>;
  /** The text of a file as it is in the editor; undefined where there is none or it is no text. */
  read(file: string): Promise<string | undefined>;
  /** The URI that stands for a file in a request. */
  uriOf(file: string): string;
  /** Runs a command on a throw-away copy of the workspace as it is in the editor, twice. Never rejects. */
  run(command: string, signal: AbortSignal): Promise<ProofRun>;
}

/** A test that fails. */
export interface TestTask {
  readonly type: "test";
  /** Commands that run it, the narrowest first; see `commandsForTest`. */
  readonly commands: readonly string[];
  /** Its file inside the workspace, with `/`. */
  readonly file: string;
  /** Its own name, without its groups; "" for a whole file. */
  readonly title: string;
}

/** A text that holds a trace or an error: pasted, copied, selected in a terminal, or printed by a command. */
export interface OutputTask {
  readonly type: "output";
  /** Cut to what matters; see {@link outputTask}. */
  readonly text: string;
  /** Characters that were cut away. */
  readonly left?: number | undefined;
  /** Where the text is from, as its heading says. */
  readonly name: "clipboard" | "terminal" | "console" | "debugger" | "message";
  /** What printed it, for people and for the model; absent where that is not known. */
  readonly command?: { readonly line: string; readonly exitCode?: number | undefined } | undefined;
}

/** The task of an output of any length. */
export function outputTask(text: string, of: Pick<OutputTask, "name" | "command">): OutputTask {
  return { type: "output", ...cutOutput(text), ...of };
}

/** Where a developer met a bug. */
export type DebugTask = TestTask | OutputTask;
