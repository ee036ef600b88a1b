const PAIRS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Closing brackets and quotes: what an editor writes behind the cursor by itself. */
export const closers: ReadonlySet<string> = new Set([")", "]", "}", '"', "'", "`"]);

const CLOSING: ReadonlySet<string> = new Set(Object.values(PAIRS));

export function isOpener(sign: string): boolean {
  return Object.hasOwn(PAIRS, sign);
}

export function isClosing(sign: string): boolean {
  return CLOSING.has(sign);
}

/** A bracket that has no partner in the text, and where it stands. */
export interface Loose {
  readonly sign: string;
  readonly at: number;
}

/**
 * The brackets of `text` that have no partner in it: closing ones that nothing opened, then opening ones that nothing
 * closed, each in the order of the text. Brackets in strings that end on their line do not count. An estimate: it reads
 * no language.
 */
export function looseBrackets(text: string): {
  readonly closing: readonly Loose[];
  readonly opening: readonly Loose[];
} {
  const opening: Loose[] = [];
  const closing: Loose[] = [];
  for (const { sign, at } of bracketsOf(text)) {
    if (isOpener(sign)) opening.push({ sign, at });
    else if (PAIRS[opening.at(-1)?.sign ?? ""] === sign) opening.pop();
    else closing.push({ sign, at });
  }
  return { closing, opening };
}

/** The bracket that closes `opener`. */
export function partnerOf(opener: string): string | undefined {
  return PAIRS[opener];
}

/**
 * What holds no structure: strings that end on their line, comments (`//` between an operand and a number divides),
 * literals of regular expressions. Then brackets.
 */
const TOKEN = new RegExp(
  [
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`/,
    /(?<!:)(?<![\w)\]] ?(?=\/\/ ?\d))\/\/[^\n]*|\/\*[^]{0,2000}?\*\//,
    /(?<![^\s])#[ !][^\n]*/,
    /(?<=(?:[=(,:[!&|?{};]|\breturn)[ \t]{0,4}|^[ \t]{0,4})\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/,
    /(?<bracket>[()[\]{}])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

function* bracketsOf(text: string): Generator<Loose> {
  for (const { 0: sign, index, groups } of text.matchAll(TOKEN)) {
    if (groups?.["bracket"] !== undefined) yield { sign, at: index };
  }
}
