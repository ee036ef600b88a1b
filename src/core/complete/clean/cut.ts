import { isClosing } from "../brackets.ts";
import { indentOf, opensLines } from "../place.ts";
import { isClosed } from "./balance.ts";
import { isInProse } from "./prose.ts";
import type { Spot } from "./spot.ts";

/** Longer suggestions are not read before they are accepted. */
export const MOST_LINES = 16;

/** The reply up to its natural end: of the statement on a line, of the paragraph or block where lines can begin. */
export function cutToShape(text: string, spot: Spot): string {
  const lines = text.split("\n");
  // A reply that begins on the next line takes the line of the cursor for finished; a comment has no statements.
  const goesOn = spot.suffix.trim() === "" && (text.startsWith("\n") || isInProse(spot.place.before));
  const isLine = spot.shape === "line" && !goesOn;
  const end = isLine ? statementEnd(lines, spot) : blockEnd(lines, spot);
  return lines.slice(0, end).join("\n");
}

/** Lines up to the first at whose end nothing is open, and the block that it begins; the first alone where that never comes. */
function statementEnd(lines: readonly string[], spot: Spot): number {
  for (let end = 1; end <= Math.min(lines.length, MOST_LINES); end += 1) {
    if (!isClosedAt(lines, end, spot)) continue;
    return beginsBlock(lines, end, spot) ? innerEnd(lines, end, spot) : end;
  }
  return 1;
}

/** The lines behind `end` are the body of what the line before opens. */
function beginsBlock(lines: readonly string[], end: number, { indent, suffix }: Spot): boolean {
  const next = lines[end] ?? "";
  if (next.trim() === "{" && suffix.trim() === "") return true;
  return opensLines(lines[end - 1] ?? "") && indentOf(next).length > indent.length && next.trim() !== "";
}

/** Where the body that begins at `start` ends: with the last deeper line, or with the bracket that closes it. */
function innerEnd(lines: readonly string[], start: number, spot: Spot): number {
  const isBraced = lines[start]?.trim() === "{";
  let end = start + (isBraced ? 1 : 0);
  for (let at = end; at < Math.min(lines.length, MOST_LINES); at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    const isInner = indentOf(line).length > spot.indent.length;
    if (isInner) end = at + 1;
    else return isClosing(line.trim().charAt(0)) && !isClosedAt(lines, end, spot) ? at + 1 : end;
  }
  return end;
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
    const turns = isTurn(line);
    if (closed && depth < base && !turns) return isClosing(line.trim().charAt(0)) ? end + 1 : end;
    if (closed && depth === base && lines[end - 1]?.trim() === "" && hasText(lines.slice(0, end))) return end;
  }
  return isClosedAt(lines, end, spot) || closedAt === 0 ? end : closedAt;
}

/** A line that ends a block and begins the next one of the same statement. */
const TURN = /^\s*(?:[)}\]][^{}]*\{|(?:elif|else|except|finally)\b.*:)\s*$/;

export function isTurn(line: string): boolean {
  return TURN.test(line);
}

function isClosedAt(lines: readonly string[], end: number, { needs }: Spot): boolean {
  return isClosed(lines.slice(0, end).join("\n"), needs);
}

function hasText(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== "");
}
