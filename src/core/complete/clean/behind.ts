import { isClosing, isOpener, looseBrackets } from "../brackets.ts";
import { holdsInOrder } from "../typed.ts";

/** Signs that an editor or a template leaves behind the cursor. */
const SIGNS = /^(?:[)\]}"'`;,>{:=]|[ \t](?=\S))+/;
const MOST = 8;
const QUOTES: ReadonlySet<string> = new Set(['"', "'", "`"]);

/** How much of the rest of a line a reply may take the place of, longest first; words are never replaced. */
export function behindLengths(suffix: string): readonly number[] {
  const signs = SIGNS.exec(suffix)?.[0] ?? "";
  const lengths = Array.from({ length: Math.min(signs.length, MOST) }, (_, index) => index + 1);
  return lengths.filter((length) => !/\s/.test(suffix.charAt(length - 1))).toReversed();
}

/** The text has each of the signs `behind` itself, without a partner of its own, so that together they would be twice. */
export function takesPlaceOf(text: string, behind: string): boolean {
  if (text === "" || !holdsInOrder(text, behind)) return false;
  const signs = Array.from(behind.replace(/\s/g, ""));
  const closing = signs.filter(isClosing).join("");
  const { closing: loose } = looseBrackets(text);
  if (
    loose
      .slice(0, closing.length)
      .map(({ sign }) => sign)
      .join("") !== closing
  )
    return false;
  const quotes = signs.filter((sign) => QUOTES.has(sign));
  if (quotes.some((quote) => text.split(quote).length % 2 !== 0)) return false;
  const rest = signs.slice(signs.findLastIndex((sign) => isClosing(sign) || QUOTES.has(sign)) + 1).join("");
  const [first = ""] = text.split("\n");
  const ends = [text, first].map((part) => part.trimEnd());
  return (
    ends.some((end) => end.endsWith(rest)) && (!signs.some(isOpener) || first.trimEnd().endsWith(signs.at(-1) ?? ""))
  );
}
