import { indentOf, linePrefix, lineSuffix, type Place, type Shape, shapeOf } from "../place.ts";
import { closers } from "../brackets.ts";
import { holdsInOrder, type Suggestion } from "../typed.ts";
import { balance, type Needs, needsOf } from "./balance.ts";
import { cutToShape } from "./cut.ts";
import { dropEcho } from "./echo.ts";
import { dropMargin, indentRest } from "./indent.ts";
import { dropMark, dropProse, unfence } from "./prose.ts";
import { dropNextLines, dropSuffix } from "./suffix.ts";

/** A place as the steps look at it. */
export interface Spot {
  readonly place: Place;
  readonly shape: Shape;
  /** The line of the cursor, before and after it. */
  readonly prefix: string;
  readonly suffix: string;
  /** Leading blanks of that line. */
  readonly indent: string;
  readonly needs: Needs;
}

/** Makes a reply more like what can be inserted; "" = nothing of it can. Pure and total. */
export type Step = (text: string, spot: Spot) => string;

/** In order: what is no code, what stands before the cursor, where to end, what stands behind the cursor. */
const STEPS: readonly Step[] = [
  ...[unfence, dropProse, dropMark, dropEcho, dropMargin, indentRest],
  ...[cutToShape, dropSuffix, dropNextLines, balance],
];

/**
 * The part of a model's reply that is to be inserted at a place, "" when there is none. Never prose or a fence, never a
 * repeat of the line before or of the lines after the cursor, never more than a statement or block, and never a bracket
 * more or less than the place needs. Closing brackets behind the cursor are replaced where the reply goes on after them.
 */
export function cleanReply(reply: string, place: Place): Suggestion {
  const behind = closingBehind(lineSuffix(place));
  if (behind !== "") {
    const text = runSteps(reply, { ...place, after: place.after.slice(behind.length) });
    if (holdsInOrder(text, behind) && !text.endsWith(behind)) return { text, replaces: behind.length };
  }
  return { text: runSteps(reply, place), replaces: 0 };
}

function runSteps(reply: string, place: Place): string {
  const spot = spotOf(place);
  let text = reply.replaceAll("\r\n", "\n");
  for (const step of STEPS) {
    text = step(text, spot);
    if (text.trim() === "") return "";
  }
  return text.trimEnd();
}

/** The rest of the line where it is nothing but what an editor closes by itself. */
function closingBehind(suffix: string): string {
  const rest = suffix.trimEnd();
  return Array.from(rest).every((sign) => closers.has(sign) || sign === ";") ? rest : "";
}

function spotOf(place: Place): Spot {
  const prefix = linePrefix(place);
  const suffix = lineSuffix(place);
  return { place, shape: shapeOf(place), prefix, suffix, indent: indentOf(prefix), needs: needsOf(place) };
}
