import type { Spot } from "./spot.ts";
import type { Needs } from "./spot.ts";

/** A start of the line this short may be repeated by chance. */
const LEAST_LINE = 3;
const LEAST_BLOCK = 20;
const MOST_LINES = 6;

/**
 * The reply without what stands before the cursor: the lines above when it repeats them, the start of the line, the
 * start of the word; nothing when it begins with the whole file and never comes to the cursor.
 */
export function dropEcho(text: string, { place: { before, offset }, prefix, needs }: Spot): string {
  const lines = before.split("\n").slice(-MOST_LINES);
  for (let from = 0; from < lines.length; from += 1) {
    const block = lines.slice(from).join("\n").trimStart();
    const isLine = from === lines.length - 1;
    const found = findBlock(text, block, isLine) ?? findLines(text, block, needs);
    if (found !== undefined) return text.slice(found);
  }
  if (offset === before.length && repeatsFile(text, before)) return "";
  return dropWord(text, prefix);
}

/** Where the text behind a repeated block begins. A block of several lines may stand anywhere, a line at the start only. */
function findBlock(text: string, block: string, isLine: boolean): number | undefined {
  const size = block.replace(/\s/g, "").length;
  const start = text.length - text.trimStart().length;
  if (size >= LEAST_LINE && text.startsWith(block, start)) return start + block.length;
  const lines = block.split("\n").filter((line) => line.trim() !== "").length;
  const at = isLine || lines < 2 || size < LEAST_BLOCK ? -1 : text.indexOf(block);
  return at === -1 ? undefined : at + block.length;
}

/** Whole lines of a few signs at the start, unless they are the brackets that the place needs. */
function findLines(text: string, block: string, { closing }: Needs): number | undefined {
  const signs = block.replace(/\s/g, "");
  const start = text.length - text.trimStart().length;
  const isWhole = /\n[ \t]*$/.test(block) && text.startsWith(block, start);
  if (!isWhole || signs === "" || closing[0] === signs.charAt(0)) return undefined;
  return text.slice(start + block.length).trim() === "" ? undefined : start + block.length;
}

function repeatsFile(text: string, before: string): boolean {
  const [first = "", second = ""] = before.split("\n").filter((line) => line.trim() !== "");
  if (first.length + second.length < LEAST_BLOCK) return false;
  return text.trimStart().startsWith(`${first.trim()}\n`) && text.includes(second.trim());
}

function dropWord(text: string, prefix: string): string {
  const word = /[\p{L}_$][\p{L}\p{N}_$]+$/u.exec(prefix)?.[0];
  return word !== undefined && text.startsWith(word) ? text.slice(word.length) : text;
}
