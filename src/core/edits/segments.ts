import { indentOf } from "./indent.ts";
import { similarity } from "./similarity.ts";

/** A piece of a file as a model wrote it, between gaps that stand for lines it left out. */
export interface Segment {
  readonly lines: readonly string[];
  readonly gapBefore: boolean;
  readonly gapAfter: boolean;
}

/** New and old lines at a seam that are this much alike may be one line changed. */
const LIKE = 0.6;

/** An edge line that stands this close, with other lines between, may be the one that is meant. */
const NEAR = 12;
/** A shorter line may well be there twice. */
const TELLING = 8;

/**
 * Ways to lay segments over a file: each over the lines that it holds, in order. Lines that are in the file once and in
 * the segments once fix the places; the ends of a segment at a gap may also lie on a line that stands there more often.
 * Empty when the fixed lines stand in another order, or there are more ways than `most`.
 */
export function matchSegments(
  original: readonly string[],
  segments: readonly Segment[],
  most: number,
): readonly (readonly Matched[])[] {
  const fixed = fixedLines(original, segments);
  if (!fixed) return [];
  let ways: readonly (readonly Matched[])[] = [[]];
  for (const [position, segment] of segments.entries()) {
    if (segment.lines.every((line) => line.trim() === "") && (segment.gapBefore || segment.gapAfter)) continue;
    const bounds = boundsOf(fixed, position, original.length);
    ways = ways.flatMap((way) =>
      spans(original, segment, fixed[position] ?? [], bounds).map((span) => [...way, { ...segment, ...span }]),
    );
    if (ways.length > most) return [];
  }
  return ways;
}

interface Pair {
  /** Line of the segment, and of the file. */
  readonly own: number;
  readonly line: number;
}

/**
 * Per segment its lines with one place in the file. A bracket alone may be the only one of its indentation by chance, so
 * it counts only as the end of both. Undefined when they are not in the file's order.
 */
function fixedLines(
  original: readonly string[],
  segments: readonly Segment[],
): readonly (readonly Pair[])[] | undefined {
  const places = onlyPlaces(original);
  const counts = countLines(segments.flatMap(({ lines }) => lines));
  let before = -1;
  const fixed: Pair[][] = [];
  for (const { lines, gapAfter } of segments) {
    const pairs: Pair[] = [];
    for (const [own, text] of lines.entries()) {
      const line = counts.get(keyOf(text)) === 1 ? places.get(keyOf(text)) : undefined;
      if (line === undefined) continue;
      const isEnd = !gapAfter && isLast(lines, own) && isLast(original, line);
      if (!isEnd && !/[\p{L}\p{N}]/u.test(text)) continue;
      if (line <= before) return undefined;
      before = line;
      pairs.push({ own, line });
    }
    fixed.push(pairs);
  }
  return fixed;
}

/** Only blank lines follow. */
function isLast(lines: readonly string[], index: number): boolean {
  return lines.findLastIndex((line) => line.trim() !== "") === index;
}

function keyOf(line: string): string {
  return line.trimEnd();
}

function countLines(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) if (line.trim() !== "") counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return counts;
}

function onlyPlaces(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = countLines(lines);
  return new Map(
    [...lines.entries()]
      .filter(([, line]) => counts.get(keyOf(line)) === 1)
      .map(([index, line]) => [keyOf(line), index]),
  );
}

interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** The lines that a segment may lie on: between the fixed lines of its neighbours. */
function boundsOf(fixed: readonly (readonly Pair[])[], position: number, length: number): Bounds {
  const before = fixed.slice(0, position).flat().at(-1);
  const behind = fixed.slice(position + 1).flat()[0];
  return { from: before ? before.line + 1 : 0, to: behind ? behind.line : length };
}

/** What a segment may take the place of. */
function spans(
  original: readonly string[],
  segment: Segment,
  pairs: readonly Pair[],
  bounds: Bounds,
): readonly Bounds[] {
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return loose(segment, bounds, original.length);
  const starts = segment.gapBefore ? startsAt(original, segment, first, bounds.from) : [0];
  const ends = segment.gapAfter ? endsAt(original, segment, last, bounds.to) : [original.length];
  return starts.flatMap((from) => ends.map((to) => ({ from, to })));
}

/** New code only: above the known line behind its gap, or at the top or the end of the file. */
function loose({ gapBefore, gapAfter }: Segment, { from, to }: Bounds, length: number): readonly Bounds[] {
  if (gapBefore && gapAfter && to === length) return [];
  const at = gapBefore ? to : from;
  return [{ from: at, to: at }];
}

/** At its first fixed line, and where its first line stands above that. */
function startsAt(
  original: readonly string[],
  { lines }: Segment,
  { own, line }: Pair,
  least: number,
): readonly number[] {
  const head = lines.findIndex((text) => text.trim() !== "");
  if (head >= own || head === -1) return [line];
  const above = original.slice(least, line).findLastIndex((text) => keyOf(text) === keyOf(lines[head] ?? ""));
  const start = least + above;
  const [old, now] = [original.slice(start, line), lines.slice(head, own)];
  if (above === -1 || !isCovered(old, now)) return above !== -1 && old.length <= NEAR ? [] : [line];
  return isLooseEdge(lines[head] ?? "", old, now) ? [] : [line, start];
}

/** Behind its last fixed line, and where its last line stands below that. */
function endsAt(original: readonly string[], { lines }: Segment, { own, line }: Pair, most: number): readonly number[] {
  const tail = lines.findLastIndex((text) => text.trim() !== "");
  if (tail <= own) return [line + 1];
  const below = original.slice(line + 1, most).findIndex((text) => keyOf(text) === keyOf(lines[tail] ?? ""));
  const end = line + 1 + below + 1;
  const [old, now] = [original.slice(line + 1, end), lines.slice(own + 1, tail + 1)];
  if (below === -1 || !isCovered(old, now)) return below !== -1 && old.length <= NEAR ? [] : [line + 1];
  const edge = lines[tail] ?? "";
  return isLooseEdge(edge, old, now) && !closesBlock(edge, old) ? [] : [line + 1, end];
}

/** Lines of the file give way only to about as many new ones. */
function isCovered(old: readonly string[], now: readonly string[]): boolean {
  return countOthers(old, now) <= countOthers(now, old) + 1;
}

/** A short line at the edge, with changes between it and the known lines: it may be any such line further off. */
function isLooseEdge(edge: string, old: readonly string[], now: readonly string[]): boolean {
  return edge.trim().length < TELLING && countOthers(old, now) + countOthers(now, old) > 0;
}

/** A bracket that closes what stands above it: every line up to it is further in. */
function closesBlock(edge: string, old: readonly string[]): boolean {
  const within = old.slice(0, -1).filter((line) => line.trim() !== "");
  return /^\s*[)\]}]/.test(edge) && within.every((line) => indentOf(line).length > indentOf(edge).length);
}

/** Lines with text that the other side does not have. */
function countOthers(lines: readonly string[], other: readonly string[]): number {
  const there = new Set(other.map((line) => line.trim()));
  return lines.filter((line) => line.trim() !== "" && !there.has(line.trim())).length;
}

/** True when a segment brings a line that the file keeps elsewhere as well: then it lies somewhere else. */
export function repeatsKept(original: readonly string[], { lines, from, to }: Matched): boolean {
  const counts = countLines(original.map((line) => line.trim()));
  const replaced = new Set(original.slice(from, to).map((line) => line.trim()));
  return lines.some((line) => {
    const text = line.trim();
    return text.length >= TELLING && counts.get(text) === 1 && !replaced.has(text);
  });
}

/** True when a line at the edge of a segment may be a changed form of the line that a gap keeps beside it. */
export function isAmbiguousSeam(
  original: readonly string[],
  { lines, gapBefore, gapAfter, from, to }: Matched,
): boolean {
  const replaced = new Set(original.slice(from, to).map(keyOf));
  const text = lines.filter((line) => line.trim() !== "");
  const [head, tail] = [text[0] ?? "", text.at(-1) ?? ""];
  const isNew = (line: string): boolean => !replaced.has(keyOf(line));
  return (
    (gapBefore && from < to && isNew(head) && isLike(head, original[from - 1])) ||
    (gapAfter && from < to && isNew(tail) && isLike(tail, original[to]))
  );
}

function isLike(line: string, other: string | undefined): boolean {
  return other !== undefined && other.trim().length > 2 && similarity(line, other) >= LIKE;
}

/** A piece of code and the lines of the original that it takes the place of, `from` inclusive to `to` exclusive. */
export interface Matched extends Segment {
  readonly from: number;
  readonly to: number;
}
