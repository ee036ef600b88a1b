import { diffArrays } from "diff";
import { linesWithEnds, type TextChange } from "./change.ts";

/** A part of a pending edit: what stands there now, and what stood there before. */
export interface PendingHunk {
  readonly id: number;
  /** Offsets in the current text. */
  readonly start: number;
  readonly end: number;
  /** Text that comes back when the hunk is rejected. */
  readonly original: string;
}

/** Changes as small as whole lines allow: parts of a change that stay as they are take no part. Same result when applied. */
export function minimalChanges(text: string, changes: readonly TextChange[]): TextChange[] {
  return changes.flatMap((change) => {
    const before = linesWithEnds(text.slice(change.start, change.end));
    const parts = diffArrays(before, linesWithEnds(change.text));
    const found: { start: number; end: number; text: string }[] = [];
    let offset = change.start;
    let open: { start: number; end: number; text: string } | undefined;
    for (const { added, removed, value } of parts) {
      const joined = value.join("");
      if (!added && !removed) {
        offset += joined.length;
        open = undefined;
        continue;
      }
      if (!open) {
        open = { start: offset, end: offset, text: "" };
        found.push(open);
      }
      if (removed) {
        offset += joined.length;
        open.end = offset;
      } else open.text += joined;
    }
    return found;
  });
}

/** The hunks as they lie in the text after `changes` were applied to `text`. */
export function hunksOf(text: string, changes: readonly TextChange[]): PendingHunk[] {
  let shift = 0;
  return changes
    .toSorted((a, b) => a.start - b.start)
    .map((change, id) => {
      const start = change.start + shift;
      shift += change.text.length - (change.end - change.start);
      return { id, start, end: start + change.text.length, original: text.slice(change.start, change.end) };
    });
}

/**
 * Hunks after somebody changed the text: those behind move along, those that were touched grow around the change, so
 * that rejecting one still takes out all of it.
 */
export function moveHunks(hunks: readonly PendingHunk[], { start, end, text }: TextChange): PendingHunk[] {
  const shift = text.length - (end - start);
  return hunks.map((hunk) => {
    if (end < hunk.start || (end === hunk.start && hunk.start < hunk.end))
      return { ...hunk, start: hunk.start + shift, end: hunk.end + shift };
    if (start > hunk.end || (start === hunk.end && hunk.start < hunk.end)) return hunk;
    return { ...hunk, start: Math.min(hunk.start, start), end: Math.max(hunk.end, end) + shift };
  });
}

/** What puts the text of before a hunk back. */
export function rejection({ start, end, original }: PendingHunk): TextChange {
  return { start, end, text: original };
}
