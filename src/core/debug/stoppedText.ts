import { headOf } from "../../util/cutText.ts";

/** A frame of a stopped program, as the debugger tells it. */
export interface StoppedFrame {
  readonly name: string;
  /** Absent for a frame without a source. */
  readonly file?: string;
  readonly line: number;
  readonly variables: readonly StoppedVariable[];
}

export interface StoppedVariable {
  readonly name: string;
  readonly value: string;
  /** "" where the debugger names none. */
  readonly type: string;
}

export interface Stopped {
  /** What the debugger says of the exception; absent when it stopped for another reason. */
  readonly exception?: { readonly id: string; readonly description: string; readonly stack: string };
  /** Innermost first. */
  readonly frames: readonly StoppedFrame[];
  /** The debugger did not answer everything in time. */
  readonly isPartial: boolean;
}

const MOST_VALUE = 200;
const MOST_STACK = 6_000;

/**
 * A stopped program as text: the exception, its stack, and the variables of the frames that have any. Frames are written
 * as V8 writes them, so that one parser reads every trace. Values are cut; secrets in them are taken out where every text
 * is, before it is sent.
 */
export function stoppedText({ exception, frames, isPartial }: Stopped): string {
  const error = exception ? `${exception.id}: ${oneLine(exception.description)}` : "The program is paused.";
  const calls = frames.map(({ name, file, line }) => `    at ${oneLine(name)} (${file ?? "unknown"}:${line}:1)`);
  const values = frames
    .filter(({ variables }) => variables.length > 0)
    .map(({ name, variables }) => [`Variables of ${oneLine(name)}:`, ...variables.map(variableLine)].join("\n"));
  const own =
    exception && exception.stack !== "" ? [`The program's own stack:\n${headOf(exception.stack, MOST_STACK)}`] : [];
  const partial = isPartial ? ["The debugger did not answer everything in time."] : [];
  // The frames stand last, where a parser takes them for the latest trace.
  return [...own, ...values, ...partial, [error, ...calls].join("\n")].join("\n\n");
}

function variableLine({ name, value, type }: StoppedVariable): string {
  const shown = oneLine(value);
  const cut = shown.length > MOST_VALUE ? `${headOf(shown, MOST_VALUE)}…` : shown;
  return `  ${oneLine(name)}${type === "" ? "" : `: ${oneLine(type)}`} = ${cut}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
