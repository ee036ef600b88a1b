import type { Language } from "./languages.ts";

export interface Masked {
  /**
   * The code at the same offsets and with the same lines, where comments are blanks and strings are their first and last
   * sign with blanks between: brackets and words that are left are code.
   */
  readonly code: string;
  /** Offsets of the comments, in order. */
  readonly comments: readonly Span[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A `/` behind one of these begins a regular expression, behind anything else it divides. */
const BEFORE_REGEX =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield))\s*$/;
const REGEX = /\/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

/** Blanks comments and strings out, so that what looks like code is code. Linear; total for broken code. */
export function mask(text: string, language: Language): Masked {
  const parts: string[] = [];
  const comments: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const comment = matchAt(language.comment, text, at);
    const token = comment ?? stringAt(text, at, { language, recent: parts });
    if (token === undefined || token === "") {
      parts.push(text[at] ?? "");
      at += 1;
      continue;
    }
    if (comment !== undefined) comments.push({ start: at, end: at + token.length });
    parts.push(comment === undefined ? blankString(token) : blank(token));
    at += token.length;
  }
  return { code: parts.join(""), comments };
}

/** True when every bracket of masked code closes what it opened. */
export function isBalanced(code: string): boolean {
  const open: string[] = [];
  for (const sign of code) {
    const closing = CLOSING[sign];
    if (closing) open.push(closing);
    else if (CLOSERS.has(sign) && open.pop() !== sign) return false;
  }
  return open.length === 0;
}

/** Offset of the bracket that closes the one at `at` in masked code; -1 when none does. */
export function closingAt(code: string, at: number): number {
  let depth = 0;
  for (let index = at; index < code.length; index++) {
    const sign = code[index] ?? "";
    if (sign in CLOSING) depth += 1;
    else if (CLOSERS.has(sign) && --depth === 0) return index;
  }
  return -1;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const CLOSERS: ReadonlySet<string> = new Set(Object.values(CLOSING));

interface Around {
  readonly language: Language;
  /** What was read before, masked. */
  readonly recent: readonly string[];
}

function stringAt(text: string, at: number, { language, recent }: Around): string | undefined {
  const plain = matchAt(language.string, text, at);
  if (plain !== undefined || !language.scripted) return plain;
  if (text[at] === "`") return text.slice(at, templateEnd(text, at));
  if (text[at] !== "/") return undefined;
  return BEFORE_REGEX.test(recent.slice(-40).join("")) ? matchAt(REGEX, text, at) : undefined;
}

/** Offset behind a template string, with the code and the templates inside it. */
function templateEnd(text: string, start: number): number {
  let at = start + 1;
  /** Depth of braces in each open `${`, innermost last; an empty list means text of the template. */
  const depths: number[] = [];
  const templates: number[] = [];
  while (at < text.length) {
    const sign = text[at];
    const depth = depths.at(-1);
    if (sign === "\\") at += 1;
    else if (depth === undefined || depth < 0) {
      if (sign === "`") {
        if (templates.pop() === undefined) return at + 1;
        depths.pop();
      } else if (sign === "$" && text[at + 1] === "{") {
        depths.push(0);
        at += 1;
      }
    } else if (sign === "`") {
      templates.push(at);
      depths.push(-1);
    } else if (sign === "{") depths[depths.length - 1] = depth + 1;
    else if (sign === "}") {
      if (depth === 0) depths.pop();
      else depths[depths.length - 1] = depth - 1;
    }
    at += 1;
  }
  return text.length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function blankString(text: string): string {
  return text.length < 2 ? text : `${text[0] ?? ""}${blank(text.slice(1, -1))}${text.at(-1) ?? ""}`;
}
