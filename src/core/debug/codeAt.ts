import type { LineRange } from "../context/item.ts";

/** More lines than this are no function any more; the lines next to the place then have to do. */
const MOST_LINES = 120;
const NEAR = 12;

/**
 * The function-like block around a line, found by indentation, which every formatted language has: from the line that
 * opens it to the one that closes it. Works without a parser, so that every language and half-written code have one.
 */
export function blockAround(text: string, line: number): LineRange {
  const lines = text.split("\n");
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  let start = at;
  let depth = indentAt(lines, at);
  // Up to an outermost opening that still makes a block of a bearable size.
  while (depth > 0) {
    const opening = openingAbove(lines, start, depth);
    if (opening === undefined || endBelow(lines, opening) - opening >= MOST_LINES) break;
    start = opening;
    depth = indentOf(lines[opening] ?? "");
    if (isDefinition(lines[opening] ?? "")) break;
  }
  const end = endBelow(lines, start);
  if (end - start >= MOST_LINES || end < at) {
    return { start: Math.max(1, at + 1 - NEAR), end: Math.min(lines.length, at + 1 + NEAR) };
  }
  return { start: start + 1, end: end + 1 };
}

const DEFINITION =
  /^\s*(?:(?:export|default|public|private|protected|static|async|abstract|final|override|pub|inline)\s+)*(?:function\b|def\b|fn\b|func\b|class\b|constructor\b|[\w$#]+\s*(?:<[^>]*>)?\([^;]*\)[^;=]*\{\s*$|(?:const|let|var)\s+[\w$]+\s*=\s*(?:async\s*)?(?:function\b|\(|[\w$]+\s*=>))/;
/** These look like a method's head and are none. */
const CONTROL = /^\s*(?:\}\s*)?(?:if|for|while|switch|catch|with|else|do|try|return)\b/;

function isDefinition(line: string): boolean {
  return DEFINITION.test(line) && !CONTROL.test(line);
}

function openingAbove(lines: readonly string[], from: number, depth: number): number | undefined {
  for (let index = from - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    if (line.trim() !== "" && indentOf(line) < depth) return index;
  }
  return undefined;
}

/** The last line of what a line opens: all that is indented deeper, and the line that closes it. */
function endBelow(lines: readonly string[], start: number): number {
  const depth = indentAt(lines, start);
  let end = start;
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    if (indentOf(line) <= depth) return /^\s*[)\]}]|^\s*end\b/.test(line) ? index : end;
    end = index;
  }
  return end;
}

function indentAt(lines: readonly string[], at: number): number {
  for (let index = at; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    if (line.trim() !== "") return indentOf(line);
  }
  return 0;
}

function indentOf(line: string): number {
  return line.replace(/\t/g, "    ").search(/\S|$/);
}

/** How far above its line the definition of a frame's function is looked for before the line counts as moved. */
const REACH = 400;

/**
 * The line of a frame in the text as it is now. The file may be another version: where the function is not above the
 * line, its definition elsewhere in the file takes the line's place. Undefined where neither is there.
 */
export function lineNow(
  text: string,
  { line, symbol }: { readonly line: number; readonly symbol: string },
): number | undefined {
  const lines = text.split("\n");
  const name = lastName(symbol);
  const isInside = line <= lines.length;
  if (name === "") return isInside ? line : undefined;
  const definition = new RegExp(
    `(?:\\b(?:function|def|fn|func|class|const|let|var|async|static)\\s+(?:\\([^)]*\\)\\s*)?|^\\s*(?:[\\w<>\\[\\]]+\\s+)*)${escaped(name)}\\b\\s*(?:[(=:<{]|$)`,
  );
  if (isInside) {
    for (let index = line - 1; index >= Math.max(0, line - REACH); index -= 1)
      if (definition.test(lines[index] ?? "")) return line;
  }
  const moved = lines.findIndex((each) => definition.test(each) && !CONTROL.test(each));
  return moved === -1 ? (isInside ? line : undefined) : moved + 1;
}

/** `new Store.get`, `Object.split [as x]`, `(*Cart).Total`, `Cart::total` → the bare name. */
export function lastName(symbol: string): string {
  const [bare = ""] = symbol
    .replace(/\s\[as .*$|^(?:new|async) /g, "")
    .split(/[(<]/)
    .filter((part) => part !== "");
  const names = symbol.includes("(*") ? symbol.split(".") : bare.split(/[.:#/$]/);
  const name = names.findLast((part) => /^[A-Za-z_]\w*$/.test(part)) ?? "";
  return name === "anonymous" || name === "lambda" || name === "Object" ? "" : name;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
