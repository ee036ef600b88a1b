const LINE_FEED = "\n";

/** Shorter lines are there too often to look for one by one. */
export const TELLING = 8;
/** From here on a map of all lines is cheaper than looking through the text for one more. */
const MOST_SCANS = 32;

/**
 * The lines of one version of a text, by number and by what stands in them. Lines count from 0; a text that ends with a
 * line end has an empty last line. Looking up a line costs a pass over the text, once; after many of them all lines are
 * known.
 */
export class LineIndex {
  readonly text: string;
  readonly #starts: readonly number[];
  #trimmed: ReadonlyMap<string, readonly number[]> | undefined;
  #folded: LineIndex | undefined;
  readonly #scanned = new Map<string, readonly number[]>();
  #spaces: number | undefined;

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    for (let at = text.indexOf(LINE_FEED); at !== -1; at = text.indexOf(LINE_FEED, at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Offset at which a line begins; the text's length for the line after the last. */
  start(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Offset at which a line's text ends, before its line end. */
  end(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 2] === "\r" ? next - 2 : next - 1;
  }

  /** A line without its line end; "" beyond the last. */
  line(line: number): string {
    return this.text.slice(this.start(line), this.end(line));
  }

  lines(from: number, count: number): string[] {
    return Array.from({ length: count }, (_, offset) => this.line(from + offset));
  }

  /** How a line ends; "" for the last. */
  lineEnd(line: number): string {
    return this.text.slice(this.end(line), this.start(line + 1));
  }

  /** The line that an offset lies on. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Lines that are this text but for white space around it. */
  withText(trimmed: string): readonly number[] {
    const known = this.#scanned.get(trimmed);
    if (known) return known;
    if (!this.#trimmed && trimmed.length >= TELLING && this.#scanned.size < MOST_SCANS) return this.#scan(trimmed);
    this.#trimmed ??= this.#collect();
    return this.#trimmed.get(trimmed) ?? [];
  }

  /** Lines that {@link foldLine} makes this. */
  withFolded(folded: string): readonly number[] {
    this.#folded ??= new LineIndex(fold(this.text));
    return this.#folded.withText(folded);
  }

  /** Spaces per step of indentation; 0 for a text that indents with tabs, too, or not at all. */
  get spacesPerStep(): number {
    this.#spaces ??= countSpaces(this);
    return this.#spaces;
  }

  /** Looks through the text: far cheaper than the map for a few lines. */
  #scan(trimmed: string): readonly number[] {
    const found: number[] = [];
    for (let at = this.text.indexOf(trimmed); at !== -1; at = this.text.indexOf(trimmed, at + trimmed.length)) {
      const line = this.lineOf(at);
      if (this.line(line).trim() === trimmed) found.push(line);
    }
    this.#scanned.set(trimmed, found);
    return found;
  }

  #collect(): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    for (let line = 0; line < this.count; line += 1) {
      const key = this.line(line).trim();
      const known = found.get(key);
      if (known) known.push(line);
      else found.set(key, [line]);
    }
    return found;
  }
}

/** The step by which lines are most often further in than the line before. */
function countSpaces(index: LineIndex): number {
  const steps = new Map<number, number>();
  let before = 0;
  for (let line = 0; line < index.count; line += 1) {
    const indent = /^[ \t]*(?=\S)/.exec(index.line(line))?.[0];
    if (indent === undefined) continue;
    if (indent.includes("\t")) return 0;
    const step = indent.length - before;
    if (step > 1) steps.set(step, (steps.get(step) ?? 0) + 1);
    before = indent.length;
  }
  return [...steps].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

const TYPOGRAPHY: readonly (readonly [signs: string, ascii: string])[] = [
  ["\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D", "-"],
  ["\u2018\u2019\u201A\u201B\u2032", "'"],
  ["\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB", '"'],
  ["\u2026", "..."],
];
const PLAIN_SIGNS = new Map(
  TYPOGRAPHY.flatMap(([signs, ascii]) => Array.from(signs, (sign) => [sign, ascii] as const)),
);
const SIGNS = new RegExp(`[${[...PLAIN_SIGNS.keys()].join("")}]`, "g");
const PLAIN = /^[\0-\u007F]*$/;

/** A line as models garble it: without white space, typographic quotes, dashes and dots as their plain signs. */
export function foldLine(line: string): string {
  return plain(line.replace(/\s+/g, ""));
}

/** All lines of a text folded; there are as many of them as before. */
function fold(text: string): string {
  return plain(text.replace(/[^\S\n]+/g, ""));
}

function plain(text: string): string {
  return PLAIN.test(text) ? text : text.replace(SIGNS, (sign) => PLAIN_SIGNS.get(sign) ?? sign);
}
