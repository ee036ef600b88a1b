import { isTraceLine, parseTraces } from "./parseTraces.ts";

/** A message that somebody wrote, and the trace that they pasted into it. */
export interface SplitMessage {
  /** Their own words; "" where the message is the trace alone. */
  readonly said: string;
  readonly trace: string;
}

/** One frame may be a place that is talked about; more, or one with its error, is a trace. */
const LEAST_FRAMES = 2;
const MOST_MESSAGE = 100_000;
const NAMES_ERROR = /error|exception|panic|fault/i;
const FENCE = /^\s*(?:`{3,}|~{3,})\w*\s*$/;

/** True for a text with a stack trace in it; of a long one only the end is looked through. */
export function holdsTrace(text: string): boolean {
  const [trace] = parseTraces(text);
  return trace !== undefined && (trace.frames.length >= LEAST_FRAMES || NAMES_ERROR.test(trace.error));
}

/** A message with a stack trace in it, taken apart; undefined where it holds none. */
export function splitMessage(message: string): SplitMessage | undefined {
  if (!holdsTrace(message)) return undefined;
  // Nobody writes so much by hand: all of it is output.
  if (message.length > MOST_MESSAGE) return { said: "", trace: message };
  const lines = message.split("\n");
  const first = lines.findIndex(isTraceLine);
  const last = lines.findLastIndex(isTraceLine);
  const words = [...lines.slice(0, first), ...lines.slice(last + 1)].filter((line) => !FENCE.test(line));
  return { said: words.join("\n").trim(), trace: lines.slice(first, last + 1).join("\n") };
}
