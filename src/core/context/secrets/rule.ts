/**
 * One shape of a credential. A rule is tried only where one of its anchors stands, so that its cost is bound by the
 * number of anchors and the length of its pattern, never by the length of the text.
 */
export interface SecretRule {
  /** What people read: `github-token`. */
  readonly kind: string;
  /** Lower-case literals of at least three characters; every secret of this shape has one of them, in any case. */
  readonly anchors: readonly string[];
  /** Sticky; begins at the anchor. Group 1 is the secret where the match holds more than it. */
  readonly pattern: RegExp;
  /**
   * `word`: nothing of a word stands before the anchor; `name`: a word of a name begins there, as in `my_apiKey`.
   * Absent: anything may stand before.
   */
  readonly starts?: "word" | "name";
  /** What must end where the anchor begins. What it matches belongs to the secret when the pattern has no group. */
  readonly before?: RegExp;
  /** A word that must stand somewhere in the 600 characters before the anchor. */
  readonly near?: string;
  /** Least entropy of the secret, in bits per character; less is a placeholder such as `xxxx`. */
  readonly entropy?: number;
  /** Only its randomness speaks for it: it is named to the user and sent as it is. */
  readonly warns?: true;
  /** Secrets of this shape that are none: references, placeholders, documented examples. */
  readonly harmless?: (secret: string, match: RegExpExecArray) => boolean;
}

/** A token that is known by its own beginning, such as `ghp_…`. */
export function token(
  kind: string,
  anchors: readonly string[],
  pattern: RegExp,
  more: Partial<Pick<SecretRule, "before" | "entropy" | "harmless" | "near">> = {},
): SecretRule {
  return { kind, anchors, pattern, ...(more.before ? {} : { starts: "word" }), entropy: 3, ...more };
}

/** What stands between a name and its value in code, configuration, shells and JSON inside strings. */
export const ASSIGNS = String.raw`[ \t\w.-]{0,20}(?:\\?["'\x60\]\s]){0,4}(?::=|=>|\?=|\|\||[=:,>])(?:\\?["'\x60\s=]){0,5}`;
/** The value ends here and is not the beginning of a longer one. */
export const ENDS = String.raw`(?=["'\x60\s;,)}\]<&#\\]|$)`;

/** How a named value is built; tests make true and false cases out of it. */
export interface NamedValue {
  /** Characters of the value, as the inside of a character class. */
  readonly letters: string;
  readonly min: number;
  readonly max: number;
  /** What the value begins with, as it is. */
  readonly prefix: string;
}

export interface NamedRule extends SecretRule {
  readonly value: NamedValue;
}

/** A value without a shape of its own, which only the name that it is assigned to makes a secret: `datadog_key = …`. */
export function named(
  kind: string,
  names: string | readonly string[],
  letters: string,
  length: number | readonly [number, number],
  { prefix = "", entropy = 3 }: { readonly prefix?: string; readonly entropy?: number } = {},
): NamedRule {
  const anchors = typeof names === "string" ? [names] : names;
  const [min, max] = typeof length === "number" ? [length, length] : length;
  const any = anchors.map(escape).join("|");
  const value = `(${escape(prefix)}[${letters}]{${min},${max}})`;
  return {
    kind,
    anchors,
    pattern: new RegExp(`(?:${any})${ASSIGNS}${value}${ENDS}`, "iy"),
    starts: "name",
    entropy,
    harmless: (secret) => !/\d/.test(secret),
    value: { letters, min, max, prefix },
  };
}

export const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** The same for keys that are written as a UUID. */
export function namedUuid(kind: string, names: string | readonly string[]): SecretRule {
  const anchors = typeof names === "string" ? [names] : names;
  const pattern = new RegExp(`(?:${anchors.map(escape).join("|")})${ASSIGNS}(${UUID})${ENDS}`, "iy");
  return { kind, anchors, pattern, starts: "name", entropy: 2.5 };
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/** Of so many characters a text's entropy is taken: enough to tell a key from a placeholder. */
const SAMPLE = 64;

/** What each count adds to a sum of `count · log2(count)`, by the count that it was before. */
const ADDED = Array.from({ length: SAMPLE }, (_, count) =>
  count === 0 ? 0 : (count + 1) * Math.log2(count + 1) - count * Math.log2(count),
);

const COUNTS = new Uint8Array(128);

/** Shannon entropy of the beginning of a text, in bits per character; 0 for an empty text. */
export function entropyOf(text: string): number {
  const length = Math.min(text.length, SAMPLE);
  if (length === 0) return 0;
  COUNTS.fill(0);
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at) & 127;
    const count = COUNTS[code] ?? 0;
    sum += ADDED[count] ?? 0;
    COUNTS[code] = count + 1;
  }
  return Math.log2(length) - sum / length;
}
