import { closers } from "./brackets.ts";
import type { Place } from "./place.ts";

/** What is shown: text to insert at the cursor, and how many characters behind it the text takes the place of. */
export interface Suggestion {
  readonly text: string;
  readonly replaces: number;
}

/** What happened between two places of one document. */
export interface Typed {
  readonly text: string;
  /** Brackets and quotes that the editor added behind the cursor meanwhile. */
  readonly closed: string;
  /** How many that stood behind the cursor were typed over. */
  readonly overtyped: number;
}

/** Whoever types this much has long left a suggestion behind. */
const MOST_TYPED = 2_000;
/** Text next to the cursor that must be the same. What changes farther away does not make a suggestion wrong. */
const TAIL = 400;
const HEAD = 200;
/** Brackets that are typed over or closed by the editor within one suggestion. */
export const MOST_CLOSED = 3;

/** What was typed to get from `origin` to `now`; undefined where typing alone does not lead there. */
export function typedSince(origin: Place, now: Place): Typed | undefined {
  const length = now.offset - origin.offset;
  if (origin.document !== now.document || length < 0 || length > MOST_TYPED) return undefined;
  const text = now.before.slice(now.before.length - length);
  if (text.length !== length || !now.before.endsWith(origin.before.slice(-TAIL) + text)) return undefined;
  const closed = closedBehind(origin.after, now.after);
  if (closed !== undefined) return { text, closed, overtyped: 0 };
  const overtyped = overtypedBy(text, origin.after, now.after);
  return overtyped === undefined ? undefined : { text, closed: "", overtyped };
}

/** How many closing signs behind the cursor the typed text took the place of. */
function overtypedBy(text: string, then: string, now: string): number | undefined {
  for (let count = 1; count <= MOST_CLOSED && closers.has(then.charAt(count - 1)); count += 1) {
    if (holdsInOrder(text, then.slice(0, count)) && closedBehind(then.slice(count), now) === "") return count;
  }
  return undefined;
}

function closedBehind(then: string, now: string): string | undefined {
  const head = then.slice(0, HEAD);
  for (let count = 0; count <= MOST_CLOSED && count <= now.length; count += 1) {
    if (count > 0 && !closers.has(now.charAt(count - 1))) return undefined;
    // Near the end of the document the whole rest must be the same, or an added bracket would go unseen.
    const same = head.length < HEAD ? now.slice(count) === head : now.startsWith(head, count);
    if (same) return now.slice(0, count);
  }
  return undefined;
}

/**
 * What is left of a suggestion after typing along it; undefined where the two contradict each other or nothing is left.
 * Together with what was typed it is the suggestion again. `behind` is what stood behind the cursor where the suggestion
 * was made.
 */
export function remainderOf(
  suggestion: Suggestion,
  { text, closed, overtyped }: Typed,
  behind: string,
): Suggestion | undefined {
  if (!suggestion.text.startsWith(text) || suggestion.text.length === text.length) return undefined;
  const rest = suggestion.text.slice(text.length);
  if (overtyped > suggestion.replaces) return undefined;
  const replaced = closed + behind.slice(overtyped, suggestion.replaces);
  if (holdsInOrder(rest, replaced)) return { text: rest, replaces: replaced.length };
  return suggestion.replaces === 0 ? { text: rest, replaces: 0 } : undefined;
}

/** The signs of `wanted` stand in `text`, in this order: the editor can show one as the completion of the other. */
export function holdsInOrder(text: string, wanted: string): boolean {
  let from = 0;
  for (const sign of wanted) {
    const at = text.indexOf(sign, from);
    if (at === -1) return false;
    from = at + 1;
  }
  return true;
}
