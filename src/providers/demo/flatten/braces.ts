import { replaceLines, type Subject } from "../subject.ts";
import { closingAt, isBalanced, mask } from "../code/mask.ts";

interface Else {
  /** Offset of the brace that closes the branch before. */
  readonly thenEnd: number;
  /** Offset of the word `else`. */
  readonly word: number;
}

/** Takes away the first `else` of the code for which that is certain; see `flatten`. */
export function flattenBraces(subject: Subject): Subject | undefined {
  const text = subject.lines.join("\n");
  const code = subject.language ? mask(text, subject.language).code : "";
  if (!isBalanced(code)) return undefined;
  for (const { index } of code.matchAll(/\bif\b/g)) {
    const found = standsAlone(code, index) ? elseAfter(text, code, index) : undefined;
    const step = found && rewrite(subject, { text, code, at: index }, found);
    if (step) return step;
  }
  return undefined;
}

/** An `if` that begins a statement and a line, and is nobody's body. */
function standsAlone(code: string, at: number): boolean {
  const before = code.slice(0, at);
  return /(?:^|[{};]\s*)$/.test(before.replace(/\s+$/, "")) && /(?:^|\n)[ \t]*$/.test(before);
}

/** The `else` of the `if` at an offset, when its branch is a block that always leaves. */
function elseAfter(text: string, code: string, at: number): Else | undefined {
  const head = nextSign(code, at + "if".length);
  const open = code[head] === "(" ? nextSign(code, closingAt(code, head) + 1) : -1;
  const thenEnd = code[open] === "{" ? closingAt(code, open) : -1;
  if (thenEnd === -1 || !alwaysLeaves(code.slice(open, thenEnd))) return undefined;
  const word = nextSign(code, thenEnd + 1);
  // A comment in between would lose its place.
  const between = text.slice(thenEnd + 1, word).trim();
  return between === "" && /^else\b/.test(code.slice(word, word + 5)) ? { thenEnd, word } : undefined;
}

/** A block with a jump among its own statements never reaches its end. */
function alwaysLeaves(block: string): boolean {
  let depth = 0;
  let last = "";
  for (let at = 0; at < block.length; at++) {
    const sign = block[at] ?? "";
    if (depth === 1 && /[{};]/.test(last) && /^(?:return|throw|continue|break)\b/.test(block.slice(at, at + 9)))
      return true;
    if (/[([{]/.test(sign)) depth += 1;
    if (/[)\]}]/.test(sign)) depth -= 1;
    if (sign.trim() !== "") last = sign;
  }
  return false;
}

interface Source {
  readonly text: string;
  readonly code: string;
  readonly at: number;
}

function rewrite(subject: Subject, { text, code, at }: Source, { thenEnd, word }: Else): Subject | undefined {
  const indent = text.slice(text.lastIndexOf("\n", at) + 1, at);
  const body = nextSign(code, word + "else".length);
  if (text.slice(word + "else".length, body).trim() !== "") return undefined;
  if (/^if\b/.test(code.slice(body, body + 3))) {
    return splice(subject, text, { from: thenEnd + 1, to: body, insert: `\n${indent}` });
  }
  const end = code[body] === "{" ? closingAt(code, body) : -1;
  if (end === -1 || !mayMove(code, body, end)) return undefined;
  return splice(subject, text, {
    from: thenEnd + 1,
    to: end + 1,
    insert: `\n${dedent(text.slice(body + 1, end), indent)}`,
  });
}

/** The block declares nothing of its own, holds no text over several lines, and its last statement cannot run on. */
function mayMove(code: string, open: number, end: number): boolean {
  const block = code.slice(open + 1, end);
  if (DECLARES.test(flatLevel(block))) return false;
  if (block.split("\n").some((line) => ['"', "'", "`"].some((quote) => line.split(quote).length % 2 === 0)))
    return false;
  // Code behind the brace could end up in a comment on the block's last line.
  if (!/^[ \t]*(?:\n|$)/.test(code.slice(end + 1))) return false;
  const next = code[nextSign(code, end + 1)] ?? "}";
  return block.trim() !== "" && (block.trimEnd().endsWith(";") || !/[([`+\-*/.,<]/.test(next));
}

const DECLARES =
  /\b(?:let|const|class|function|import|export|using|type|interface|enum|abstract|declare|namespace|module)\s/;

/** The block's own statements: what stands in inner brackets is left out. */
function flatLevel(block: string): string {
  let depth = 0;
  let flat = "";
  for (const sign of block) {
    if (/[)\]}]/.test(sign)) depth -= 1;
    if (depth === 0) flat += sign;
    if (/[([{]/.test(sign)) depth += 1;
  }
  return `${flat} `;
}

function dedent(block: string, indent: string): string {
  const lines = block
    .replace(/^[ \t]*\n/, "")
    .trimEnd()
    .split("\n");
  const inner = /^[ \t]*/.exec(lines.find((line) => line.trim() !== "") ?? "")?.[0] ?? "";
  return lines
    .map((line) =>
      line.trim() === "" ? "" : indent + (line.startsWith(inner) ? line.slice(inner.length) : line.trimStart()),
    )
    .join("\n");
}

/** Replaces offsets of the text, as whole lines of the subject. */
function splice(
  subject: Subject,
  text: string,
  edit: { from: number; to: number; insert: string },
): Subject | undefined {
  const from = text.slice(0, edit.from).split("\n").length - 1;
  const removed = text.slice(edit.from, edit.to).split("\n").length;
  const head = text.slice(text.lastIndexOf("\n", edit.from - 1) + 1, edit.from);
  const tailEnd = text.indexOf("\n", edit.to);
  const tail = text.slice(edit.to, tailEnd === -1 ? text.length : tailEnd);
  const lines = `${head}${edit.insert}${tail}`.split("\n");
  return replaceLines(subject, { from, removed, lines });
}

function nextSign(code: string, at: number): number {
  const rest = /\S/g;
  rest.lastIndex = Math.max(at, 0);
  return rest.exec(code)?.index ?? code.length;
}
