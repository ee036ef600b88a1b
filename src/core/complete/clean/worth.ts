import type { Spot } from "./spot.ts";

const LEAST_LETTERS = 3;

/** Nothing, where accepting would cost as many keys as typing: a lone sign, or the last letters of a word. */
export function dropWorthless(text: string, { prefix }: Spot): string {
  const shown = text.trim();
  if (text.includes("\n") && text.trimStart() !== text) return text;
  if (/^[^\p{L}\p{N}_$\s]$/u.test(shown)) return "";
  const endsWord = /[\p{L}\p{N}_$]$/u.test(prefix) && /^[\p{L}\p{N}_$]+$/u.test(text.trimEnd());
  return endsWord && shown.length < LEAST_LETTERS ? "" : text;
}
