/** Values that look like a credential and are none: references to one, placeholders, words of a manual. */

const REFERENCE = [
  /^\$|^%[A-Za-z_]+%$|^@[A-Za-z_]+@$|^#\{|^\{+[^}]*\}+$|\$\{|\{\{|\$\(|<[^>]*>|^\[[^\]]*\]$|^\(.*\)$/,
  /^(?:process\.env|os\.environ|os\.getenv|import\.meta|env|ENV|config|settings|secrets?|vars|self|this|options|opts|props|params|args|data|local|var)\b[.[(]/,
  /^(?:null|nil|none|undefined|true|false|required|optional|string|number)$/i,
];

const PLACEHOLDER =
  /^(?:x{3,}|\*{3,}|\.{3,}|_{3,}|-{3,}|0{4,}|1234567?8?9?0?|abc(?:123|def)?|foo(?:-?bar)?|bar|baz|test(?:ing)?|demo|dummy|fake|sample|todo|n\/a|qwerty|redacted|masked|hidden|token|pwd|key|changeit|letmein)$/i;
const WORDS_OF_MANUALS =
  /pass(?:word|phrase)|change[-_ ]?me|your|replace|example|placeholder|insert|redacted|xxxx|\*\*\*|\.\.\.|<|>|my[-_]?(?:pass|secret|token|key)$|not[-_ ]?a[-_ ]?real|dummy|user(?:name)?$/i;

/** A variable, a template or nothing in place of a value. */
export function isReference(value: string): boolean {
  return REFERENCE.some((pattern) => pattern.test(value)) || isRepeated(value) || PLACEHOLDER.test(value);
}

/** One character, or one short group, over and over. */
export function isRepeated(value: string): boolean {
  return /^(.{1,3})\1{3,}.{0,2}$/.test(value) || /^(.)\1{2,}$/.test(value);
}

export function harmlessPassword(value: string): boolean {
  if (isReference(value)) return true;
  // `pass` alone is somebody's password in an address; in a longer word it is the word of a manual.
  return WORDS_OF_MANUALS.test(value) || isWords(value);
}

export function harmlessUser(value: string): boolean {
  return value !== "" && (isReference(value) || /user_?name|your|replace/i.test(value));
}

/** A variable of a program: words that may carry a number, `hash256Value`, `settings.db2.value`. */
export function isNumberedName(value: string): boolean {
  return /^[A-Za-z_]?[a-z_]{2,}\d{0,4}(?:[._A-Z][a-z]{2,}\d{0,4})*$/.test(value) || /^[\d.]+$/.test(value);
}

/** Words and numbers that signs part, as in addresses and in names of resources: `my-app-2024`. */
export function isSlug(value: string): boolean {
  return /^(?:[A-Za-z]+\d{0,3}|\d+)(?:[-_.+/#:](?:[A-Za-z]+\d{0,3}|\d+))+$|^\d+$/.test(value);
}

/** Words or versions of a program rather than a password: `current-password`, `accessToken`, `auth.token`, `/etc/app/key`. */
function isWords(value: string): boolean {
  return (
    /^[\^~]?\d+(?:\.\d+)+$/.test(value) ||
    /^[A-Za-z]{2,}(?:[-_.:/ ][A-Za-z]+)+$/.test(value) ||
    /^[a-z]+(?:[A-Z][a-z]+)+$/.test(value) ||
    /^(?:\.{0,2}\/)[\w./-]+$/.test(value)
  );
}

/** The same where a name alone makes it a password: a single word of letters is a sample, or a word of the program. */
export function harmlessAssigned(value: string): boolean {
  return harmlessPassword(value) || /^[A-Za-z]{1,11}$/.test(value);
}
