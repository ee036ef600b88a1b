import { isClosing } from "../brackets.ts";
import { indentOf, opensLines } from "../place.ts";
import { isClosed } from "./balance.ts";
import type { Spot } from "./clean.ts";

/** Longer suggestions are not read before they are accepted. */
export const MOST_LINES = 16;
const MOST_PERIOD = 4;
const MOST_REPEATS = 2;

/** The reply up to its natural end: of the statement on a line, of the paragraph or block where lines can begin. */
export function cutToShape(text: string, spot: Spot): string {
  const lines = withoutLoops(text.split("\n"));
  // A reply that begins on the next line takes the line of the cursor for finished.
  const isLine = spot.shape === "line" && !(text.startsWith("\n") && spot.suffix.trim() === "");
  const end = isLine ? statementEnd(lines, spot) : blockEnd(lines, spot);
  return lines.slice(0, end).join("\n");
}

/** Lines up to the first at whose end nothing is open; the first alone where that never comes. */
function statementEnd(lines: readonly string[], spot: Spot): number {
  for (let end = 1; end <= Math.min(lines.length, MOST_LINES); end += 1) {
    if (isClosedAt(lines, end, spot)) return end;
  }
  return 1;
}

function blockEnd(lines: readonly string[], spot: Spot): number {
  // Behind a line that opens a block, what belongs to the block is deeper than that line.
  const base = spot.indent.length + (opensLines(spot.prefix) ? 1 : 0);
  let closedAt = 0;
  let end = 0;
  for (; end < Math.min(lines.length, MOST_LINES); end += 1) {
    const line = lines[end] ?? "";
    if (line.trim() === "") continue;
    const closed = end > 0 && isClosedAt(lines, end, spot);
    if (closed) closedAt = end;
    const depth = end === 0 ? base : indentOf(line).length;
    if (closed && depth < base) return isClosing(line.trim().charAt(0)) ? end + 1 : end;
    if (closed && depth === base && lines[end - 1]?.trim() === "" && hasText(lines.slice(0, end))) return end;
  }
  return isClosedAt(lines, end, spot) || closedAt === 0 ? end : closedAt;
}

function isClosedAt(lines: readonly string[], end: number, { needs }: Spot): boolean {
  return isClosed(lines.slice(0, end).join("\n"), needs);
}

function hasText(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== "");
}

const STUTTER = /((?=\S*[^\d\s])\S.{1,24}?)\1{4,}\s*\S*$/;
const LONGEST_LINE = 500;

/** Up to where lines begin to come again and again, as models get caught in. */
function withoutLoops(lines: readonly string[]): readonly string[] {
  for (let at = 0; at < lines.length; at += 1) {
    if (STUTTER.test((lines[at] ?? "").slice(-LONGEST_LINE))) return lines.slice(0, at);
    for (let period = 1; period <= MOST_PERIOD; period += 1) {
      if (repeatsAt(lines, at, period) > MOST_REPEATS) return lines.slice(0, at + period);
    }
  }
  return lines;
}

function repeatsAt(lines: readonly string[], at: number, period: number): number {
  const unit = lines.slice(at, at + period).join("\n");
  if (unit.replace(/[\s{}()[\];,]/g, "") === "") return 1;
  let count = 1;
  while (lines.slice(at + count * period, at + (count + 1) * period).join("\n") === unit) count += 1;
  return count;
}
