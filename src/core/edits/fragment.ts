import { changesBalance } from "./bracketBalance.ts";
import { hasPlaceholder } from "./lazy.ts";
import { isAmbiguousSeam, matchSegments, repeatsKept, type Segment } from "./segments.ts";
import type { Matched } from "./segments.ts";

/** More seams than this cannot all be tried. */
const MOST_VARIANTS = 64;
/** Share of a file's lines that code with its first and last line must hold to be the file anew. */
const LEAST_KEPT = 0.5;

/**
 * The lines of a file after code for a part of it was put in: code with gaps ("// ... existing code ...") or a piece
 * such as one method. What a gap stands for, and what lies around a piece, stays. Undefined when there is more than one
 * way to read it, or none; never a guess.
 */
export function applyFragment(original: readonly string[], code: readonly string[]): readonly string[] | undefined {
  const hasGaps = code.some(hasPlaceholder);
  if (!hasGaps && coversAll(original, code)) return code;
  const segments = splitAtGaps(code, hasGaps);
  const variants = matchSegments(original, segments, MOST_VARIANTS);
  const results = new Map<string, readonly string[]>();
  for (const matched of variants) {
    const result = assemble(original, matched);
    if (!result || changesBalance(original, result)) continue;
    results.set(result.join("\n"), result);
  }
  const [only] = results.values();
  return results.size === 1 ? only : undefined;
}

/** Code that holds the first and the last line of a file and most of what is between them is the whole file. */
function coversAll(original: readonly string[], code: readonly string[]): boolean {
  const there = new Set(code.map((line) => line.trim()));
  const lines = original.filter((line) => line.trim() !== "").map((line) => line.trim());
  const kept = lines.filter((line) => there.has(line)).length;
  const hasEnds = there.has(lines[0] ?? "") && there.has(lines.at(-1) ?? "");
  return hasEnds && kept >= lines.length * LEAST_KEPT;
}

/** Pieces of code and whether a gap lies before and behind them. A piece without gaps lies between two. */
function splitAtGaps(code: readonly string[], hasGaps: boolean): readonly Segment[] {
  const pieces: string[][] = [[]];
  for (const line of code) {
    if (hasPlaceholder(line)) pieces.push([]);
    else pieces.at(-1)?.push(line);
  }
  const last = pieces.length - 1;
  return pieces.map((lines, index) => ({
    lines,
    gapBefore: index > 0 || !hasGaps,
    gapAfter: index < last || !hasGaps,
  }));
}

function assemble(original: readonly string[], matched: readonly Matched[]): readonly string[] | undefined {
  const result: string[] = [];
  let at = 0;
  for (const segment of matched) {
    if (segment.from < at || isAmbiguousSeam(original, segment) || repeatsKept(original, segment)) return undefined;
    result.push(...original.slice(at, segment.from));
    result.push(...fitted(segment, original, at));
    at = segment.to;
  }
  result.push(...original.slice(at));
  return result;
}

/** Blank lines beside a gap belong to the gap where it has its own, or stands for nothing. */
function fitted(
  { lines, gapBefore, gapAfter, from, to }: Matched,
  original: readonly string[],
  at: number,
): readonly string[] {
  const behind = original[to];
  const dropsHead = gapBefore && from !== at && isBlank(original[from - 1] ?? "");
  const dropsTail = gapAfter && (behind === undefined || isBlank(behind) || closes(behind));
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  return lines.slice(dropsHead ? first : 0, dropsTail ? last + 1 : lines.length);
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}

function closes(line: string): boolean {
  return /^\s*[)\]}]/.test(line) || /^\s*<\//.test(line);
}
