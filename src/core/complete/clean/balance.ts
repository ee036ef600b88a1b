import { type Loose, looseBrackets, partnerOf } from "../brackets.ts";
import { indentOf, type Place } from "../place.ts";
import type { Needs } from "./spot.ts";
import type { Spot } from "./spot.ts";

/** How far brackets are followed to both sides. */
const BEFORE = 8_000;
const AFTER = 16_000;
const MOST_DEEP = 100;

/**
 * The reply up to the first closing bracket that stands behind the cursor already, and without a surplus opening one at
 * its end; nothing where it would leave one open. A bracket that nothing in sight opens and nothing behind the cursor
 * closes is the model's to answer for: what it closes may be farther away than what is looked at. All of the reply where
 * that leaves fewer brackets around the cursor without a partner.
 */
export function balance(text: string, spot: Spot): string {
  const cut = cutToNeeds(text, spot);
  return cut !== text && fitsBetter(text, cut, spot.place) ? text : cut;
}

function cutToNeeds(text: string, { needs, place, suffix }: Spot): string {
  const surplus = looseOf(text).closing.find(({ sign }, index) => needs.closing[index] !== sign);
  const isThere = suffix.trim() !== "" || looseBrackets(place.after.slice(0, AFTER)).closing.length > 0;
  const closed = withoutLastClosers(surplus && isThere ? upTo(text, surplus.at) : text, needs);
  if (isClosed(closed, needs)) return closed;
  const end = closed.trimEnd().length - 1;
  const shorter = looseOf(closed).opening.at(-1)?.at === end ? closed.slice(0, end) : "";
  return isClosed(shorter, needs) ? shorter : "";
}

function fitsBetter(text: string, cut: string, { before, after }: Place): boolean {
  const [left, right] = [before.slice(-BEFORE), after.slice(0, AFTER)];
  const opening = looseBrackets(right).closing.map(({ sign }) => sign);
  return isClosed(text, { opening }) && countLoose(left + text + right) < countLoose(left + cut + right);
}

function countLoose(text: string): number {
  const { closing, opening } = looseBrackets(text);
  return closing.length + opening.length;
}

/** The text without a last line of closing brackets where the one behind the cursor is to close what the text opened. */
function withoutLastClosers(text: string, needs: Needs): string {
  const [behind] = needs.opening;
  const last = /\n[ \t]*([)\]}]+)[;,]?\s*$/.exec(text);
  if (!last || behind === undefined || last[1] !== behind || looseOf(text).opening.length > 0) return text;
  const shorter = text.slice(0, last.index);
  return looseOf(shorter).opening.length > 0 ? shorter : text;
}

/** The text before a bracket, without the line that only led to it. */
function upTo(text: string, end: number): string {
  return text.slice(0, end).replace(/\n[ \t]*$/, "");
}

/** Nothing is open at the end of the text but what the place closes. */
export function isClosed(text: string, { opening }: Pick<Needs, "opening">): boolean {
  const open = looseOf(text).opening.toReversed();
  return open.every(({ sign }, index) => partnerOf(sign) === opening[index]);
}

/** A line such as `} else {` closes as much as it opens. */
const TURN = /^([ \t]*)\}(\s*(?:else|catch|finally|except|elsif|elseif|rescue|ensure)\b[^\n{}]*)\{([ \t]*)$/gm;

function looseOf(text: string): ReturnType<typeof looseBrackets> {
  return looseBrackets(text.replace(TURN, "$1 $2 $3"));
}

/**
 * Looks outwards from the cursor to both sides for the first pair: a bracket closes one that was opened on the cursor's
 * line, or on a line with the same margin. From that pair on all is taken to be well, but for the rest of the cursor's
 * own line. Where the margins differ, the deeper one has no partner yet.
 */
export function needsOf({ before, after }: Pick<Place, "before" | "after">): Needs {
  const left = before.slice(-BEFORE);
  const right = after.slice(0, AFTER);
  const open = looseBrackets(left).opening.toReversed().slice(0, MOST_DEEP);
  const close = looseBrackets(right).closing.slice(0, MOST_DEEP);
  const needs = { closing: new Array<string>(), opening: new Array<string>() };
  let [inner, outer] = [0, 0];
  for (;;) {
    const opening = open[inner];
    const closing = close[outer];
    if (!opening) {
      const unopened = close
        .slice(outer)
        .filter((bracket) => left === before || wouldSee(left, marginOf(right, bracket)));
      return { ...needs, opening: [...needs.opening, ...unopened.map(({ sign }) => sign)] };
    }
    const partner = partnerOf(opening.sign) ?? "";
    const distance = closing && depthBetween({ left, opening }, { right, closing });
    if (distance === 0 && closing?.sign === partner) {
      const rest = { left, right, open: open.slice(inner + 1), close: close.slice(outer + 1) };
      return { ...needs, closing: [...needs.closing, ...lackingOnLine(rest)] };
    }
    if (closing && distance !== undefined && distance > 0) {
      needs.opening.push(closing.sign);
      outer += 1;
    } else {
      needs.closing.push(partner);
      inner += 1;
    }
  }
}

/** A line that is not deeper stands in sight, so that what opens a block at this margin would too. */
function wouldSee(left: string, margin: number): boolean {
  const lines = left.slice(left.indexOf("\n") + 1).split("\n");
  return lines.some((line) => line.trim() !== "" && indentOf(line).length <= margin);
}

function marginOf(text: string, { at }: Loose): number {
  return indentOf(text.slice(text.lastIndexOf("\n", at) + 1)).length;
}

interface Rest {
  readonly left: string;
  readonly right: string;
  readonly open: readonly Loose[];
  readonly close: readonly Loose[];
}

/** What closes the brackets that were opened on the cursor's line, farther out, where nothing behind the cursor does. */
function lackingOnLine({ left, right, open, close }: Rest): readonly string[] {
  const lineStart = left.lastIndexOf("\n") + 1;
  const lacking: string[] = [];
  let at = 0;
  for (const opening of open.filter((bracket) => bracket.at >= lineStart)) {
    const closing = close[at];
    const partner = partnerOf(opening.sign) ?? "";
    const isPaired = closing?.sign === partner && depthBetween({ left, opening }, { right, closing }) === 0;
    if (isPaired) at += 1;
    else lacking.push(partner);
  }
  return lacking;
}

/** How much deeper the closing bracket stands than the line of the opening one; 0 on the cursor's own line. */
function depthBetween(
  { left, opening }: { readonly left: string; readonly opening: Loose },
  { right, closing }: { readonly right: string; readonly closing: Loose },
): number {
  const lineBreak = right.lastIndexOf("\n", closing.at);
  if (lineBreak === -1) return 0;
  const opener = left.slice(left.lastIndexOf("\n", opening.at) + 1);
  return marginOf(right, closing) - indentOf(opener).length;
}
