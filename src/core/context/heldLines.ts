/** What stands in the place of a line of a file that a rule keeps out. */
export const HELD_LINE = "(kept out by rule)";

/** Shorter lines, such as a brace, stand in every file. */
const LEAST_CHARS = 6;
/** What runtimes and test runners put before a line that they quote: spaces, signs, its number. */
const GUTTER = /^[\s#>|│❯E]{0,40}(?:\d{1,7}[\s|│:]{1,20})?/;

/** An output without the lines that it quotes of `texts`, which runtimes, compilers and test runners do below a place. */
export function withoutLinesOf(texts: readonly string[], output: string): string {
  const held = new Set(texts.flatMap((text) => text.split("\n").map((line) => line.trim())));
  const isHeld = (line: string): boolean => line.length >= LEAST_CHARS && held.has(line);
  return output
    .split("\n")
    .map((line) => {
      const bare = line.replace(GUTTER, "");
      return isHeld(bare.trim()) || isHeld(line.trim())
        ? line.slice(0, line.length - line.trimStart().length) + HELD_LINE
        : line;
    })
    .join("\n");
}
