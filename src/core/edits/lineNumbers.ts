import type { Hunk } from "./hunk.ts";

const NUMBERED = /^\s*(\d+) ?[|:](?: (.*)|(.*))$/;

/**
 * A hunk without the line numbers that a model copied along ("12 | code"): only where every quoted line with text has one
 * and they count up, and where all new lines have one or none has. The first number stays as a hint.
 */
export function withoutLineNumbers(hunk: Hunk): Hunk {
  const [search, replace] = [hunk.search.map(read), hunk.replace.map(read)];
  const first = countedFrom(search);
  if (first === undefined || isHalfNumbered(replace)) return hunk;
  return { ...hunk, search: search.map(textOf), replace: replace.map(textOf), line: hunk.line ?? first };
}

interface ReadLine {
  readonly number: number | undefined;
  readonly text: string;
}

function read(line: string): ReadLine {
  const match = NUMBERED.exec(line);
  return match ? { number: Number(match[1]), text: match[2] ?? match[3] ?? "" } : { number: undefined, text: line };
}

function textOf({ text }: ReadLine): string {
  return text;
}

/** A model may leave the number out where there is nothing to number. */
function isBlank({ number, text }: ReadLine): boolean {
  return number === undefined && text.trim() === "";
}

/** The number of the first line, where the lines count up from it. */
function countedFrom(lines: readonly ReadLine[]): number | undefined {
  const starts = new Set<number | undefined>();
  for (const [index, line] of lines.entries())
    if (!isBlank(line)) starts.add(line.number === undefined ? undefined : line.number - index);
  const [first] = starts;
  return starts.size === 1 ? first : undefined;
}

/** Whether a number is part of the text nobody knows where only some lines have one. */
function isHalfNumbered(lines: readonly ReadLine[]): boolean {
  const withText = lines.filter((line) => !isBlank(line));
  const numbered = withText.filter(({ number }) => number !== undefined);
  return numbered.length > 0 && numbered.length < withText.length;
}
