import { closers } from "./brackets.ts";

/**
 * A cursor in a document and the text around it, as far as a prompt may reach. Lines end with "\n" whatever the file
 * has, in `before`, `after` and `offset` alike.
 */
export interface Place {
  /** URI as text. */
  readonly document: string;
  /** VS Code's language id. */
  readonly language: string;
  /** Characters of the document before the cursor. */
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  /** What the editor writes for one level of indentation; absent where no editor says. */
  readonly indentUnit?: string;
}

/** What fits at a place: the rest of a line, or lines of their own. */
export type Shape = "line" | "block";

/** The line of the cursor up to it. */
export function linePrefix({ before }: Pick<Place, "before">): string {
  return before.slice(before.lastIndexOf("\n") + 1);
}

/** The line of the cursor from it on. */
export function lineSuffix({ after }: Pick<Place, "after">): string {
  const end = after.indexOf("\n");
  return end === -1 ? after : after.slice(0, end);
}

/** Leading blanks of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The line goes on in deeper ones. */
export function opensLines(prefix: string): boolean {
  return /(?:[{([:]|=>)\s*$/.test(prefix);
}

/** Bodies are one level deeper; what goes on in brackets is as deep as its writer likes. */
export function opensBlock(line: string): boolean {
  return opensLines(line) && !/[([]\s*$/.test(line);
}

/** Levels where neither editor nor text say, from the languages' own style guides (PEP 8, gofmt). */
const CUSTOMARY: Readonly<Record<string, string>> = { python: "    ", go: "\t" };
const SAMPLE = 4_000;

/** One level of indentation at a place: as its text has it, else as the editor, else as the language; maybe unknown. */
export function indentUnitOf(place: Place): string | undefined {
  const lines = (place.before.slice(-SAMPLE) + place.after.slice(0, SAMPLE)).split("\n");
  const counts = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const [above, own] = [indentOf(lines[at - 1] ?? ""), indentOf(line)];
    if (line.trim() === "" || own.length <= above.length || !own.startsWith(above)) continue;
    if (!opensBlock(lines[at - 1] ?? "")) continue;
    const step = own.slice(above.length);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  return most?.[0] ?? place.indentUnit ?? CUSTOMARY[place.language];
}

/**
 * Several lines only where they can begin: on a blank line, and at the end of a line that opens a block. Everywhere else
 * a suggestion that runs on would be in the way of what stands there.
 */
export function shapeOf(place: Pick<Place, "before" | "after">): Shape {
  const suffix = lineSuffix(place).trim();
  const prefix = linePrefix(place).trimEnd();
  if (Array.from(suffix).some((sign) => !closers.has(sign))) return "line";
  return prefix === "" || opensBlock(prefix) ? "block" : "line";
}
