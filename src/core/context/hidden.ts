/** Why a character is called out. */
export type HiddenKind = "bidirectional" | "invisible" | "tag" | "variation";

/** A character that a person does not see and a model, a compiler or an editor does. */
export interface Hidden {
  readonly kind: HiddenKind;
  readonly codePoint: number;
  /** UTF-16 index and length in the text. */
  readonly start: number;
  readonly length: number;
}

/**
 * Unicode 17: bidirectional controls (UAX 9), default-ignorable and zero-width characters, blank letters of Hangul, tags,
 * variation selectors. What writing needs of them is left alone, see `belongs`.
 */
const HIDDEN: readonly (readonly [first: number, last: number])[] = [
  ...([
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180b, 0x180f],
  ] as const),
  ...([
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x206f],
    [0x3164, 0x3164],
    [0xfe00, 0xfe0f],
    [0xfeff, 0xfeff],
  ] as const),
  ...([
    [0xffa0, 0xffa0],
    [0xfff9, 0xfffb],
    [0x1d173, 0x1d17a],
    [0xe0000, 0xe0fff],
  ] as const),
];
const CLASS = HIDDEN.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join("");
const ANY = new RegExp(`[${CLASS}]`, "u");
const EACH = new RegExp(`[${CLASS}]`, "gu");

const BIDIRECTIONAL = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u206F]/u;
const TAG = /[\u{E0000}-\u{E007F}]/u;
const VARIATION = /[\u180B-\u180D\u180F\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;
/** Scripts that write with joiners. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Myanmar}\p{Script=Syriac}\p{Script=Nko}]/u;
/** An emoji or an ideograph, which a selector or joiner belongs to. */
const PICTURE = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[#*0-9])\uFE0F?$/u;
const IDEOGRAPH = /\p{Script=Han}$/u;
const FLAG = /\u{1F3F4}[\u{E0020}-\u{E007E}]*$/u;

/** Every hidden character of a text, less those that writing needs: emoji, ideographs, scripts with joiners, a BOM. */
export function findHidden(text: string): readonly Hidden[] {
  if (!ANY.test(text)) return [];
  const found: Hidden[] = [];
  for (const { 0: character, index } of text.matchAll(EACH)) {
    if (belongs(character, text, index)) continue;
    found.push({
      kind: kindOf(character),
      codePoint: character.codePointAt(0) ?? 0,
      start: index,
      length: character.length,
    });
  }
  return found;
}

const EVERY_KIND: readonly HiddenKind[] = ["bidirectional", "invisible", "tag", "variation"];
const NONE: ReadonlySet<number> = new Set();

/** The text without the hidden characters of these kinds, but for the code points in `kept`. */
export function stripHidden(
  text: string,
  kinds: readonly HiddenKind[] = EVERY_KIND,
  kept: ReadonlySet<number> = NONE,
): string {
  let clean = "";
  let from = 0;
  for (const { kind, codePoint, start, length } of findHidden(text)) {
    if (!kinds.includes(kind) || kept.has(codePoint)) continue;
    clean += text.slice(from, start);
    from = start + length;
  }
  return clean + text.slice(from);
}

function kindOf(character: string): HiddenKind {
  if (BIDIRECTIONAL.test(character)) return "bidirectional";
  if (TAG.test(character)) return "tag";
  return VARIATION.test(character) ? "variation" : "invisible";
}

function belongs(character: string, text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 40), index);
  const next = text.slice(index + character.length, index + character.length + 2);
  if (character === "\uFEFF") return index === 0;
  if (character === "\uFE0E" || character === "\uFE0F") return PICTURE.test(before);
  if (VARIATION.test(character)) return IDEOGRAPH.test(before) || /\p{Script=Mongolian}$/u.test(before);
  if (character === "\u200D" && PICTURE.test(before)) return /^\p{Extended_Pictographic}/u.test(next);
  if (character === "\u200C" || character === "\u200D")
    return JOINING.test(before.slice(-1)) && JOINING.test(next.slice(0, 1));
  return TAG.test(character) && FLAG.test(before);
}

/**
 * Words that mix Latin letters with letters of other scripts that look like them, such as a Cyrillic `а` in `pаssword`:
 * a warning only, people do write in two scripts. Greek letters of formulas, such as `Δx`, look like none.
 */
export function findLookalikes(text: string): readonly string[] {
  if (!/[^\t\n\r -~]/.test(text)) return [];
  const words = text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  return words.filter(
    (word) =>
      /[A-Za-z]/.test(word) &&
      /[\p{Script=Cyrillic}ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχ\p{Script=Armenian}\p{Script=Cherokee}\uFF21-\uFF5A\u{1D400}-\u{1D7FF}]/u.test(
        word,
      ),
  );
}
