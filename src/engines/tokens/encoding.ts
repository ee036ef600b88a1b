import { BytePairEncodingCore, type RawBytePairRanks } from "gpt-tokenizer/BytePairEncodingCore";

/** What makes an encoding: its tokens by rank, and the pattern that cuts a text into pieces that are merged alone. */
export interface Vocabulary {
  readonly ranks: RawBytePairRanks;
  readonly split: RegExp;
}

/**
 * The merging of a piece takes time that grows with the square of its length (100,000 blanks: 3 s), so longer runs are cut
 * here. A cut changes the count by about one token.
 */
const LONGEST_RUN = 512;
const LONG_RUN = new RegExp(
  String.raw`\p{White_Space}{${LONGEST_RUN}}|[\p{L}\p{M}]{${LONGEST_RUN}}|[^\p{White_Space}\p{L}\p{N}]{${LONGEST_RUN}}`,
  "gu",
);

/** Byte pair encoding of one vocabulary. Every text is ordinary text: `<|endoftext|>` in a source file is no control token. */
export class Encoding {
  readonly #core: BytePairEncodingCore;

  constructor({ ranks, split }: Vocabulary) {
    this.#core = new BytePairEncodingCore({ bytePairRankDecoder: ranks, tokenSplitRegex: withUnicodeSpace(split) });
  }

  encode(text: string): number[] {
    return cutRuns(text).flatMap((part) => this.#core.encodeNative(part));
  }

  count(text: string): number {
    return cutRuns(text).reduce((sum, part) => sum + this.#core.countNative(part), 0);
  }
}

/**
 * The reference (tiktoken) is Rust, where `\s` is Unicode's White_Space; in JavaScript it lacks U+0085 and holds U+FEFF
 * besides.
 */
function withUnicodeSpace({ source, flags }: RegExp): RegExp {
  return new RegExp(
    source
      .replaceAll(String.raw`\s`, String.raw`\p{White_Space}`)
      .replaceAll(String.raw`\S`, String.raw`\P{White_Space}`),
    flags,
  );
}

function cutRuns(text: string): readonly string[] {
  if (text.length <= LONGEST_RUN) return [text];
  const parts: string[] = [];
  let start = 0;
  for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
    parts.push(text.slice(start, index + run.length));
    start = index + run.length;
  }
  parts.push(text.slice(start));
  return parts;
}
