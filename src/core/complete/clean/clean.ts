import { indentOf, linePrefix, lineSuffix, type Place, shapeOf } from "../place.ts";
import { holdsInOrder, type Suggestion } from "../typed.ts";
import { balance, needsOf } from "./balance.ts";
import { behindLengths, takesPlaceOf } from "./behind.ts";
import { cutToShape } from "./cut.ts";
import { dropEcho } from "./echo.ts";
import { dropMargin, indentRest, rescale } from "./indent.ts";
import { cutLoops } from "./loops.ts";
import { dropFormat, dropMark, dropProse, unfence } from "./prose.ts";
import type { Spot, Step } from "./spot.ts";
import { dropNextLines, dropSuffix } from "./suffix.ts";
import { dropWorthless } from "./worth.ts";

/**
 * In order: what is no code, what stands before the cursor, margins, where to end, what stands behind the cursor, and
 * whether anything worth a key is left.
 */
const STEPS: readonly Step[] = [
  ...[unfence, dropFormat, dropProse, dropMark, dropEcho, dropMargin, indentRest],
  ...[rescale, cutLoops, cutToShape, dropSuffix, dropNextLines, balance, dropWorthless],
];

/**
 * The part of a model's reply that is to be inserted at a place, "" when there is none. Never prose or a fence, never a
 * repeat of the line before or of the lines after the cursor, never more than a statement or block, and never a bracket
 * more or less than the place needs. Signs behind the cursor are replaced as far as the reply has them itself.
 */
export function cleanReply(reply: string, place: Place): Suggestion {
  const suffix = lineSuffix(place);
  for (const replaces of behindLengths(suffix)) {
    if (!holdsInOrder(reply, suffix.slice(0, replaces))) continue;
    const text = runSteps(reply, { ...place, after: place.after.slice(replaces) });
    if (takesPlaceOf(text, suffix.slice(0, replaces))) return { text, replaces };
  }
  return { text: runSteps(reply, place), replaces: 0 };
}

function runSteps(reply: string, place: Place): string {
  const spot = spotOf(place);
  const whole = reply.replaceAll("\r\n", "\n");
  let text = whole;
  for (const step of STEPS) {
    text = step(text, spot);
    if (text.trim() === "") return "";
  }
  return endOf(text, whole, spot);
}

/**
 * The end of the text: without blanks, but for the one before a word that follows on the line. In front of a line the
 * reply's own line break stays, or the two would become one line.
 */
function endOf(text: string, whole: string, { prefix, suffix }: Spot): string {
  const trimmed = text.trimEnd();
  if (suffix.trim() === "") return trimmed;
  const inFront = prefix.trim() === "";
  const at = whole.indexOf(trimmed.slice(trimmed.lastIndexOf("\n") + 1));
  const goesOn = at !== -1 && whole.slice(at).includes("\n");
  if (inFront && goesOn) return `${trimmed}\n${prefix}`;
  const blanks = /[ \t]*$/.exec(text)?.[0] ?? "";
  return /^\s/.test(suffix) ? trimmed : trimmed + blanks;
}

function spotOf(place: Place): Spot {
  const prefix = linePrefix(place);
  const suffix = lineSuffix(place);
  return { place, shape: shapeOf(place), prefix, suffix, indent: indentOf(prefix), needs: needsOf(place) };
}
