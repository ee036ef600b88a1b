import type { MatchLevel } from "./hunk.ts";
import { foldLine, type LineIndex, TELLING } from "./lineIndex.ts";
import { anchoredPlaces, similarPlaces, votedPlaces } from "./nearPlace.ts";

/** Lines of a file that a quotation stands for. */
export interface Place {
  readonly first: number;
  readonly count: number;
  readonly level: MatchLevel;
  /** Quoted lines left out at either end: blank ones that the file does not have there. */
  readonly cut: { readonly start: number; readonly end: number };
}

const NOTHING_CUT = { start: 0, end: 0 };

/** A common word of a file would fill the memory with places that nobody can choose between. */
const MOST_PLACES = 1_000;

/**
 * All places that a quotation fits at the best level at which it fits anywhere, in file order. Empty when it fits
 * nowhere, and for a quotation without any text.
 */
export function findPlaces(index: LineIndex, quoted: readonly string[]): readonly Place[] {
  if (quoted.every((line) => line.trim() === "")) return [];
  const whole = placesOf(index, quoted, NOTHING_CUT);
  if (whole.length > 0) return whole;
  const cut = blankEdges(quoted);
  const inner = quoted.slice(cut.start, quoted.length - cut.end);
  const places = inner.length < quoted.length ? placesOf(index, inner, cut) : [];
  return places.length > 0 ? places : nearPlaces(index, inner, cut);
}

function placesOf(index: LineIndex, quoted: readonly string[], cut: Place["cut"]): readonly Place[] {
  const place = (first: number, level: MatchLevel): Place => ({ first, count: quoted.length, level, cut });
  const exact = exactLines(index, quoted);
  if (exact.length > 0) return exact.map((first) => place(first, "exact"));
  const trimmed = candidates(index, quoted).flatMap((first) => {
    const level = levelAt(index, quoted, first);
    return level ? [place(first, level)] : [];
  });
  if (trimmed.length > 0) return bestLevel(trimmed);
  return votedPlaces(index, quoted)
    .filter((first) => isFolded(index, quoted, first))
    .map((first) => place(first, "folded"));
}

function nearPlaces(index: LineIndex, quoted: readonly string[], cut: Place["cut"]): readonly Place[] {
  const similar = similarPlaces(index, quoted);
  if (similar.length > 0) return similar.map((first) => ({ first, count: quoted.length, level: "similar", cut }));
  return anchoredPlaces(index, quoted).map((lines) => ({ ...lines, level: "anchored", cut }));
}

/** Whole lines, found without looking at each: most quotations are exact. */
function exactLines(index: LineIndex, quoted: readonly string[]): readonly number[] {
  const { text } = index;
  const joined = quoted.join(index.lineEnd(0) === "\r\n" ? "\r\n" : "\n");
  const found: number[] = [];
  for (let at = text.indexOf(joined); at !== -1 && found.length < MOST_PLACES; at = text.indexOf(joined, at + 1)) {
    const line = at === 0 || text[at - 1] === "\n" ? index.lineOf(at) : undefined;
    if (line !== undefined && index.end(line + quoted.length - 1) === at + joined.length) found.push(line);
  }
  return found;
}

/** First lines of places where the rarest quoted line stands; lines that say little only where there are no others. */
function candidates(index: LineIndex, quoted: readonly string[]): readonly number[] {
  let rarest: { readonly lines: readonly number[]; readonly offset: number } | undefined;
  const isTelling = (line: string): boolean => line.trim().length >= TELLING;
  const hasTelling = quoted.some(isTelling);
  for (const [offset, line] of quoted.entries()) {
    if (line.trim() === "" || (hasTelling && !isTelling(line))) continue;
    const lines = index.withText(line.trim());
    if (!rarest || lines.length < rarest.lines.length) rarest = { lines, offset };
    if (lines.length < 2) break;
  }
  if (!rarest) return [];
  const { lines, offset } = rarest;
  return lines
    .map((line) => line - offset)
    .filter((first) => first >= 0 && first + quoted.length <= index.count)
    .slice(0, MOST_PLACES);
}

/**
 * How quoted lines agree with the file's from `first` on; undefined when they are other lines. A line alone says too
 * little to be found with other white space on both sides.
 */
function levelAt(index: LineIndex, quoted: readonly string[], first: number): MatchLevel | undefined {
  let level: MatchLevel = "exact";
  for (const [offset, line] of quoted.entries()) {
    const actual = index.line(first + offset);
    if (actual === line) continue;
    if (actual.trim() !== line.trim()) return undefined;
    if (quoted.length === 1 && actual.trimEnd() !== line.trimEnd() && actual.trimStart() !== line.trimStart())
      return undefined;
    if (actual.trimEnd() !== line.trimEnd() && line.trim() !== "") level = "indentation";
    else if (level === "exact") level = "trailing-space";
  }
  return level;
}

function isFolded(index: LineIndex, quoted: readonly string[], first: number): boolean {
  const isLone = quoted.length === 1 && quoted[0]?.trim() === index.line(first).trim();
  return !isLone && quoted.every((line, offset) => foldLine(line) === foldLine(index.line(first + offset)));
}

const RANK: readonly MatchLevel[] = ["exact", "trailing-space", "indentation"];

function bestLevel(places: readonly Place[]): readonly Place[] {
  const best = Math.min(...places.map(({ level }) => RANK.indexOf(level)));
  return places.filter(({ level }) => RANK.indexOf(level) === best);
}

function blankEdges(lines: readonly string[]): Place["cut"] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return { start: first, end: lines.length - 1 - last };
}
