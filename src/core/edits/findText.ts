/** Half-open, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export type TextMatch = "empty" | "exact" | "trimmed" | "case" | "spacing";

export interface FoundText {
  readonly level: TextMatch;
  /** All of them, in order, none overlapping another. */
  readonly ranges: readonly TextRange[];
}

/**
 * Where a text stands in another, at the best level at which it does anywhere: as it is, without the white space around
 * it, in other letters' case, or with other white space within. A text without any sign stands at the beginning.
 */
export function findText(text: string, search: string): FoundText | undefined {
  const trimmed = search.trim();
  if (trimmed === "") return { level: "empty", ranges: [{ start: 0, end: 0 }] };
  const levels: readonly (readonly [TextMatch, () => readonly TextRange[]])[] = [
    ["exact", () => occurrences(text, search)],
    ["trimmed", () => occurrences(text, trimmed)],
    ["case", () => ignoringCase(text, search)],
    ["spacing", () => ignoringSpace(text, search)],
  ];
  for (const [level, find] of levels) {
    const ranges = find();
    if (ranges.length > 0) return { level, ranges };
  }
  return undefined;
}

/** Where a text stands as it is, none overlapping another. */
export function occurrences(text: string, search: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (let at = text.indexOf(search); at !== -1; at = text.indexOf(search, at + search.length))
    ranges.push({ start: at, end: at + search.length });
  return ranges;
}

/** Lower case may be longer than upper case (İ); then offsets mean nothing, and nothing is found. */
function ignoringCase(text: string, search: string): readonly TextRange[] {
  const [lower, wanted] = [text.toLowerCase(), search.toLowerCase()];
  return lower.length === text.length && wanted.length === search.length ? occurrences(lower, wanted) : [];
}

function ignoringSpace(text: string, search: string): readonly TextRange[] {
  const offsets: number[] = [];
  let squeezed = "";
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (/\s/.test(sign)) continue;
    squeezed += sign;
    offsets.push(at);
  }
  return occurrences(squeezed, search.replace(/\s+/g, "")).map(({ start, end }) => ({
    start: offsets[start] ?? 0,
    end: (offsets[end - 1] ?? 0) + 1,
  }));
}

/** True when every range ends where words end, so that `return x` is not found in `return xyz`. */
export function isInlineSafe(text: string, ranges: readonly TextRange[]): boolean {
  return ranges.every(({ start, end }) => isWordEdge(text, start) && isWordEdge(text, end));
}

function isWordEdge(text: string, at: number): boolean {
  return !(/[\p{L}\p{N}_$]/u.test(text[at - 1] ?? "") && /[\p{L}\p{N}_$]/u.test(text[at] ?? ""));
}
