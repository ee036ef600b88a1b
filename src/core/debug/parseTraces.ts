import { plainOutput } from "../../util/plainOutput.ts";
import { FRAME_ROWS, type Frame, type FrameRow } from "./frameRows.ts";
import { headOf } from "../../util/cutText.ts";

/** One stack: what went wrong, and the calls that led there. */
export interface Trace {
  /** The error in the runtime's own words, at most one line; "" where none stands near. */
  readonly error: string;
  /** Innermost call first. */
  readonly frames: readonly Frame[];
}

/** Text beyond this is cut from its beginning before it is parsed; `cutOutput` finds what matters in more. */
const MOST_CHARS = 400_000;
/** Longer lines are no frames: minified code, or data. */
const MOST_LINE = 1_200;
/** Other programs may write between two frames of a stack; after so many lines it is another stack. */
const MOST_BETWEEN = 6;
const MOST_FRAMES = 100;
const MOST_ERROR = 300;

/** How runtimes begin the line that names an error. */
const ERROR_LINE =
  /(?:^|[\s|\]>:])((?:Uncaught |Unhandled |Caused by: |\[cause\]: )?(?:(?:[A-Za-z_$][\w.$]{0,120}(?:Fault|Interrupt|Exit)|(?:[A-Za-z_$][\w.$]{0,120})?(?:Error|Exception))\b(?: \[[^\]\n]{1,60}\])?(?:: .*|$)|panic: .*|thread '[^'\n]{1,80}' panicked.*|E {3}\w.*))/;
const PYTHON_STARTS = /Traceback \(most recent call last\)/;

/** A folder, an ending or a scheme: a time of day and a room's number have none. */
const LIKE_PATH = /[\\/]|\.\w{1,6}(?:[?#].*)?$|^node:/;

interface Growing {
  error: string;
  readonly frames: Frame[];
  lastIsInner: boolean;
  between: number;
}

/**
 * Every stack in a text, the one that tells most first: the latest, and of a chain of causes its root. Tolerates colours,
 * prefixes of loggers, other output in between, and paths of other computers. Time is linear in the text's length.
 */
export function parseTraces(text: string): readonly Trace[] {
  const traces: Growing[] = [];
  let open: Growing | undefined;
  let before = "";
  let error = "";
  for (const line of plainOutput(text.slice(-MOST_CHARS)).split("\n")) {
    if (line.length > MOST_LINE) continue;
    const found = frameIn(line, before);
    if (!found) {
      const named = errorIn(line);
      if (open) open = stays(open, line, named);
      if (named !== "") error = named;
      if (PYTHON_STARTS.test(line)) [open, error] = [undefined, ""];
      before = line;
      continue;
    }
    const { row, frame } = found;
    if (!open || open.lastIsInner !== (row.lastIsInner ?? false) || row.single) {
      open = { error: errorBefore(row, line, error), frames: [], lastIsInner: row.lastIsInner ?? false, between: 0 };
      traces.push(open);
      error = "";
    }
    open.between = 0;
    if (open.frames.length < MOST_FRAMES) open.frames.push(frame);
    if (row.single) open = undefined;
    before = line;
  }
  return traces.map(traceOf).toReversed();
}

/** True for a line of a trace itself: a frame, the error's name, or how Python begins. */
export function isTraceLine(line: string): boolean {
  if (line.length > MOST_LINE) return false;
  const plain = plainOutput(line);
  return PYTHON_STARTS.test(plain) || errorIn(plain) !== "" || frameIn(plain, "") !== undefined;
}

/** What follows the frames of an open stack: its error where it stands last, the next stack's, or another program's line. */
function stays(open: Growing, line: string, named: string): Growing | undefined {
  open.between += 1;
  if (named !== "" && open.lastIsInner && open.error === "") {
    open.error = named;
    return undefined;
  }
  if (named !== "" && !open.lastIsInner) return undefined;
  return line.trim() === "" && open.lastIsInner ? open : open.between > MOST_BETWEEN ? undefined : open;
}

/** Where the error stands above its frames, or in the line of a compiler's message itself. */
function errorBefore({ lastIsInner, single }: FrameRow, line: string, error: string): string {
  if (lastIsInner) return "";
  return error !== "" || !single ? error : errorIn(line) || line.trim();
}

function traceOf({ error, frames, lastIsInner }: Growing): Trace {
  return { error: headOf(error, MOST_ERROR), frames: lastIsInner ? frames.toReversed() : frames };
}

function errorIn(line: string): string {
  return (ERROR_LINE.exec(line)?.[1] ?? "").trim();
}

function frameIn(line: string, before: string): { readonly row: FrameRow; readonly frame: Frame } | undefined {
  for (const row of FRAME_ROWS) {
    const groups = row.pattern.exec(line)?.groups;
    if (!groups) continue;
    const { file = "", line: number = "", column, symbol } = groups;
    const at = Number(number);
    if (at === 0 || /<anonymous>/.test(file) || !LIKE_PATH.test(file)) return undefined;
    const name = symbol ?? row.symbolBefore?.exec(before.trim())?.groups?.["symbol"] ?? "";
    const frame: Frame = {
      file: row.folderFrom === "symbol" ? `${packageOf(name)}${file}` : file.trim(),
      line: at,
      ...(column === undefined ? {} : { column: Number(column) }),
      symbol: name.trim() === "<module>" ? "" : name.trim(),
    };
    return { row, frame };
  }
  return undefined;
}

/** `com.acme.Cart$Line.total` → `com/acme/`: a Java frame names its file without the folder. */
function packageOf(symbol: string): string {
  const parts = symbol.split(".").slice(0, -2);
  return parts.length === 0 ? "" : `${parts.join("/")}/`;
}
