import { diffArrays } from "diff";
import { merge } from "node-diff3";
import type { TextChange } from "./change.ts";
import type { Hunk } from "./hunk.ts";
import { indentOf, learnIndent } from "./indent.ts";
import { foldLine, type LineIndex } from "./lineIndex.ts";
import type { Place } from "./place.ts";

/** A line of the result: one that stays in the file, byte for byte, or a new one. */
type ResultLine = number | string;

/** New lines as they are when nothing can be learned about their indentation; else such a hunk is refused. */
export type Indentation = "learned" | "as-written";

/**
 * What a hunk does at its place. Lines that it does not change stay the file's own, so that what a model garbled in
 * quoting never reaches the file. "indentation" and "conflict" say why there is no safe way to do it.
 */
export function rewrite(
  index: LineIndex,
  place: Place,
  hunk: Hunk,
  indentation: Indentation,
): TextChange | "indentation" | "conflict" {
  const end = hunk.search.length - place.cut.end;
  const quoted = hunk.search.slice(place.cut.start, end);
  const replace = withoutSpaceEdges(cutBlank(hunk.replace, place.cut), quoted);
  const actual = index.lines(place.first, place.count);
  if (place.level === "anchored") return rewriteAnchored(index, place, { quoted, replace, actual });
  const learned = place.level === "exact" ? (line: string): string => line : learnIndent(quoted, actual);
  if (!learned && indentation === "learned") return "indentation";
  const toFile = (line: string): string => withoutTabs(index, (learned ?? String)(line), indentation);
  const result = resultLines(quoted, replace, place.first, toFile);
  return changeOf(index, place, result);
}

function resultLines(
  quoted: readonly string[],
  replace: readonly string[],
  first: number,
  toFile: (line: string) => string,
): readonly ResultLine[] {
  const result: ResultLine[] = [];
  let line = first;
  for (const { added, removed, value } of diffArrays([...quoted], [...replace])) {
    if (added) result.push(...value.map(toFile));
    else if (removed) line += value.length;
    else for (let kept = 0; kept < value.length; kept += 1) result.push(line++);
  }
  return result;
}

/** Tabs that nothing was learned about, in a file that has none. */
function withoutTabs(index: LineIndex, line: string, indentation: Indentation): string {
  const indent = indentOf(line);
  if (indentation === "as-written" || !indent.includes("\t") || index.spacesPerStep === 0) return line;
  return indent.replaceAll("\t", " ".repeat(index.spacesPerStep)) + line.slice(indent.length);
}

interface Versions {
  readonly quoted: readonly string[];
  readonly replace: readonly string[];
  readonly actual: readonly string[];
}

/** What the model changed of what it quoted, carried into what stands there; both having changed the same is a conflict. */
function rewriteAnchored(
  index: LineIndex,
  place: Place,
  { quoted, replace, actual }: Versions,
): TextChange | "indentation" | "conflict" {
  const known = new Map(actual.map((line) => [foldLine(line), line]));
  const base = quoted.map((line) => known.get(foldLine(line)) ?? line);
  const toFile = learnIndent(quoted, base);
  if (!toFile) return "indentation";
  const theirs = replace.map((line) => {
    const at = quoted.indexOf(line);
    return at === -1 ? toFile(line) : (base[at] ?? line);
  });
  const { conflict, result } = merge([...actual], base, theirs, { excludeFalseConflicts: true });
  return conflict ? "conflict" : changeOf(index, place, result);
}

function changeOf(index: LineIndex, { first, count }: Place, result: readonly ResultLine[]): TextChange {
  const after = first + count;
  if (result.length === 0) return deletion(index, first, after);
  const lineEnd = lineEndNear(index, first);
  const text = result.map((line, position) => {
    const isLast = position === result.length - 1;
    const own = typeof line === "number" ? index.lineEnd(line) : "";
    return (typeof line === "number" ? index.line(line) : line) + (isLast ? "" : own || lineEnd);
  });
  return { start: index.start(first), end: index.end(after - 1), text: text.join("") };
}

/** Whole lines with one of the line ends around them, so that no empty line stays behind. */
export function deletion(index: LineIndex, first: number, after: number): TextChange {
  if (after < index.count || first === 0) return { start: index.start(first), end: index.start(after), text: "" };
  return { start: index.end(first - 1), end: index.end(after - 1), text: "" };
}

/** New lines before a line; behind the last when `line` is the number of lines. */
export function insertion(index: LineIndex, line: number, lines: readonly string[]): TextChange {
  const lineEnd = lineEndNear(index, Math.min(line, index.count - 1));
  const text = lines.join(lineEnd);
  if (line < index.count) return { start: index.start(line), end: index.start(line), text: text + lineEnd };
  return { start: index.text.length, end: index.text.length, text: lineEnd + text };
}

/** The line end in use around a line: its own, else that of the line before, else the text's first. */
export function lineEndNear(index: LineIndex, line: number): string {
  return index.lineEnd(line) || (line > 0 ? index.lineEnd(line - 1) : "") || "\n";
}

/** Blank lines that were cut from a quotation are cut from its replacement too, where they stand there. */
function cutBlank(lines: readonly string[], cut: Place["cut"]): readonly string[] {
  let [start, end] = [0, lines.length];
  while (start < cut.start && start < end && lines[start]?.trim() === "") start += 1;
  while (lines.length - end < cut.end && end > start && lines[end - 1]?.trim() === "") end -= 1;
  return lines.slice(start, end);
}

/** A first or last line of nothing but white space is a slip where the quotation has no such line there. */
function withoutSpaceEdges(lines: readonly string[], quoted: readonly string[]): readonly string[] {
  const isSlip = (line: string | undefined): boolean => line !== undefined && line !== "" && line.trim() === "";
  const start = isSlip(lines[0]) && quoted[0]?.trim() !== "" ? 1 : 0;
  const end =
    lines.length > 1 && isSlip(lines.at(-1)) && quoted.at(-1)?.trim() !== "" ? lines.length - 1 : lines.length;
  return lines.slice(start, end);
}
