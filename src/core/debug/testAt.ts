import { isTestFile } from "./testFiles.ts";

const HEADS: readonly RegExp[] = [
  /^\s*(?:await\s+)?(?:describe|suite|context|it|test|specify)(?:\.\w{1,20})*\s*\(\s*(?<quote>["'`])(?<title>.{1,300}?)\k<quote>\s*,/,
  /^\s*(?:async\s+)?def\s+(?<title>test\w{0,200})\s*\(/,
  /^\s*class\s+(?<title>\w{0,100}Tests?\w{0,100})\b/,
  /^func\s+(?<title>Test\w{1,200})\s*\(/,
  /^\s*(?:async\s+)?fn\s+(?<title>\w{1,200})\s*\(\s*\)/,
];

/**
 * The names of the test at a line and of the groups around it, outermost first; empty where the line lies in none, so that
 * the whole file is meant. Undefined for a file that holds no tests.
 */
export function titlesAt(path: string, text: string, line: number): readonly string[] | undefined {
  const lines = text.split("\n");
  const heads = lines.map(headIn);
  if (!isTestFile(path) && !heads.some((head) => head)) return undefined;
  const titles: string[] = [];
  const first = Math.min(Math.max(line, 1), lines.length) - 1;
  let depth = (lines[first] ?? "").trim() === "" ? depthBelow(lines, first) : Infinity;
  for (let index = first; index >= 0; index -= 1) {
    const here = lines[index] ?? "";
    const indent = here.search(/\S/);
    // Only what opens above, less deep than all between, holds the line.
    if (indent === -1 || indent >= depth) continue;
    const head = heads[index];
    if (head) titles.unshift(head.title);
    // The line that closes a block is still of it.
    depth = index === first && CLOSING.test(here) ? indent + 1 : indent;
  }
  return titles;
}

const CLOSING = /^\s*[)\]}]/;

/** An empty line is as deep as what follows it. */
function depthBelow(lines: readonly string[], from: number): number {
  const next = lines.slice(from).find((line) => line.trim() !== "") ?? "x";
  return next.search(/\S/) + (CLOSING.test(next) ? 1 : 0);
}

function headIn(line: string): { readonly title: string } | undefined {
  for (const head of HEADS) {
    const groups = head.exec(line)?.groups;
    if (groups) return { title: groups["title"] ?? "" };
  }
  return undefined;
}
