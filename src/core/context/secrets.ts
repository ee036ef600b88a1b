import { findSecrets } from "./secrets/scan.ts";

/** A secret that was taken out: what it is and which placeholder stands in its place. Never the secret itself. */
export interface Redaction {
  readonly kind: string;
  readonly placeholder: string;
}

export interface Redacted {
  readonly text: string;
  readonly redactions: readonly Redaction[];
  /** Values that look random under a telling name: sent as they are, and named to the user. */
  readonly suspects: number;
}

const PLACEHOLDER = /\[\[upshift-secret-\d+:[a-z0-9-]+\]\]/g;
const IS_PLACEHOLDER = new RegExp(`^${PLACEHOLDER.source}$`);

/** Kind of a placeholder that was in the text before: protected like a secret, so that it stands for nothing else. */
const LOOKALIKE = "literal";

/** Shorter pieces of a secret are words that stand elsewhere too. */
const LEAST_PIECE = 12;
/** More pieces than this are not looked for: the work stays bound. */
const MOST_PIECES = 500;

/**
 * `text` with those placeholders put back whose secret stands in `known` already: a secret goes back to where it came
 * from, and nowhere else that a model may wish it to.
 */
export function restoreWhereKnown(text: string, restore: (text: string) => string, known: string): string {
  return text.replace(PLACEHOLDER, (placeholder) => {
    const secret = restore(placeholder);
    return known.includes(secret) ? secret : placeholder;
  });
}

/**
 * Takes secrets out of texts and remembers them, so that the same secret always gets the same placeholder and an answer
 * that carries placeholders can be put back. One per request; lives in the host and is never sent or stored.
 */
export class SecretVault {
  readonly #byValue = new Map<string, Redaction>();
  readonly #values = new Map<string, string>();
  /** Secrets and their longer words, with the kind of the secret. */
  readonly #pieces = new Map<string, string>();

  /** A text from outside, with each secret replaced by a typed placeholder; lines stay lines. */
  redact(text: string): Redacted {
    return this.redactAnswer(text.replace(PLACEHOLDER, (literal) => this.#remember(LOOKALIKE, literal).placeholder));
  }

  /** The same for the answer of a model that was sent this vault's placeholders: those stay. */
  redactAnswer(text: string): Redacted {
    const found = new Set<Redaction>();
    let suspects = 0;
    let clean = "";
    let from = 0;
    for (const { kind, sure, secret } of findSecrets(text)) {
      if (!sure) {
        suspects += 1;
        continue;
      }
      for (const [index, { start, end }] of secret.entries()) {
        const value = text.slice(start, end);
        if (IS_PLACEHOLDER.test(value)) continue;
        const { hidden, first } = this.#hide(kind, value);
        clean += text.slice(from, start) + hidden;
        from = end;
        if (first && index === 0) found.add(first);
      }
    }
    return { text: this.hideKnown(clean + text.slice(from)), redactions: [...found], suspects };
  }

  /**
   * The text without pieces of secrets that were found elsewhere: what a compiler quotes of a key has no shape of its
   * own. For texts that were redacted before the secret was known, too.
   */
  hideKnown(text: string): string {
    let clean = text;
    // The longest first, so that no shorter one leaves a rest of it.
    const pieces = [...this.#pieces].toSorted(([a], [b]) => b.length - a.length);
    for (const [piece, kind] of pieces) {
      if (clean.includes(piece)) clean = clean.replaceAll(piece, () => this.#remember(kind, piece).placeholder);
    }
    return clean;
  }

  /** `text` with the placeholders of this vault replaced by what they stand for. Unknown placeholders stay. */
  restore(text: string): string {
    return text.replace(PLACEHOLDER, (placeholder) => this.#values.get(placeholder) ?? placeholder);
  }

  /** Each line of a secret gets its own placeholder, so that lines keep their numbers. */
  #hide(kind: string, secret: string): { readonly hidden: string; readonly first: Redaction | undefined } {
    const lines = secret.split("\n").map((line) => (line === "" ? undefined : this.#remember(kind, line)));
    return { hidden: lines.map((line) => line?.placeholder ?? "").join("\n"), first: lines.find(Boolean) };
  }

  #remember(kind: string, secret: string): Redaction {
    const known = this.#byValue.get(secret);
    if (known) return known;
    const redaction = { kind, placeholder: `[[upshift-secret-${this.#byValue.size + 1}:${kind}]]` };
    this.#byValue.set(secret, redaction);
    if (kind !== LOOKALIKE) this.#keepPieces(kind, secret);
    // A secret may hold a placeholder already, of a shorter secret that was found in it before.
    this.#values.set(redaction.placeholder, kind === LOOKALIKE ? secret : this.restore(secret));
    return redaction;
  }

  #keepPieces(kind: string, secret: string): void {
    const words = secret.split(/[^A-Za-z0-9_]+/);
    // A compiler reads digits at the start of a word as a number of their own.
    const names = words.map((word) => word.replace(/^\d+/, ""));
    for (const piece of [secret, ...words, ...names]) {
      if (piece.length < LEAST_PIECE) continue;
      if (this.#pieces.size < MOST_PIECES && !IS_PLACEHOLDER.test(piece)) this.#pieces.set(piece, kind);
    }
  }
}
