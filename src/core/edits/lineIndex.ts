const LINE_FEED = "\n";

/**
 * The lines of one version of a text, by number and by what stands in them. Lines count from 0; a text that ends with a
 * line end has an empty last line. Looking up costs one pass over the text, made when it is first needed and kept.
 */
export class LineIndex {
  readonly text: string;
  readonly #starts: readonly number[];
  #trimmed: ReadonlyMap<string, readonly number[]> | undefined;
  #folded: ReadonlyMap<string, readonly number[]> | undefined;

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

  /** The line that begins at an offset; undefined when none does. */
  lineStartingAt(offset: number): number | undefined {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.start(low) === offset ? low : undefined;
  }

  /** Lines that are this text but for white space around it. */
  withText(trimmed: string): readonly number[] {
    this.#trimmed ??= this.#collect((line) => line.trim());
    return this.#trimmed.get(trimmed) ?? [];
  }

  /** Lines that {@link foldLine} makes this. */
  withFolded(folded: string): readonly number[] {
    this.#folded ??= this.#collect(foldLine);
    return this.#folded.get(folded) ?? [];
  }

  #collect(keyOf: (line: string) => string): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    for (let line = 0; line < this.count; line += 1) {
      const key = keyOf(this.line(line));
      const known = found.get(key);
      if (known) known.push(line);
      else found.set(key, [line]);
    }
    return found;
  }
}

const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, "-"],
  [/[\u2018-\u201B\u2032]/g, "'"],
  [/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"'],
  [/\u2026/g, "..."],
];
const PLAIN = /^[\u0020-\u007E\t]*$/;

/** A line as models garble it: without white space, typographic quotes, dashes and dots as their plain signs. */
export function foldLine(line: string): string {
  const squeezed = line.replace(/\s+/g, "");
  if (PLAIN.test(squeezed)) return squeezed;
  return TYPOGRAPHY.reduce((text, [sign, plain]) => text.replace(sign, plain), squeezed);
}
