import { estimateTokens } from "../context/tokens.ts";

/** Why a piece of code may help with a completion, the strongest reason first. */
const REASONS = ["imported", "edited", "open"] as const;
export type NeighbourReason = (typeof REASONS)[number];

/** Lines of another place that a completion may be like, or may use. */
export interface Neighbour {
  /** Path inside the workspace. */
  readonly path: string;
  readonly language: string;
  readonly reason: NeighbourReason;
  /** 1-based line of the file that the text begins with. */
  readonly line: number;
  readonly text: string;
}

/** What neighbours may take of a prompt together, in tokens. */
export const NEIGHBOUR_TOKENS = 600;

const WEIGHTS: Readonly<Record<NeighbourReason, number>> = { imported: 0.5, edited: 0.2, open: 0 };
/** Code that shares less than this with the cursor's surroundings tells a model nothing about them. */
const LEAST_LIKENESS = 0.08;
const NEAR = 1_500;
const WINDOW = 24;

/** The most useful neighbours that fit the budget, the best last, next to the request. */
export function pickNeighbours<Found extends Neighbour>(
  before: string,
  found: readonly Found[],
  tokens = NEIGHBOUR_TOKENS,
): readonly Found[] {
  const here = wordsIn(before.slice(-NEAR));
  const ranked = found
    .map((neighbour) => ({ neighbour, likeness: likeness(here, wordsIn(neighbour.text)) }))
    .filter(({ neighbour, likeness: own }) => neighbour.reason === "imported" || own >= LEAST_LIKENESS)
    .toSorted((one, other) => score(other) - score(one));
  const picked: Found[] = [];
  let left = tokens;
  for (const { neighbour } of ranked) {
    const size = estimateTokens(neighbour.text);
    if (size > left || picked.some((known) => overlap(known, neighbour))) continue;
    picked.push(neighbour);
    left -= size;
  }
  return picked.toReversed();
}

function score({ neighbour, likeness: own }: { readonly neighbour: Neighbour; readonly likeness: number }): number {
  return WEIGHTS[neighbour.reason] + own;
}

function overlap(one: Neighbour, other: Neighbour): boolean {
  if (one.path !== other.path) return false;
  const [first, second] = one.line <= other.line ? [one, other] : [other, one];
  return second.line < first.line + first.text.split("\n").length;
}

/** The lines of a text that are most like the surroundings of the cursor; undefined where none is. */
export function likestWindow(
  before: string,
  text: string,
): { readonly line: number; readonly text: string } | undefined {
  const here = wordsIn(before.slice(-NEAR));
  const lines = text.split("\n");
  let best: { readonly line: number; readonly text: string; readonly likeness: number } | undefined;
  for (let start = 0; start < lines.length; start += WINDOW / 2) {
    const window = lines.slice(start, start + WINDOW).join("\n");
    const own = likeness(here, wordsIn(window));
    if (own >= LEAST_LIKENESS && own > (best?.likeness ?? 0)) best = { line: start + 1, text: window, likeness: own };
  }
  return best && { line: best.line, text: best.text };
}

/** Jaccard: what both have, of what either has. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  const all = one.size + other.size - both;
  return all === 0 ? 0 : both / all;
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? []);
}

/** What a file imports from another one of its project. */
export interface Import {
  /** As written, relative: `./store.ts`, `..models`. */
  readonly from: string;
  readonly names: readonly string[];
}

const SCRIPT_IMPORT = /^\s*import\s+(?:type\s+)?([^"';]+?)\s+from\s+["'](\.[^"']*)["']/gm;
const PYTHON_IMPORT = /^\s*from\s+(\.+[\w.]*|\w[\w.]*)\s+import\s+\(?([\w\s,*]+)\)?/gm;

/** The imports by relative path in a text, as they are written in JavaScript, TypeScript and Python. */
export function importsIn(text: string, language: string): readonly Import[] {
  const found: Import[] = [];
  if (language === "python") {
    for (const [, from = "", names = ""] of text.matchAll(PYTHON_IMPORT)) found.push({ from, names: namesIn(names) });
  } else {
    for (const [, names = "", from = ""] of text.matchAll(SCRIPT_IMPORT)) found.push({ from, names: namesIn(names) });
  }
  return found;
}

function namesIn(text: string): readonly string[] {
  return text
    .replace(/[{}()*]/g, " ")
    .split(",")
    .map((part) => part.trim().split(/\s+/)[0] ?? "")
    .filter((name) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && name !== "type");
}

const MOST_DECLARED_LINES = 10;

/** The declarations of names in a file: signatures, and the members of types, without bodies of functions. */
export function declarationsOf(
  text: string,
  names: readonly string[],
): { readonly line: number; readonly text: string } | undefined {
  const lines = text.split("\n");
  const parts: { readonly line: number; readonly text: string }[] = [];
  for (const name of names) {
    const at = lines.findIndex((line) => isDeclaration(line, name));
    if (at === -1) continue;
    const isType = /\b(?:interface|type|enum|class|struct)\b/.test(lines[at] ?? "");
    const end = isType ? blockEnd(lines, at) : at + 1;
    parts.push({ line: at + 1, text: lines.slice(at, end).join("\n") });
  }
  const [first] = parts;
  return first && { line: first.line, text: parts.map((part) => part.text).join("\n") };
}

const DECLARES =
  /^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|class|interface|type|enum|const|let|var|def|struct|trait|fn)\s+/;

function isDeclaration(line: string, name: string): boolean {
  const start = DECLARES.exec(line)?.[0];
  return start !== undefined && line.slice(start.length).split(/[^\p{L}\p{N}_$]/u, 1)[0] === name;
}

function blockEnd(lines: readonly string[], start: number): number {
  const most = Math.min(lines.length, start + MOST_DECLARED_LINES);
  for (let at = start + 1; at < most; at += 1) {
    const line = lines[at] ?? "";
    if (/^\S/.test(line)) return /^[}\])]/.test(line) ? at + 1 : at;
  }
  return most;
}
