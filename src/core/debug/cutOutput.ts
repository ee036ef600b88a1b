import { SecretVault } from "../context/secrets.ts";
import { plainOutput } from "../../util/plainOutput.ts";
import { headOf, tailOf } from "../../util/cutText.ts";

/** What of an output goes into a prompt: about 4,000 tokens, more than any trace or summary of tests needs. */
const MOST_TOLD = 16_000;
/** Only the end of an output is looked through, so that 50 MB of it cost no more time than this much. */
const MOST_READ = 2_000_000;
const MOST_LINE = 600;
const HEAD_LINES = 4;
const TAIL_SHARE = 0.5;
/** Lines that go along before and after one that names an error: what led to it, and its stack. */
const BEFORE = 3;
const AFTER = 14;

const TELLING =
  /\b(?:error|exception|traceback|panic(?:ked)?|fatal|fail(?:ed|ure|ing|s)?|not ok|assert\w*|segfault|undefined reference|cannot find|caused by)\b|\w(?:Error|Exception)\b|[✖✗×●]/i;

export interface CutOutput {
  readonly text: string;
  /** Characters of the output that are not in `text`. */
  readonly left: number;
}

/**
 * An output cut to what matters, as plain text: its first lines, the windows around lines that name an error, the latest
 * first, and its end. What is left out is marked where it was. Takes the same short time whatever the output's length.
 */
export function cutOutput(output: string, most: number = MOST_TOLD): CutOutput {
  const read = tailOf(output, MOST_READ);
  const plain = plainOutput(read);
  if (plain.length <= most && read === output) return { text: plain.trimEnd(), left: 0 };
  // Some lines of a secret have no sign of it: it is looked for in all of them.
  const lines = new SecretVault().redact(plain.trimEnd()).text.split("\n").map(shortened);
  const kept = choose(lines, most);
  const text = joined(lines, kept, read !== output);
  return { text, left: Math.max(0, output.length - text.length) };
}

function shortened(line: string): string {
  return line.length > MOST_LINE ? `${headOf(line, MOST_LINE)} …` : line;
}

/** Lines that are kept, within a number of characters. */
class Choice {
  readonly kept = new Set<number>();
  readonly #lines: readonly string[];
  left: number;

  constructor(lines: readonly string[], most: number) {
    this.#lines = lines;
    this.left = most;
  }

  /** False when the line does not fit any more. */
  take(index: number): boolean {
    const line = this.#lines[index];
    if (line === undefined || this.kept.has(index)) return true;
    if (line.length + 1 > this.left) return false;
    this.kept.add(index);
    this.left -= line.length + 1;
    return true;
  }
}

/** Numbers of the lines to keep: head, end, then windows around errors from the latest on. */
function choose(lines: readonly string[], most: number): ReadonlySet<number> {
  const choice = new Choice(lines, most);
  for (let index = 0; index < HEAD_LINES; index += 1) choice.take(index);
  const forErrors = choice.left * (1 - TAIL_SHARE);
  for (let index = lines.length - 1; index >= 0 && choice.left > forErrors; index -= 1) if (!choice.take(index)) break;
  const known = new Set<string>();
  for (let index = lines.length - 1; index >= 0 && choice.left > 0; index -= 1) {
    const line = lines[index] ?? "";
    if (!TELLING.test(line)) continue;
    // The same message a thousand times over says as much as once.
    const says = line.replace(/\d+/g, "0");
    if (known.has(says)) continue;
    known.add(says);
    for (let near = index - BEFORE; near <= index + AFTER; near += 1) if (!choice.take(near)) break;
  }
  return choice.kept;
}

function joined(lines: readonly string[], kept: ReadonlySet<number>, isBegun: boolean): string {
  const parts: string[] = [];
  let skipped = isBegun ? 1 : 0;
  for (const [index, line] of lines.entries()) {
    if (!kept.has(index)) {
      skipped += 1;
      continue;
    }
    if (skipped > 0)
      parts.push(isBegun && parts.length === 0 ? "[earlier output left out]" : `[${skipped} lines left out]`);
    skipped = 0;
    parts.push(line);
  }
  if (skipped > 0) parts.push(`[${skipped} lines left out]`);
  return parts.join("\n");
}
