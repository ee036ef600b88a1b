import { type Loose, looseBrackets, partnerOf } from "../brackets.ts";
import { indentOf, type Place } from "../place.ts";
import type { Spot } from "./clean.ts";

/** How far brackets are followed to both sides. */
const BEFORE = 8_000;
const AFTER = 4_000;

/** The brackets that a place lacks, innermost first. */
export interface Needs {
  /** Open before the cursor, and nothing closes them behind it. */
  readonly closing: readonly string[];
  /** Closed behind the cursor, and nothing opens them before it; named by the closing one. */
  readonly opening: readonly string[];
}

/**
 * The reply up to the first closing bracket that the place does not need, and without a surplus opening one at its end;
 * nothing where it would leave one open.
 */
export function balance(text: string, { needs }: Spot): string {
  const surplus = looseBrackets(text).closing.find(({ sign }, index) => needs.closing[index] !== sign);
  const closed = (surplus ? text.slice(0, surplus.at) : text).trimEnd();
  if (isClosed(closed, needs)) return closed;
  const shorter = looseBrackets(closed).opening.at(-1)?.at === closed.length - 1 ? closed.slice(0, -1) : "";
  return isClosed(shorter, needs) ? shorter : "";
}

/** Nothing is open at the end of the text but what the place closes. */
export function isClosed(text: string, { opening }: Needs): boolean {
  const open = looseBrackets(text).opening.toReversed();
  return open.every(({ sign }, index) => partnerOf(sign) === opening[index]);
}

/**
 * Looks outwards from the cursor to both sides for the first pair: a bracket closes one that was opened on the cursor's
 * line, or on a line with the same margin. From that pair on all is taken to be well. Where the margins differ, the
 * deeper one has no partner yet.
 */
export function needsOf({ before, after }: Pick<Place, "before" | "after">): Needs {
  const left = before.slice(-BEFORE);
  const right = after.slice(0, AFTER);
  const open = looseBrackets(left).opening.toReversed();
  const close = looseBrackets(right).closing;
  const needs = { closing: new Array<string>(), opening: new Array<string>() };
  let [inner, outer] = [0, 0];
  for (;;) {
    const opening = open[inner];
    const closing = close[outer];
    if (!opening) return needs;
    const partner = partnerOf(opening.sign) ?? "";
    const distance = closing ? depthBetween({ left, opening }, { right, closing }) : undefined;
    if (distance === 0 && closing?.sign === partner) return needs;
    if (closing && distance !== undefined && distance > 0) {
      needs.opening.push(closing.sign);
      outer += 1;
    } else {
      needs.closing.push(partner);
      inner += 1;
    }
  }
}

/** How much deeper the closing bracket stands than the line of the opening one; 0 on the cursor's own line. */
function depthBetween(
  { left, opening }: { readonly left: string; readonly opening: Loose },
  { right, closing }: { readonly right: string; readonly closing: Loose },
): number {
  const lineBreak = right.lastIndexOf("\n", closing.at);
  if (lineBreak === -1) return 0;
  const opener = left.slice(left.lastIndexOf("\n", opening.at) + 1);
  return indentOf(right.slice(lineBreak + 1)).length - indentOf(opener).length;
}
