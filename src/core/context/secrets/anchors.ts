import type { SecretRule } from "./rule.ts";

/** A literal and the rules that it is an anchor of, by their place in the table. */
interface Anchor {
  readonly literal: string;
  /** Where in it the three characters stand that it is found by. */
  readonly offset: number;
  readonly rules: readonly number[];
}

/** A stretch of characters that may be base64, `end` exclusive. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

export interface Hits {
  /** Rule, then place, alternating. */
  readonly anchors: readonly number[];
  readonly runs: readonly Run[];
}

/** Shorter runs hold no secret behind base64. */
const LEAST_RUN = 32;
const BUCKETS = 1 << 15;
const LOWER = Uint8Array.from({ length: 128 }, (_, code) => (code >= 65 && code <= 90 ? code + 32 : code));
const IS_BASE64 = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/_=-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/**
 * Finds the anchors of all rules in one pass: a hash of the last three characters says whether an anchor may begin
 * there. Each character costs a few operations, however many rules there are.
 */
export class AnchorIndex {
  readonly #buckets: (readonly Anchor[] | undefined)[] = Array.from<undefined>({ length: BUCKETS });
  readonly #filled = new Uint8Array(BUCKETS);

  constructor(rules: readonly SecretRule[]) {
    const byLiteral = new Map<string, number[]>();
    for (const [index, { anchors }] of rules.entries()) {
      for (const literal of anchors) byLiteral.set(literal, [...(byLiteral.get(literal) ?? []), index]);
    }
    for (const [literal, owners] of byLiteral) {
      const offset = rarest(literal);
      const bucket = hashAt(literal, offset);
      this.#buckets[bucket] = [...(this.#buckets[bucket] ?? []), { literal, offset, rules: owners }];
      this.#filled[bucket] = 1;
    }
  }

  find(text: string): Hits {
    const anchors: number[] = [];
    const filled = this.#filled;
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      hash = ((hash << 5) ^ (code < 128 ? (LOWER[code] ?? 0) : 0)) & (BUCKETS - 1);
      if (filled[hash] === 1) this.#collect(text, at - 2, hash, anchors);
    }
    return { anchors, runs: findRuns(text) };
  }

  #collect(text: string, at: number, bucket: number, into: number[]): void {
    for (const { literal, offset, rules } of this.#buckets[bucket] ?? []) {
      const start = at - offset;
      if (start >= 0 && standsAt(text, start, literal)) for (const rule of rules) into.push(rule, start);
    }
  }
}

/** A run covers one of every {@link LEAST_RUN} places: only from those it is followed to both sides. */
function findRuns(text: string): readonly Run[] {
  const runs: Run[] = [];
  for (let at = LEAST_RUN - 1; at < text.length; at += LEAST_RUN) {
    if (!isBase64(text, at)) continue;
    let start = at;
    let end = at + 1;
    while (start > 0 && isBase64(text, start - 1)) start -= 1;
    while (end < text.length && isBase64(text, end)) end += 1;
    if (end - start >= LEAST_RUN) runs.push({ start, end });
    at += Math.floor((end - 1 - at) / LEAST_RUN) * LEAST_RUN;
  }
  return runs;
}

function isBase64(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 128 && IS_BASE64[code] === 1;
}

/** From common to rare in source code; what is not here is rarer still. */
const COMMON = "etnroisacldupmfghyb.xkvw-_jqz";

/** Start of the three characters of a literal that are the least common in source code. */
function rarest(literal: string): number {
  const rarity = (at: number): number =>
    Array.from(literal.slice(at, at + 3)).reduce((sum, letter) => sum + ((COMMON.indexOf(letter) + 40) % 40), 0);
  const starts = Array.from({ length: literal.length - 2 }, (_, at) => at);
  return starts.reduce((best, at) => (rarity(at) > rarity(best) ? at : best), 0);
}

function hashAt(literal: string, start: number): number {
  let hash = 0;
  for (let at = start; at < start + 3; at += 1) hash = ((hash << 5) ^ literal.charCodeAt(at)) & (BUCKETS - 1);
  return hash;
}

function standsAt(text: string, at: number, literal: string): boolean {
  for (let offset = 0; offset < literal.length; offset += 1) {
    const code = text.charCodeAt(at + offset);
    if (!(code < 128) || LOWER[code] !== literal.charCodeAt(offset)) return false;
  }
  return true;
}
