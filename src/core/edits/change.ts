/** Replaces `text.slice(start, end)` by `text`; offsets count UTF-16 units of the text it is made for. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `text` with changes that do not overlap, in any order. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = "";
  let from = 0;
  for (const change of changes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (change.start < from) throw new Error("Changes overlap");
    result += text.slice(from, change.start) + change.text;
    from = change.end;
  }
  return result + text.slice(from);
}

/** The lines of a text, each with its own line end, so that joined they are the text again. */
export function linesWithEnds(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The line end a text uses first; `\n` where it has none. */
export function lineEndOf(text: string): "\r\n" | "\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

export function withLineEnd(text: string, end: "\r\n" | "\n"): string {
  return text.replace(/\r\n|\r|\n/g, end);
}
