import type { Language } from "./languages.ts";
import { mask } from "./mask.ts";

/**
 * A short name for code that stays the same when only comments, blanks or line ends differ, and when secrets were taken
 * out. Strings count. Two different codes with one signature are not to be expected, and harmless: a wrong explanation.
 */
export function signatureOf(text: string, language: Language): string {
  const { comments } = mask(text, language);
  let bare = "";
  let from = 0;
  for (const { start, end } of comments) {
    bare += text.slice(from, start);
    from = end;
  }
  bare += text.slice(from);
  return hash(
    bare
      .replace(/\[\[upshift-secret-\d+:[a-z-]+\]\]/g, "[secret]")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

/** 53 bits in base 36, from two multiplicative hashes of 32 bits. */
function hash(text: string): string {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return (4294967296 * (2097151 & high) + (low >>> 0)).toString(36);
}
