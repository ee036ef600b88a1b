/** Whole lines of a document, 0-based and inclusive. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** What VS Code says of a change: the range in the text before it, and what stands there now. */
export interface LineChange {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly text: string;
}

/**
 * Where lines are after a change. Changes above take them along, changes within stretch or shrink them. Lines that were
 * replaced as a whole stay at their number, but within the new text: a file that was loaded anew is mostly the same.
 */
export function moveLines({ first, last }: Lines, { range: { start, end }, text }: LineChange): Lines {
  if (start.line > last) return { first, last };
  const newEnd = start.line + text.split(/\r\n|\r|\n/).length - 1;
  const added = newEnd - end.line;
  const isAbove = end.line < first || (end.line === first && end.character === 0);
  if (isAbove) return { first: first + added, last: last + added };
  const isWhole = start.line <= first && end.line > last;
  const newLast = end.line > last ? Math.min(last, newEnd) : last + added;
  const newFirst = start.line >= first || isWhole ? first : newEnd;
  return { first: Math.min(newFirst, newLast), last: newLast };
}
