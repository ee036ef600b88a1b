import { merge } from "node-diff3";
import { linesWithEnds } from "./change.ts";

/**
 * Two changes of one text put together: what became of `base` here, and what was made of it there. Undefined where both
 * changed the same lines, or lines beside each other; never a guess. Line ends belong to their lines.
 */
export function mergeTexts(base: string, ours: string, theirs: string): string | undefined {
  if (base === ours) return theirs;
  if (base === theirs || ours === theirs) return ours;
  const { conflict, result } = merge(linesWithEnds(ours), linesWithEnds(base), linesWithEnds(theirs), {
    excludeFalseConflicts: true,
  });
  return conflict ? undefined : result.join("");
}
