/** What ends a word: a key or a password has none of these in it. */
const END = /[\s"'`,;(){}<>[\]]/;

/*
 * Texts are cut before secrets are looked for in them, and a part of a key has no shape that tells what it is. So none of
 * these cuts a word in two: one that does not fit is left out as a whole.
 */

/** The beginning of a text, at most `most` characters. */
export function headOf(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = most;
  while (end > 0 && !END.test(text.charAt(end)) && !END.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The end of a text, at most `most` characters. */
export function tailOf(text: string, most: number): string {
  if (text.length <= most) return text;
  let start = text.length - most;
  while (start < text.length && !END.test(text.charAt(start)) && !END.test(text.charAt(start - 1))) start += 1;
  return text.slice(start);
}
