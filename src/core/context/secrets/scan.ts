import { AnchorIndex } from "./anchors.ts";
import { decodeRun } from "./encoded.ts";
import { Joints } from "./joined.ts";
import { entropyOf, type SecretRule } from "./rule.ts";
import type { Span } from "./span.ts";
import { SECRET_RULES } from "./table.ts";

export interface Finding {
  readonly kind: string;
  /** The credential with what makes it one, such as a whole address. */
  readonly whole: Span;
  /** False: nothing but its randomness speaks for it, so it is named and not taken out. */
  readonly sure: boolean;
  /** What has to go; several pieces where a secret is put together over lines. */
  readonly secret: readonly Span[];
}

const INDEX = new AnchorIndex(SECRET_RULES);
/** What must stand before each rule's anchor, read from the anchor backwards: that way it costs no more than it matches. */
const BEFORE = SECRET_RULES.map(
  ({ before }) => before && new RegExp(`(?<=(${before.source.replace(/\$$/, "")}))`, `${before.flags}y`),
);
const NEAR = 600;

/**
 * Every secret in a text, in its order, none inside another. The work is bound by the length of the text and the number
 * of anchors in it: no pattern is tried anywhere else, and none is unbounded.
 */
export function findSecrets(text: string): readonly Finding[] {
  const { anchors, runs } = INDEX.find(text);
  const found: Ranked[] = [];
  const missed: number[] = [];
  const reached = new Map<number, number>();
  const missedAt = new Map<number, number>();
  for (let at = 0; at < anchors.length; at += 2) {
    const index = anchors[at] ?? 0;
    const place = anchors[at + 1] ?? 0;
    // A rule never looks again at what it has found: its matches would be counted over and over.
    if (place < (reached.get(index) ?? 0) || missedAt.get(index) === place) continue;
    const lead = leadOf(index, text, place);
    if (lead === undefined) continue;
    const finding = matchAt(index, text, place, lead);
    if (finding) {
      found.push({ ...finding, rank: index });
      reached.set(index, endOf(finding));
    } else {
      missed.push(index, place);
      missedAt.set(index, place);
    }
  }
  found.push(...wrapped(text, runs));
  const plain = settle(found);
  const split = settle(splitOver(text, missed)).filter((one) => !plain.some((known) => overlaps(known, one)));
  return split.length === 0 ? plain : [...plain, ...split].toSorted((a, b) => a.whole.start - b.whole.start);
}

interface Ranked extends Finding {
  readonly rank: number;
}

function tryRule(index: number, text: string, at: number): Finding | undefined {
  const lead = leadOf(index, text, at);
  return lead === undefined ? undefined : matchAt(index, text, at, lead);
}

/** After {@link leadOf}: what stands before an anchor is short and mostly wrong, a pattern may read some hundred characters. */
function matchAt(index: number, text: string, at: number, lead: number): Finding | undefined {
  const rule = SECRET_RULES[index];
  if (!rule) return undefined;
  rule.pattern.lastIndex = at;
  const match = rule.pattern.exec(text);
  if (!match || !isNear(rule, text, at)) return undefined;
  const end = at + match[0].length;
  const secret = groupOf(match, at) ?? { start: at - lead, end };
  const value = text.slice(secret.start, secret.end);
  if (rule.entropy !== undefined && entropyOf(value) < rule.entropy) return undefined;
  if (rule.harmless?.(value, match)) return undefined;
  const isAddress = rule.kind === "url-password";
  const whole = isAddress ? { start: at - lead, end } : secret;
  return { kind: rule.kind, sure: rule.warns !== true, whole, secret: [secret] };
}

/** Where the innermost group of a match stands. A group that may be in the match twice asks for its index by the flag `d`. */
function groupOf(match: RegExpExecArray, at: number): Span | undefined {
  const place = match.findLastIndex((part, index) => index > 0 && part !== undefined && part.length > 1);
  const text = match[place];
  if (place < 1 || text === undefined) return undefined;
  const start = match.indices?.[place]?.[0] ?? at + match[0].lastIndexOf(text);
  return { start, end: start + text.length };
}

/** Length of what stands before the anchor and belongs to the match; undefined where a secret cannot begin. */
function leadOf(index: number, text: string, at: number): number | undefined {
  const rule = SECRET_RULES[index];
  if (!rule || !startsAt(rule, text, at)) return undefined;
  const before = BEFORE[index];
  if (!before) return 0;
  before.lastIndex = at;
  return before.exec(text)?.[1]?.length;
}

function startsAt({ starts }: SecretRule, text: string, at: number): boolean {
  if (starts === undefined || at === 0) return true;
  const previous = text.charCodeAt(at - 1);
  // A line break inside a string of JSON is written as a letter.
  if (text.charCodeAt(at - 2) === BACKSLASH && ESCAPES.has(previous)) return true;
  if (starts === "word") return !isLetter(previous) && !isDigit(previous) && previous !== UNDERSCORE;
  const first = text.charCodeAt(at);
  return !isLetter(previous) || (isSmall(previous) && isLetter(first) && !isSmall(first));
}

const BACKSLASH = 92;
const ESCAPES: ReadonlySet<number> = new Set(Array.from("nrt", (letter) => letter.charCodeAt(0)));
const UNDERSCORE = 95;
const isSmall = (code: number): boolean => code >= 97 && code <= 122;
const isLetter = (code: number): boolean => isSmall(code | 32);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function isNear({ near }: SecretRule, text: string, at: number): boolean {
  return near === undefined || text.slice(Math.max(0, at - NEAR), at).includes(near);
}

function wrapped(text: string, runs: readonly Span[]): Ranked[] {
  return runs.flatMap(({ start, end }): Ranked[] => {
    const decoded = decodeRun(text.slice(start, end));
    if (decoded === undefined) return [];
    const inner = firstInside(decoded);
    const span = { start, end };
    return inner === undefined ? [] : [{ kind: inner, sure: true, whole: span, secret: [span], rank: Infinity }];
  });
}

/** Kind of the first secret in what was behind base64; nothing is unwrapped twice. */
function firstInside(text: string): string | undefined {
  const { anchors } = INDEX.find(text);
  for (let at = 0; at < anchors.length; at += 2) {
    const finding = tryRule(anchors[at] ?? 0, text, anchors[at + 1] ?? 0);
    if (finding?.sure) return finding.kind;
  }
  return undefined;
}

/** Secrets that only appear when strings over several lines are put together. */
function splitOver(text: string, missed: readonly number[]): Ranked[] {
  const found: Ranked[] = [];
  let done = 0;
  const joints = new Joints(text);
  for (let at = 0; at < missed.length; at += 2) {
    const index = missed[at] ?? 0;
    const place = missed[at + 1] ?? 0;
    if (place < done) continue;
    const joined = joints.joinedFrom(place);
    if (!joined) continue;
    const finding = tryRule(index, joined.text, joined.at);
    if (!finding || /\w/.test(joined.text.charAt(finding.whole.end))) continue;
    const secret = finding.secret.flatMap((span) => joined.pieces(span));
    const [first] = secret;
    const last = secret.at(-1);
    if (!first || !last) continue;
    done = last.end;
    const whole = { start: first.start, end: last.end };
    found.push({ kind: finding.kind, sure: finding.sure, whole, secret, rank: index });
  }
  return found;
}

/** Of findings over each other the earliest stays, and covers them all; at one place the rule that comes first. */
function settle(found: readonly Ranked[]): readonly Finding[] {
  const sorted = found.toSorted((a, b) => startOf(a) - startOf(b) || a.rank - b.rank);
  const kept: Finding[] = [];
  for (const { kind, sure, whole, secret } of sorted) {
    const last = kept.at(-1);
    const first = secret[0];
    if (!last || !first || first.start >= endOf(last)) kept.push({ kind, sure, whole, secret });
    else if (!last.sure && sure) kept[kept.length - 1] = { kind, sure, whole, secret };
    else if (sure && endOf({ secret }) > endOf(last)) kept[kept.length - 1] = stretched(last, endOf({ secret }));
  }
  return kept;
}

function stretched(finding: Finding, end: number): Finding {
  const last = finding.secret.at(-1) ?? finding.whole;
  const secret = [...finding.secret.slice(0, -1), { start: last.start, end }];
  return { ...finding, secret, whole: { start: finding.whole.start, end: Math.max(end, finding.whole.end) } };
}

function startOf({ secret, whole }: Finding): number {
  return secret[0]?.start ?? whole.start;
}

function endOf({ secret }: Pick<Finding, "secret">): number {
  return secret.at(-1)?.end ?? 0;
}

function overlaps(a: Finding, b: Finding): boolean {
  return startOf(a) < endOf(b) && startOf(b) < endOf(a);
}
