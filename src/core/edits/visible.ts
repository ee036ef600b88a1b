import { findHidden, stripHidden } from "../context/hidden.ts";
import type { TextChange } from "./change.ts";

/**
 * Changes without characters that nobody sees, but for those that the file holds already: a reviewer reads what is
 * written, so nothing may be written that cannot be read.
 */
export function withoutNewHidden(text: string, changes: readonly TextChange[]): readonly TextChange[] {
  if (!changes.some((change) => findHidden(change.text).length > 0)) return changes;
  const own = new Set(findHidden(text).map(({ codePoint }) => codePoint));
  return changes.map((change) => {
    const added = findHidden(change.text).some(({ codePoint }) => !own.has(codePoint));
    return added ? { ...change, text: stripHidden(change.text, undefined, own) } : change;
  });
}
