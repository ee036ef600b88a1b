/** Characters that tell text from bytes; a multiple of four. */
const SAMPLE = 64;

/**
 * The text behind base64 or base64url, each byte as a character; undefined where there is none. A word of a program is
 * base64 by its letters too: only what decodes to text counts.
 */
export function decodeRun(run: string): string | undefined {
  const plain = run.replace(/=+$/, "").replace(/-/g, "+").replace(/_/g, "/");
  if (plain.length % 4 === 1 || plain.includes("=")) return undefined;
  // A picture shows itself at once.
  if (!isText(decode(plain.slice(0, SAMPLE)))) return undefined;
  const text = decode(plain);
  return text !== undefined && isText(text) ? text : undefined;
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

/** Without control characters; bytes above ASCII may be letters in UTF-8. */
function isText(text: string | undefined): boolean {
  return text !== undefined && /^[\t\n\r\x20-\x7E\x80-\xFF]*$/.test(text);
}
