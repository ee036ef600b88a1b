import type { Matched } from "./fragment.ts";
import { similarity } from "./similarity.ts";

/** A piece of a file as a model wrote it, between gaps that stand for lines it left out. */
export interface Segment {
  readonly lines: readonly string[];
  readonly gapBefore: boolean;
  readonly gapAfter: boolean;
}

/** New and old lines at a seam that are this much alike may be one line changed. */
const LIKE = 0.6;

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

/** Per segment its lines with one place in the file; undefined when they are not in the file's order. */
function fixedLines(
  original: readonly string[],
  segments: readonly Segment[],
): readonly (readonly Pair[])[] | undefined {
  const places = onlyPlaces(original);
  const counts = countLines(segments.flatMap(({ lines }) => lines));
  let before = -1;
  const fixed: Pair[][] = [];
  for (const { lines } of segments) {
    const pairs: Pair[] = [];
    for (const [own, text] of lines.entries()) {
      const line = counts.get(keyOf(text)) === 1 ? places.get(keyOf(text)) : undefined;
      if (line === undefined) continue;
      if (line <= before) return undefined;
      before = line;
      pairs.push({ own, line });
    }
    fixed.push(pairs);
  }
  return fixed;
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
  if (!first || !last) return loose(segment, bounds);
  const starts = segment.gapBefore ? startsAt(original, segment, first, bounds.from) : [0];
  const ends = segment.gapAfter ? endsAt(original, segment, last, bounds.to) : [original.length];
  return starts.flatMap((from) => ends.map((to) => ({ from, to })));
}

/** New code only: it goes to the end of what its gaps stand for, or to the top or the end of the file. */
function loose({ gapBefore, gapAfter }: Segment, { from, to }: Bounds): readonly Bounds[] {
  if (gapBefore && gapAfter && from === 0 && to === 0) return [];
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
  return above === -1 ? [line] : [line, least + above];
}

/** Behind its last fixed line, and where its last line stands below that. */
function endsAt(original: readonly string[], { lines }: Segment, { own, line }: Pair, most: number): readonly number[] {
  const tail = lines.findLastIndex((text) => text.trim() !== "");
  if (tail <= own) return [line + 1];
  const below = original.slice(line + 1, most).findIndex((text) => keyOf(text) === keyOf(lines[tail] ?? ""));
  return below === -1 ? [line + 1] : [line + 1, line + 1 + below + 1];
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
