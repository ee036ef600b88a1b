import { isBalanced, mask } from "./code/mask.ts";
import { replaceLines, type Subject } from "./subject.ts";

/** A name changed in all of the code, outside strings and comments. */
export interface Renamed {
  readonly subject: Subject;
  readonly from: string;
  readonly to: string;
  readonly places: number;
}

const WISH = /\brename\s+`?([A-Za-z_$][\w$]*)`?(?:\(\))?\s+(?:to|into|as)\s+`?([A-Za-z_$][\w$]*)`?/i;

/**
 * Carries out "rename a to b" on the code. Undefined when nothing of the kind is asked, when the new name is in use
 * already or used outside the code, or when a place may mean something else: a member behind a dot, a property, text
 * inside a string.
 */
export function rename(subject: Subject, request: string): Renamed | undefined {
  const [, from, to] = WISH.exec(request) ?? [];
  if (from === undefined || to === undefined || !subject.language) return undefined;
  const text = subject.lines.join("\n");
  const { code } = mask(text, subject.language);
  const found = code.match(word(from))?.length ?? 0;
  if (found === 0 || !isBalanced(code) || word(to).test(text) || isAmbiguous(text, code, from)) return undefined;
  const { first, count } = subject;
  const lines = replaceWords(text, code, { from, to })
    .split("\n")
    .slice(first, first + count);
  const inside =
    code
      .split("\n")
      .slice(first, first + count)
      .join("\n")
      .match(word(from))?.length ?? 0;
  // A use outside the selected code would be left behind with the old name.
  if (inside !== found) return undefined;
  const changed = replaceLines(subject, { from: first, removed: count, lines });
  return changed && { subject: changed, from, to, places: found };
}

function isAmbiguous(text: string, code: string, name: string): boolean {
  const all = text.match(word(name))?.length ?? 0;
  const bare = code.match(word(name))?.length ?? 0;
  const place = new RegExp(
    String.raw`(?:[.#]\s*|[{,]\s*)${escape(name)}(?![\w$])(?=\s*[:,}])|\.\s*${escape(name)}(?![\w$])`,
  );
  return all !== bare || place.test(code);
}

function replaceWords(text: string, code: string, { from, to }: { from: string; to: string }): string {
  let result = "";
  let at = 0;
  for (const { index } of code.matchAll(word(from))) {
    result += text.slice(at, index) + to;
    at = index + from.length;
  }
  return result + text.slice(at);
}

function word(name: string): RegExp {
  return new RegExp(String.raw`(?<![\w$])${escape(name)}(?![\w$])`, "g");
}

function escape(name: string): string {
  return name.replaceAll("$", String.raw`\$`);
}
