/** More is no configuration value but a file. */
const LONGEST_RUN = 65_536;
const SAMPLE = 64;

/**
 * The text behind base64 or base64url; undefined where there is none. A word of a program is base64 by its letters too:
 * only what decodes to printable text counts.
 */
export function decodeRun(run: string): string | undefined {
  if (run.length > LONGEST_RUN) return undefined;
  const plain = run.replace(/=+$/, "").replace(/-/g, "+").replace(/_/g, "/");
  if (plain.length % 4 === 1 || plain.includes("=")) return undefined;
  if (!isPrintable(decode(plain.slice(0, SAMPLE - (SAMPLE % 4))))) return undefined;
  const text = decode(plain);
  return text !== undefined && isPrintable(text) ? text : undefined;
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

function isPrintable(text: string | undefined): boolean {
  return text !== undefined && /^[\t\n\r\x20-\x7E]*$/.test(text);
}
