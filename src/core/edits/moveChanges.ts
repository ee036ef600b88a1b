import { diffWordsWithSpace } from "diff";
import type { TextChange } from "./change.ts";
import { minimalChanges } from "./hunks.ts";

/**
 * Changes of one text as changes of another that was made from it, or that it was made from. Undefined where one of them
 * touches what differs between the two: where it belongs could only be guessed.
 */
export function moveChanges(
  changes: readonly TextChange[],
  from: string,
  to: string,
): readonly TextChange[] | undefined {
  if (from === to) return changes;
  const between = smallChanges(from, to);
  const moved: TextChange[] = [];
  for (const change of changes) {
    if (between.some((other) => touches(other, change))) return undefined;
    const shift = between
      .filter(({ end }) => end <= change.start)
      .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
    moved.push({ ...change, start: change.start + shift, end: change.end + shift });
  }
  return moved;
}

/** What turns one text into another, by words within the lines that differ. */
function smallChanges(from: string, to: string): readonly TextChange[] {
  return minimalChanges(from, [{ start: 0, end: from.length, text: to }]).flatMap((change) =>
    wordChanges(from.slice(change.start, change.end), change),
  );
}

function wordChanges(before: string, { start, text }: TextChange): readonly TextChange[] {
  const found: TextChange[] = [];
  let at = start;
  for (const { added, removed, value } of diffWordsWithSpace(before, text)) {
    const last = found.at(-1);
    const joins = last !== undefined && last.end === at;
    if (removed) {
      found.push({ start: at, end: at + value.length, text: "" });
      at += value.length;
    } else if (added) {
      if (joins) found.splice(-1, 1, { ...last, text: last.text + value });
      else found.push({ start: at, end: at, text: value });
    } else at += value.length;
  }
  return found;
}

function touches(a: TextChange, b: TextChange): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}
