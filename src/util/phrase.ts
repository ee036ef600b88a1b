/**
 * A sentence as data: the English text with `{0}`-style or `{name}` placeholders, and their values, which may be phrases
 * again. Lower layers speak in phrases; the layer that shows them translates. Placeholders instead of joined pieces, so
 * that a translation may reorder them.
 */
export interface Phrase {
  readonly text: string;
  readonly args: Readonly<Record<string, string | number | Phrase>>;
}

/** Turns an English template into the reader's language; `vscode.l10n.t` has this shape. */
export type Translate = (text: string, args: Readonly<Record<string, string | number>>) => string;

export function phrase(text: string, args: Phrase["args"] = {}): Phrase {
  return { text, args };
}

/** English, with the placeholders filled. An unknown placeholder stays as it is, so that a mistake is seen. */
export const english: Translate = (text, args) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(args, name) ? String(args[name]) : whole));

export function say(sentence: Phrase, translate: Translate = english): string {
  const args = Object.entries(sentence.args).map(([name, value]): [string, string | number] => [
    name,
    typeof value === "object" ? say(value, translate) : value,
  ]);
  return translate(sentence.text, Object.fromEntries(args));
}
