import { applyChanges, type TextChange } from "./change.ts";
import type { Hunk } from "./hunk.ts";
import type { LineIndex } from "./lineIndex.ts";
import { findPlaces } from "./place.ts";
import { rewrite } from "./rewrite.ts";

/**
 * Comment lines by which a model leaves code out ("// ... existing code ...", "# rest of the file unchanged"). Only
 * lines that are nothing but such a comment count, so that an ellipsis in prose or a string does not.
 */
const COMMENT = String.raw`^[ \t]*(?:\/\/|#|--|;|\/\*+|<!--|\{\s*\/\*|\*|%)[ \t]*`;
const PLACEHOLDERS = [
  new RegExp(
    `${COMMENT}(?:\\.{3}|…).{0,60}(?:code|rest|remain|existing|same|unchanged|previous|other|omitted|implementation|methods?|functions?)`,
    "i",
  ),
  new RegExp(
    `${COMMENT}(?:rest|remainder|remaining|existing|previous|other|same) (?:of )?(?:the |this |your )?(?:code|file|class|function|method|implementation|module)s?.{0,40}(?:\\.{3}|…|unchanged|as before|here|omitted|remains?)`,
    "i",
  ),
  new RegExp(`${COMMENT}(?:\\.{3}|…)[ \\t]*(?:\\*\\/|-->|\\*\\/\\s*\\})?[ \\t]*$`),
];

/** True for a line that stands for code left out. */
export function hasPlaceholder(line: string): boolean {
  return PLACEHOLDERS.some((pattern) => pattern.test(line));
}

/** Dots alone leave code out where they stand on both sides of a hunk; in Python they are code. */
function isElision(line: string): boolean {
  return hasPlaceholder(line) || /^\s*(?:\.{3}|…)\s*$/.test(line);
}

/** What an elided hunk does, or that nobody can tell. */
export type Elision = TextChange | "unclear";

/**
 * A hunk that leaves out the same lines on both sides ("first line", "...", "last line"): its pieces are placed one
 * below the other, and what lies between them stays. Undefined for a hunk that leaves nothing out of its quotation.
 */
export function resolveElision(index: LineIndex, hunk: Hunk): Elision | undefined {
  if (!hunk.search.some(isElision)) return undefined;
  const [search, replace] = [pieces(hunk.search), pieces(hunk.replace)];
  if (search.length !== replace.length) return "unclear";
  const changes: TextChange[] = [];
  let from = 0;
  for (const [position, quoted] of search.entries()) {
    const [place, ...others] = findPlaces(index, quoted).filter(({ first }) => first >= from);
    if (quoted.length === 0 && (replace[position] ?? []).length === 0) continue;
    if (!place || others.length > 0 || place.level === "similar" || place.level === "anchored") return "unclear";
    const change = rewrite(index, place, { search: quoted, replace: replace[position] ?? [] }, "learned");
    if (typeof change === "string") return "unclear";
    changes.push(change);
    from = place.first + place.count;
  }
  return joined(index.text, changes);
}

function pieces(lines: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [[]];
  for (const line of lines) {
    if (isElision(line)) found.push([]);
    else found.at(-1)?.push(line);
  }
  return found;
}

function joined(text: string, changes: readonly TextChange[]): Elision {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return "unclear";
  const within = changes.map((change) => ({
    ...change,
    start: change.start - first.start,
    end: change.end - first.start,
  }));
  return {
    start: first.start,
    end: last.end,
    text: applyChanges(text.slice(first.start, last.end), within),
  };
}
