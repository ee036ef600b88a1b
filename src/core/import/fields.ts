/** Reading what came out of a foreign file, where nothing is certain. */

export type Fields = Readonly<Record<string, unknown>>;

/** An object with fields; undefined for everything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that says something; numbers and lists do not count. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

const NO_KEY = /^(?:none|no-?key|no-key-required|sk-no-key-required|not-?needed|empty|dummy|n\/a)$/i;

/** A key as it stands in a file: not a reference to one that lies elsewhere, and no word for "none". */
export function keyOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || isReference(text) || NO_KEY.test(text)) return undefined;
  return /^[\x21-\x7E]+$/.test(text) ? text : undefined;
}

/** `${{ secrets.KEY }}`, `${input:…}`, `${env:…}`: the key is kept somewhere else. */
export function isReference(value: unknown): boolean {
  return typeof value === "string" && value.includes("${");
}
