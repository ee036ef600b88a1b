import type { Encoding } from "./encoding.ts";
import { segmentsOf } from "./segments.ts";

/** Characters of segments that are remembered: some twenty large files. */
const MOST_REMEMBERED = 4_000_000;

/**
 * Counts texts by their segments and remembers each, so that after an edit only the segments that it touched are counted
 * anew. The sum is the count of the whole text.
 */
export class SegmentCounter {
  readonly #encoding: Pick<Encoding, "count">;
  readonly #limit: number;
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  #characters = 0;

  constructor(encoding: Pick<Encoding, "count">, limit = MOST_REMEMBERED) {
    this.#encoding = encoding;
    this.#limit = limit;
  }

  count(text: string): number {
    let sum = 0;
    for (const segment of segmentsOf(text)) sum += this.#countSegment(segment);
    return sum;
  }

  #countSegment(segment: string): number {
    const known = this.#young.get(segment);
    if (known !== undefined) return known;
    const tokens = this.#old.get(segment) ?? this.#encoding.count(segment);
    this.#remember(segment, tokens);
    return tokens;
  }

  /** Two generations: what was not asked for while half of the room filled up is forgotten. */
  #remember(segment: string, tokens: number): void {
    this.#characters += segment.length;
    if (this.#characters > this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = segment.length;
    }
    this.#young.set(segment, tokens);
  }
}
