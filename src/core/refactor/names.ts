const NAME = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
const QUOTED = new RegExp(`[\`'"\u2018\u201C](${NAME}(?:\\.${NAME})*)(?:\\(\\))?[\`'"\u2019\u201D]`, "gu");
/** Words that nobody writes in a sentence: with an inner capital, an underscore, a digit inside, or called. */
const CODE_WORD = new RegExp(
  String.raw`(?<![\p{L}\p{N}_$./-])(${NAME})(?![\p{L}\p{N}_$]|[-/]\p{L}|\.\p{L}{2,4}(?![\p{L}(]))(\(\))?`,
  "gu",
);

/** More names than this are a list, not an instruction. */
const MOST_NAMES = 8;
const MOST_CHARS = 4_000;

/** Names of the code that an instruction speaks of, in its order: quoted ones, and words that are no words of prose. */
export function namesIn(instruction: string): readonly string[] {
  const text = instruction.slice(0, MOST_CHARS);
  const found: { readonly at: number; readonly name: string }[] = [];
  for (const match of text.matchAll(QUOTED)) found.push({ at: match.index, name: match[1]?.split(".").at(-1) ?? "" });
  for (const match of text.matchAll(CODE_WORD)) {
    const [, name = "", called] = match;
    if (called !== undefined || looksLikeCode(name) || isNameInSentence(text, match.index, name))
      found.push({ at: match.index, name });
  }
  const names = found.toSorted((a, b) => a.at - b.at).map(({ name }) => name);
  return [...new Set(names)].filter((name) => name.length > 1).slice(0, MOST_NAMES);
}

/** Words of a refactoring that name nothing in the code. */
const COMMON_WORDS = new Set(
  "make with into from that this them then than each every when where which will have should must rename move split extract inline replace change convert turn take give file files code class function method type interface module import name names instead use used using all and the its own new one two".split(
    " ",
  ),
);
const MOST_WORDS = 6;

/** Words of prose that may be a name in another spelling, as in "make the store async". */
export function wordsIn(instruction: string): readonly string[] {
  const words = instruction.slice(0, MOST_CHARS).match(/(?<![\p{L}\p{N}_$])\p{Ll}{4,}(?![\p{L}\p{N}_$(])/gu) ?? [];
  return [...new Set(words)].filter((word) => !COMMON_WORDS.has(word)).slice(0, MOST_WORDS);
}

function looksLikeCode(name: string): boolean {
  return /\p{Ll}\p{Lu}|\p{L}\p{N}+\p{L}|\p{L}_\p{L}|^[_$]/u.test(name);
}

/** A capital within a sentence: `rename Entry to Node`. The first word of a sentence has one anyway. */
function isNameInSentence(text: string, at: number, name: string): boolean {
  if (!/^\p{Lu}\p{Ll}/u.test(name)) return false;
  return /[\p{L}\p{N},;)]\s+$/u.test(text.slice(Math.max(0, at - 40), at));
}

const KIND = "(?:function|method|class|type|interface|variable|constant|property|field|symbol|enum|struct)";
const QUOTE = "[`'\"]?";
const EVERYWHERE = "(?:everywhere|in all files|(?:across|throughout) (?:the )?(?:project|workspace|files|code ?base))";
const RENAME = new RegExp(
  `^rename\\s+(?:the\\s+)?(?:${KIND}\\s+)?${QUOTE}(?<symbol>${NAME})(?:\\(\\))?${QUOTE}(?:\\s+${KIND})?` +
    `\\s+(?:to|into|as|->|=>)\\s+${QUOTE}(?<to>${NAME})(?:\\(\\))?${QUOTE}(?:\\s+${EVERYWHERE})?$`,
  "iu",
);

/**
 * The renames that an instruction consists of: "rename Entry to Node and rename get to find". Undefined where it asks for
 * anything else as well: then a model has to read it.
 */
export function plainRenames(
  instruction: string,
): readonly { readonly symbol: string; readonly to: string }[] | undefined {
  const parts = instruction
    .trim()
    .replace(/[.!]$/, "")
    .split(
      /\s*(?:;|,?\s+and\s+(?=rename\b|[`'"]?[\p{L}_$][\p{L}\p{N}_$]*[`'"]?\s+(?:to|into|as)\s)|,\s*(?=rename\b))\s*/iu,
    );
  const renames = parts.map((part) => RENAME.exec(/^rename\b/i.test(part) ? part : `rename ${part}`));
  if (!/^\s*rename\b/i.test(instruction)) return undefined;
  const read = renames.flatMap((match) => {
    const { symbol, to } = match?.groups ?? {};
    return symbol !== undefined && to !== undefined && symbol !== to ? [{ symbol, to }] : [];
  });
  return read.length === parts.length ? read : undefined;
}

/** Letters, digits, `_` and `$`: what every language that is asked can take for a name. */
export function isName(text: string): boolean {
  return new RegExp(`^${NAME}$`, "u").test(text);
}

/** Finds a name where it stands alone, not as a part of a longer one. */
export function wordPattern(name: string, flags = "u"): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll("$", "\\$")}(?![\\p{L}\\p{N}_$])`, flags);
}
