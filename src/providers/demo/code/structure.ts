import type { DeclarationKind, Language } from "./languages.ts";
import { closingAt, mask } from "./mask.ts";

/** A named part of some code. */
export interface Declaration {
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly exported: boolean;
  /** Lines inside the text that was read, 1-based and inclusive. */
  readonly start: number;
  readonly end: number;
  /** How many declarations it lies in. */
  readonly depth: number;
}

/** What can be counted in code without understanding it. */
export interface Structure {
  readonly lines: number;
  readonly commentLines: number;
  readonly declarations: readonly Declaration[];
  readonly imports: readonly string[];
  readonly branches: number;
  readonly loops: number;
  /** Places that raise an error. */
  readonly raises: number;
  readonly awaits: number;
  readonly todos: number;
}

/** Reads the structure of code in a known language. Never throws; broken code gives what is still readable. */
export function readStructure(text: string, language: Language): Structure {
  const { code, comments } = mask(text, language);
  const notes = comments.map(({ start, end }) => text.slice(start, end));
  return {
    lines: countLines(text),
    commentLines: notes.reduce((sum, note) => sum + countLines(note), 0),
    declarations: declarationsIn(code, language),
    imports: importsIn(text, code, language),
    branches: count(code, language.branches),
    loops: count(code, language.loops),
    raises: count(code, /\b(?:throw|raise|panic)\b!?/g),
    awaits: count(code, /\bawait\b/g),
    todos: count(notes.join("\n"), /\b(?:TODO|FIXME|XXX)\b/g),
  };
}

/** The functions and methods of a structure, longest first. */
export function functionsOf({ declarations }: Structure): readonly Declaration[] {
  return declarations
    .filter(({ kind }) => kind === "function" || kind === "method")
    .toSorted((a, b) => b.end - b.start - (a.end - a.start));
}

export function lengthOf({ start, end }: Pick<Declaration, "start" | "end">): number {
  return end - start + 1;
}

type Found = Omit<Declaration, "depth">;

function declarationsIn(code: string, language: Language): readonly Declaration[] {
  const found: Found[] = [];
  let offset = 0;
  for (const [index, line] of code.split("\n").entries()) {
    const declaration = declarationAt(code, { offset, line: index + 1, language });
    if (declaration) found.push(declaration);
    offset += line.length + 1;
  }
  return found.map((item) => ({ ...item, depth: found.filter((other) => contains(other, item)).length }));
}

function contains(outer: Found, inner: Found): boolean {
  return outer !== inner && outer.start < inner.start && outer.end >= inner.end;
}

interface Place {
  readonly offset: number;
  readonly line: number;
  readonly language: Language;
}

function declarationAt(code: string, { offset, line, language }: Place): Found | undefined {
  for (const { kind, pattern } of language.declarations) {
    pattern.lastIndex = offset;
    const match = pattern.exec(code);
    const name = match?.groups?.["name"];
    if (!match || name === undefined) continue;
    const end =
      language.blocks === "indentation" ? indentedEnd(code, offset) : bracedEnd(code, offset, { kind, head: match[0] });
    // A method without a body is a call, or a member of an interface.
    if (end === undefined && (kind === "method" || kind === "function")) continue;
    const exported = match.groups?.["exported"] !== undefined || (language.exportedName?.test(name) ?? false);
    return { kind, name, exported, start: line, end: line + newlines(code, offset, end ?? offset) };
  }
  return undefined;
}

/** Offset of a declaration's last sign: of its body, or of its statement. Undefined when it has no body of its own. */
function bracedEnd(
  code: string,
  offset: number,
  { kind, head }: { kind: DeclarationKind; head: string },
): number | undefined {
  if (kind === "type") return statementEnd(code, offset);
  const from = headEnd(code, offset);
  if (from === -1) return undefined;
  const body = /[{;]|=>\s*(?!\s|\{)|\n[ \t]*\n/g;
  body.lastIndex = from;
  const stop = body.exec(code);
  if (stop?.[0] === "{") {
    const end = closingAt(code, stop.index);
    return end === -1 ? undefined : end;
  }
  return stop && (stop[0].startsWith("=>") || head.includes("=")) ? statementEnd(code, offset) : undefined;
}

/** Offset behind parameters and the braces in a result type: neither is the body. */
function headEnd(code: string, offset: number): number {
  const paren = code.indexOf("(", offset);
  const brace = code.indexOf("{", offset);
  if (paren === -1 || (brace !== -1 && brace < paren)) return offset;
  let end = closingAt(code, paren);
  // A brace behind a sign of a type opens a type, behind anything else the body.
  for (let type = nextType(code, end); end !== -1 && type !== -1; type = nextType(code, end))
    end = closingAt(code, type);
  return end;
}

/** Offset of the brace behind `:`, `|`, `&`, `<` or `,` before anything that could be a body; -1 when there is none. */
function nextType(code: string, from: number): number {
  const next = /[{;]/g;
  next.lastIndex = from + 1;
  const at = next.exec(code)?.index ?? -1;
  return at !== -1 && code[at] === "{" && /[:|&<,]\s*$/.test(code.slice(Math.max(from, at - 40), at)) ? at : -1;
}

/** Offset of the semicolon or line end that ends a statement; brackets on the way are passed over. */
function statementEnd(code: string, offset: number): number {
  for (let at = offset; at < code.length; at++) {
    if (/[([{]/.test(code[at] ?? "")) at = Math.max(at, closingAt(code, at));
    if (code[at] === ";" || (code[at] === "\n" && /^[ \t]*(?:\n|\}|[\w@])/.test(code.slice(at + 1, at + 80))))
      return at;
  }
  return code.trimEnd().length;
}

/** Offset of the last line that is indented deeper than the one at `offset`; brackets of its head may span lines. */
function indentedEnd(code: string, offset: number): number {
  const own = indentOf(lineAt(code, offset));
  const paren = code.indexOf("(", offset);
  const colon = code.indexOf(":", offset);
  const parameters = paren !== -1 && paren < colon;
  let end = parameters ? code.indexOf(":", Math.max(offset, closingAt(code, paren))) : colon;
  if (end === -1) end = offset;
  let at = code.indexOf("\n", end);
  while (at !== -1 && at < code.length) {
    const line = lineAt(code, at + 1);
    if (line.trim() !== "") {
      if (indentOf(line) <= own) break;
      end = at + 1 + line.trimEnd().length;
    }
    at = code.indexOf("\n", at + 1);
  }
  return end;
}

function lineAt(code: string, offset: number): string {
  const end = code.indexOf("\n", offset);
  return code.slice(offset, end === -1 ? code.length : end);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Import lines that are no comment and no string: their first sign is still there when masked. */
function importsIn(text: string, code: string, { imports }: Language): readonly string[] {
  const names = [...text.matchAll(imports)]
    .filter((match) => code.slice(match.index, match.index + match[0].length).trim() !== "")
    .flatMap((match) => match.slice(1).find((group) => group !== undefined) ?? []);
  return [...new Set(names)];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function countLines(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}

function newlines(text: string, from: number, to: number): number {
  return text.slice(from, to).split("\n").length - 1;
}
