import type { Hunk } from "./hunk.ts";

const NUMBERED = /^\s*(\d+) ?[|:](?: (.*)|(.*))$/;

/**
 * A hunk without the line numbers that a model copied along ("12 | code"): only where every quoted line has one and they
 * count up. The first number stays as a hint.
 */
export function withoutLineNumbers(hunk: Hunk): Hunk {
  const search = strip(hunk.search);
  if (!search) return hunk;
  const replace = strip(hunk.replace)?.lines ?? hunk.replace;
  return { ...hunk, search: search.lines, replace, line: hunk.line ?? search.first };
}

function strip(lines: readonly string[]): { readonly lines: readonly string[]; readonly first: number } | undefined {
  const read = lines.map((line) => NUMBERED.exec(line));
  const first = Number(read[0]?.[1]);
  if (lines.length === 0 || !read.every((match, index) => Number(match?.[1]) === first + index)) return undefined;
  return { lines: read.map((match) => match?.[2] ?? match?.[3] ?? ""), first };
}
