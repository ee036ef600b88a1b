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

/**
 * Several lines only where they can begin: on a blank line, and at the end of a line that opens a block. Everywhere else
 * a suggestion that runs on would be in the way of what stands there.
 */
export function shapeOf(place: Pick<Place, "before" | "after">): Shape {
  const suffix = lineSuffix(place).trim();
  const prefix = linePrefix(place).trimEnd();
  if (Array.from(suffix).some((sign) => !closers.has(sign))) return "line";
  return prefix === "" || (opensLines(prefix) && !/[([]$/.test(prefix)) ? "block" : "line";
}
