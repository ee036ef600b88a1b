import type { Span } from "./span.ts";

/** A stretch of text with the joints of its strings taken out, and the way back to where each piece stands. */
export interface Joined {
  readonly text: string;
  /** Where the asked place is in `text`. */
  readonly at: number;
  pieces(span: Span): readonly Span[];
}

/** How much text one secret may spread over, and how long one string of it is. */
const REACH = 4_000;
const PIECE = 200;
const MOST_JOINTS = 40;
const LOOK_BACK = 90;

/**
 * What stands between two pieces of one string: `" + "`, two literals side by side, a backslash or `=` at the end of a
 * line, a line break inside a run of token characters; with the sign of a diff at the start of the next line.
 */
const JOINT =
  /\\?["'`][ \t]{0,8}(?:\+|\.\.|\.|&|\\)?[ \t]{0,40}(?:\\?\r?\n[+-]?|\\n)?[ \t]{0,40}(?:\+|\.|&)?[ \t]{0,8}\\?["'`]|\\["'][ \t]{0,8}\+?[ \t]{0,8}(?:\\\\)?\\n",\s{0,40}"[ \t]{0,40}\\["']|(?:\\|=)\r?\n[+-]?[ \t]{0,40}|(?<=[A-Za-z0-9+/_-]{6})\r?\n[+-]?[ \t]{0,40}(?=[A-Za-z0-9+/_-]{6})/y;
const STARTS = new Uint8Array(128);
for (const sign of ['"', "'", "`", "\\", "=", "\r", "\n"]) STARTS[sign.charCodeAt(0)] = 1;
/** Signs that are no joint, in one string: more is no string. */
const MOST_TRIES = 6;

/** The joints of one text; asked for places in any order, cheapest in the order of the text. */
export class Joints {
  readonly #text: string;
  /** The first sign that may begin a joint, of all that stand at or after {@link #from}. */
  #next = -1;
  #from = 0;
  /** By place of a sign: where the joint ends that begins there, -1 where none does, 0 until somebody asks. */
  #ends: Int32Array | undefined;
  /** Several rules ask for one place. */
  #known: { readonly at: number; readonly joined: Joined | undefined } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text from a little before `at` on, joined; undefined where nothing is to be joined close to it. */
  joinedFrom(at: number): Joined | undefined {
    if (this.#known?.at !== at) this.#known = { at, joined: this.#join(at) };
    return this.#known.joined;
  }

  #join(at: number): Joined | undefined {
    const limit = Math.min(this.#text.length, at + REACH);
    const cuts: Span[] = [];
    let cut = this.#jointAfter(at, limit);
    while (cut && cuts.length < MOST_JOINTS) {
      cuts.push(cut);
      cut = this.#jointAfter(cut.end, limit);
    }
    if (cuts.length === 0) return undefined;
    return join(this.#text, { start: Math.max(0, at - LOOK_BACK), end: limit }, { at, cuts });
  }

  #jointAfter(at: number, limit: number): Span | undefined {
    const end = Math.min(limit, at + PIECE);
    let start = this.#signAfter(at);
    for (let tries = 0; start < end && tries < MOST_TRIES; tries += 1) {
      const ends = this.#endOf(start);
      if (ends !== -1) return { start, end: ends };
      start = this.#signAfter(start + 1);
    }
    return undefined;
  }

  #endOf(start: number): number {
    const ends = (this.#ends ??= new Int32Array(this.#text.length));
    const known = ends[start] ?? 0;
    if (known !== 0) return known;
    JOINT.lastIndex = start;
    const match = JOINT.exec(this.#text);
    return (ends[start] = match ? start + match[0].length : -1);
  }

  #signAfter(at: number): number {
    if (at >= this.#from && at <= this.#next) return this.#next;
    let place = at;
    while (place < this.#text.length && STARTS[this.#text.charCodeAt(place)] !== 1) place += 1;
    this.#from = at;
    this.#next = place;
    return place;
  }
}

function join(text: string, { start, end }: Span, { at, cuts }: { at: number; cuts: readonly Span[] }): Joined {
  const pieces: Span[] = [];
  let from = start;
  for (const cut of cuts) {
    pieces.push({ start: from, end: cut.start });
    from = cut.end;
  }
  pieces.push({ start: from, end });
  return {
    text: pieces.map((piece) => text.slice(piece.start, piece.end)).join(""),
    at: at - start,
    pieces: (span) => placesOf(span, pieces),
  };
}

function placesOf(span: Span, pieces: readonly Span[]): Span[] {
  let offset = 0;
  const places: Span[] = [];
  for (const piece of pieces) {
    const length = piece.end - piece.start;
    const start = Math.max(span.start, offset);
    const end = Math.min(span.end, offset + length);
    if (start < end) places.push({ start: piece.start + start - offset, end: piece.start + end - offset });
    offset += length;
  }
  return places;
}
