import type { LineRange } from "../context/item.ts";

interface Region {
  readonly start: number;
  readonly end: number;
}

/** Offsets of a selected text: at its lines, or, when those hold something else, where the same text is once as whole lines. */
export function findRegion(text: string, wanted: string, { start, end }: LineRange): Region | undefined {
  const lines = lineStarts(text);
  const from = lines[start - 1] ?? text.length;
  const to = (lines[end] ?? text.length + 1) - 1;
  const until = text[to - 1] === "\r" && text[to] === "\n" ? to - 1 : to;
  return text.slice(from, until) === wanted ? { start: from, end: until } : findUnique(text, wanted);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The place moved: good when the same text is there once and whole lines of it. */
function findUnique(text: string, wanted: string): Region | undefined {
  const start = wanted === "" ? -1 : text.indexOf(wanted);
  if (start === -1 || text.includes(wanted, start + 1)) return undefined;
  const end = start + wanted.length;
  const wholeLines =
    (start === 0 || text[start - 1] === "\n") && (end === text.length || /[\r\n]/.test(text[end] ?? ""));
  return wholeLines ? { start, end } : undefined;
}
