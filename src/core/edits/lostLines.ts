import type { PendingHunk } from "./hunks.ts";

/** Fewer lines than this are seen at a glance. */
const MOST_UNSEEN = 20;
/** Of the lines that hunks replace, the share that must be gone. */
const LEAST_SHARE = 0.5;

/**
 * Lines that hunks delete without putting anything in their place, where they are so many that an accept should say so;
 * else 0. Lines that are only changed do not count.
 */
export function lostLines(hunks: readonly (PendingHunk & { readonly proposed: string })[]): number {
  let [lost, old] = [0, 0];
  for (const { original, proposed } of hunks) {
    const [before, after] = [countLines(original), countLines(proposed)];
    lost += Math.max(0, before - after);
    old += before;
  }
  return lost >= MOST_UNSEEN && lost >= old * LEAST_SHARE ? lost : 0;
}

function countLines(text: string): number {
  return text.split("\n").filter((line) => line.trim() !== "").length;
}
