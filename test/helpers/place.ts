import type { Place } from "../../src/core/complete/place.ts";

/** A place in a document that is written with `▮` where the cursor stands. */
export function place(marked: string, more: Partial<Place> = {}): Place {
  const [before = "", after = ""] = marked.split("▮");
  return { document: "file:///a.ts", language: "typescript", offset: before.length, before, after, ...more };
}

/** The same document after `text` was typed at the cursor. */
export function type(text: string, at: Place): Place {
  return { ...at, offset: at.offset + text.length, before: at.before + text };
}
