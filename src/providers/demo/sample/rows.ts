/** What each voice says. */
export interface Texts {
  readonly mini: string;
  readonly full: string;
}

/** The explanation of one state of one symbol or file, recognised by the signature of its code. */
export interface KnownCode extends Texts {
  readonly name: string;
  readonly signature: string;
}

/** What one voice makes of some code. */
export interface Rewrite {
  /** One or two sentences on what changes and why. */
  readonly say: string;
  readonly after: string;
}

/**
 * A prepared edit: whole lines as they stand in the sample, and the lines in their place. `mini` and `full` each have
 * their own, so that a row can let mini be wrong where full is right.
 */
export interface KnownEdit {
  readonly task: "fix" | "refactor";
  /** The symbol, as people name it. */
  readonly symbol: string;
  readonly before: string;
  /** Names that the new code needs around it; without them the row does not apply. */
  readonly needs?: readonly string[];
  readonly mini: Rewrite;
  readonly full: Rewrite;
  /** What a second try says when its first draft was rejected. */
  readonly onComplaint?: string;
}

/** A question that the demo knows the answer to while the code it is about is as it was. */
export interface KnownQuestion extends Texts {
  /** Each must occur in the question, as a word in lower case. */
  readonly words: readonly RegExp[];
  /** Signature of the symbol that the answer is about. */
  readonly signature: string;
}

export interface KnownFile {
  readonly symbols: readonly KnownCode[];
  /** The file as a whole, as it comes. */
  readonly file: KnownCode;
  readonly edits: readonly KnownEdit[];
  readonly questions: readonly KnownQuestion[];
}

/** Both voices make the same edit; full says more about it. */
export function same(after: string, mini: string, full: string): Pick<KnownEdit, "mini" | "full"> {
  return { mini: { say: mini, after }, full: { say: full, after } };
}
