import { type DiffName, nameIn, renameIn } from "./diffName.ts";

/** The change of one file in the text of a diff. */
export interface FileChange extends DiffName {
  readonly text: string;
}

/** A change this long says no more about itself than its beginning. */
const MOST_CHARS = 12_000;
const MOST_FILES = 60;

/** The files of a git diff, each with its part of the text; long parts are cut at a line and say so. */
export function filesOfDiff(diff: string): readonly FileChange[] {
  const files: { name: DiffName; readonly lines: string[] }[] = [];
  for (const line of diff.split(/\r?\n/)) {
    const name = nameIn(line);
    if (name) files.push({ name, lines: [] });
    const file = files.at(-1);
    if (!file) continue;
    file.name = { ...file.name, ...renameIn(line) };
    file.lines.push(line);
  }
  return files.slice(0, MOST_FILES).map(({ name, lines }) => ({ ...name, text: cut(lines.join("\n")) }));
}

function cut(text: string): string {
  if (text.length <= MOST_CHARS) return text;
  const end = text.lastIndexOf("\n", MOST_CHARS);
  return `${text.slice(0, end === -1 ? MOST_CHARS : end)}\n(cut here)`;
}

/** Lines that a diff adds or changes, 1-based as the file is now; undefined where it only takes away. */
export function changedLines(diff: string): { readonly start: number; readonly end: number } | undefined {
  let [start, end, at] = [Infinity, 0, 0];
  for (const line of diff.split("\n")) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(line)?.[1];
    if (hunk !== undefined) at = Number(hunk);
    else if (line.startsWith("+") && !line.startsWith("+++")) {
      start = Math.min(start, at);
      end = Math.max(end, at);
      at += 1;
    } else if (line.startsWith(" ")) at += 1;
  }
  return end === 0 ? undefined : { start, end };
}
