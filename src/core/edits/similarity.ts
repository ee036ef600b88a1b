/** Longer lines are compared by their ends only: nobody can wait for a minified line. */
const MOST_CHARS = 400;

/**
 * How alike two lines are, 0 to 1: twice the longest common subsequence over both lengths, white space aside. 1 means
 * equal but for white space.
 */
export function similarity(one: string, other: string): number {
  const [a, b] = [squeeze(one), squeeze(other)];
  if (a === b) return 1;
  if (a === "" || b === "") return 0;
  if (a.length > MOST_CHARS || b.length > MOST_CHARS) return longSimilarity(a, b);
  return (2 * commonLength(a, b)) / (a.length + b.length);
}

function squeeze(line: string): string {
  return line.replace(/\s+/g, "");
}

/** Common start and end over the longer length; never more than the exact measure. */
function longSimilarity(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return (2 * (start + end)) / (a.length + b.length);
}

function commonLength(a: string, b: string): number {
  let previous = new Uint16Array(b.length + 1);
  let current = new Uint16Array(b.length + 1);
  for (let row = 1; row <= a.length; row += 1) {
    const sign = a.charCodeAt(row - 1);
    for (let column = 1; column <= b.length; column += 1) {
      current[column] =
        b.charCodeAt(column - 1) === sign
          ? (previous[column - 1] ?? 0) + 1
          : Math.max(previous[column] ?? 0, current[column - 1] ?? 0);
    }
    [previous, current] = [current, previous];
  }
  return previous[b.length] ?? 0;
}
