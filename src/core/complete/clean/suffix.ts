import { isClosing, looseBrackets } from "../brackets.ts";
import { isClosed } from "./balance.ts";
import { isTurn } from "./cut.ts";
import type { Spot } from "./spot.ts";

const LEAST_WORDS = 3;
/** A shorter line may well stand in the reply, too. */
const TELLING = 12;
const SIGNS = /^[^\p{L}\p{N}_$]+$/u;

/** The reply without its end where that stands behind the cursor on the same line already. */
export function dropSuffix(text: string, { suffix, needs }: Spot): string {
  const behind = suffix.trim();
  if (behind === "") return text;
  if (behind.startsWith(text.trim())) return "";
  const isNeeded = looseBrackets(text).closing.length <= needs.closing.length;
  for (let length = behind.length; length > 0; length -= 1) {
    const part = behind.slice(0, length);
    if (
      text.trimEnd().endsWith(part) &&
      !(isNeeded && endsClosing(part)) &&
      isRepeat(text, part, length === behind.length)
    ) {
      return text.trimEnd().slice(0, -part.length);
    }
  }
  return text;
}

function endsClosing(part: string): boolean {
  return isClosing(part.charAt(part.length - 1));
}

/** Words count when the whole rest of the line is repeated; signs when the text has them without their partner. */
function isRepeat(text: string, part: string, whole: boolean): boolean {
  if (!SIGNS.test(part)) return whole && part.length >= LEAST_WORDS;
  const kept = text.trimEnd().slice(0, -part.length);
  return worth(kept) <= worth(text) && lacks(kept) < lacks(text);
}

function worth(text: string): number {
  return looseBrackets(text).opening.length;
}

/** Brackets and quotes without a partner, and the signs that end a statement. */
function lacks(text: string): number {
  const quotes = ['"', "'", "`"].filter((sign) => text.split(sign).length % 2 === 0).length;
  return looseBrackets(text).closing.length + quotes + (/[;,]\s*$/.test(text) ? 1 : 0);
}

/**
 * The reply up to where it goes on with the lines that follow the cursor; nothing where it begins with the next one. A
 * line is kept where leaving it out would leave a bracket open that nothing behind the cursor closes.
 */
export function dropNextLines(text: string, { place, prefix, suffix, needs }: Spot): string {
  const shared = suffix.trim() !== "";
  const inFront = shared && prefix.trim() === "";
  const following = place.after
    .split("\n")
    .slice(inFront ? 0 : 1)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (following.length === 0) return text;
  const lines = text.split("\n");
  for (let at = shared && !inFront ? 1 : 0; at < lines.length; at += 1) {
    if (lines[at]?.trim() === "") continue;
    const rest = lines.slice(at).map((line, index) => (at + index === 0 ? prefix + line : line).trim());
    const kept = lines.slice(0, at).join("\n");
    if (repeats(rest, following, at === 0) && (worth(kept) <= worth(text) || isClosed(kept, needs))) return kept;
  }
  return text;
}

function repeats(lines: readonly string[], following: readonly string[], atStart: boolean): boolean {
  const own = lines.filter((line) => line !== "");
  let same = 0;
  while (same < own.length && own[same] === following[same]) same += 1;
  if (same === own.length) return atStart ? hasWords(own) : true;
  const [first = ""] = own;
  const enough = atStart || first.length >= TELLING || isTurn(first) ? 1 : 2;
  return same >= enough && hasWords(own.slice(0, same));
}

function hasWords(lines: readonly string[]): boolean {
  return (lines.join("").match(/[\p{L}\p{N}_$]/gu)?.length ?? 0) >= LEAST_WORDS;
}
