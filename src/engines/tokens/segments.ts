const NEWLINE = 10;
const SLASH = 47;
const WHITE_SPACE = /\p{White_Space}/u;

/**
 * Cuts a text where its tokens can be counted part by part: before every line that begins with neither white space nor
 * `/`. No piece of the o200k pattern reaches over such a place (`[\r\n/]*` ends a run of symbols, `\s*[\r\n]+` a run of
 * white space), so the counts of the segments add up to the count of the whole. They join to the text.
 */
export function segmentsOf(text: string): string[] {
  const segments: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
    if (!beginsSegment(text, end + 1)) continue;
    segments.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) segments.push(text.slice(start));
  return segments;
}

function beginsSegment(text: string, at: number): boolean {
  if (at >= text.length) return false;
  const code = text.charCodeAt(at);
  if (code > 32 && code < 128) return code !== SLASH;
  return code !== NEWLINE && !WHITE_SPACE.test(text.charAt(at));
}
