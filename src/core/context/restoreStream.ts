/** A placeholder as `SecretVault` writes it is never longer. */
const LONGEST_PLACEHOLDER = 80;

/**
 * Puts secrets back into a text that arrives in pieces. What may be the beginning of a placeholder waits for the next
 * piece; all pieces together are `restore` of the whole text.
 */
export class RestoreStream {
  readonly #restore: (text: string) => string;
  #held = "";

  constructor(restore: (text: string) => string) {
    this.#restore = restore;
  }

  push(piece: string): string {
    const text = this.#held + piece;
    const from = openingOf(text);
    this.#held = text.slice(from);
    return this.#restore(text.slice(0, from));
  }

  end(): string {
    const rest = this.#restore(this.#held);
    this.#held = "";
    return rest;
  }
}

/** Where an unfinished placeholder may begin; the end of the text where there is none. */
function openingOf(text: string): number {
  const start = text.lastIndexOf("[[");
  if (start >= 0 && text.length - start <= LONGEST_PLACEHOLDER && !text.includes("]]", start)) return start;
  return text.endsWith("[") ? text.length - 1 : text.length;
}
