import { diffArrays } from "diff";
import { foldLine, type LineIndex, TELLING } from "./lineIndex.ts";
import { similarity } from "./similarity.ts";

/** A line that stands this often says nothing about where a quotation belongs. */
const MOST_POSITIONS = 64;
/** Places looked at closely. */
const MOST_TRIED = 8;
/** Of the quoted text, weighted by length, that must agree. */
const LEAST_ALIKE = 0.85;
/** Of a single line that is not the same. */
const LEAST_ALIKE_LINE = 0.6;
/** Of the quoted lines that may differ. */
const MOST_DIFFERENT = 0.34;
/** What the best place must have over the next. */
const LEAD = 0.05;
/** Of the quoted lines that must stand in the file, in order, where lines were added or taken out in between. */
const LEAST_ALIGNED = 0.7;

/**
 * Where a quotation stands line for line although some lines differ a little; at most one place. Two lines must be the
 * same, so that a lone line never goes anywhere by likeness alone.
 */
export function similarPlaces(index: LineIndex, quoted: readonly string[]): readonly number[] {
  const scored = votedPlaces(index, quoted)
    .map((first) => ({ first, score: scoreAt(index, quoted, first) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || best.score < LEAST_ALIKE || (next && next.score > best.score - LEAD)) return [];
  return [best.first];
}

/**
 * Places that quoted lines stand at, most voted first: each votes the more the rarer it is. Lines with other white space
 * or typography vote only where no line is there as it is quoted.
 */
export function votedPlaces(index: LineIndex, quoted: readonly string[]): readonly number[] {
  const asQuoted = votes(quoted, (line) => (line.trim().length >= TELLING ? index.withText(line.trim()) : []));
  const found = asQuoted.size > 0 ? asQuoted : votes(quoted, (line) => index.withFolded(foldLine(line)));
  return [...found]
    .filter(([first]) => first >= 0 && first + quoted.length <= index.count)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_TRIED)
    .map(([first]) => first);
}

function votes(quoted: readonly string[], linesOf: (line: string) => readonly number[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const [offset, line] of quoted.entries()) {
    const lines = line.trim() === "" ? [] : linesOf(line);
    if (lines.length > MOST_POSITIONS) continue;
    for (const at of lines) found.set(at - offset, (found.get(at - offset) ?? 0) + 1 / lines.length);
  }
  return found;
}

/** Share of the quoted text that agrees, 0 when the lines are others. */
function scoreAt(index: LineIndex, quoted: readonly string[], first: number): number {
  let [weight, agreed, same, different] = [0, 0, 0, 0];
  for (const [offset, line] of quoted.entries()) {
    const actual = index.line(first + offset);
    const size = line.trim().length;
    const alike = foldLine(line) === foldLine(actual) ? 1 : similarity(line, actual);
    if (alike < LEAST_ALIKE_LINE || (alike < 1 && !isSlip(line, actual))) return 0;
    if (alike < 1) different += 1;
    else if (size > 0) same += 1;
    weight += size;
    agreed += alike * size;
  }
  return same < 2 || different > (same + different) * MOST_DIFFERENT ? 0 : agreed / weight;
}

/** The same words but for letters: `delete(key)` is not a slip for `pin(key)`, it is another function. */
function isSlip(line: string, actual: string): boolean {
  const [quoted, there] = [wordsOf(line), wordsOf(actual)];
  return (
    quoted.length === there.length &&
    quoted.every((word, index) => word === there[index] || similarity(word, there[index] ?? "") >= LEAST_ALIKE_LINE)
  );
}

function wordsOf(line: string): readonly string[] {
  return line.match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

/**
 * Where a quotation stands although lines were added or taken out in between: its first and its last line are in the
 * file once, and most of the others between them, in order. At most one place.
 */
export function anchoredPlaces(
  index: LineIndex,
  quoted: readonly string[],
): readonly { readonly first: number; readonly count: number }[] {
  const first = onlyLine(index, quoted[0] ?? "");
  const last = onlyLine(index, quoted.at(-1) ?? "");
  if (quoted.length < 3 || first === undefined || last === undefined || last <= first) return [];
  const count = last - first + 1;
  if (count > 2 * quoted.length + 4) return [];
  const parts = diffArrays(quoted.map(foldLine), index.lines(first, count).map(foldLine));
  const aligned = parts.reduce((sum, part) => sum + (part.added || part.removed ? 0 : part.value.length), 0);
  return aligned >= quoted.length * LEAST_ALIGNED ? [{ first, count }] : [];
}

function onlyLine(index: LineIndex, line: string): number | undefined {
  const lines = line.trim().length > 1 ? index.withText(line.trim()) : [];
  return lines.length === 1 ? lines[0] : undefined;
}
