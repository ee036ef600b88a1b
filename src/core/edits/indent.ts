/** Turns the indentation that a model used into the file's. */
export type IndentMap = (line: string) => string;

export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The white space that every line with text begins with. */
export function commonIndent(lines: readonly string[]): string {
  let common: string | undefined;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const indent = indentOf(line);
    common = common === undefined ? indent : sharedStart(common, indent);
  }
  return common ?? "";
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}

/**
 * Learns from lines quoted by the model and the same lines of the file how one indentation becomes the other. Undefined
 * when they contradict each other (one indentation of the model stands for two of the file, or two for one): then
 * nothing can be told about new lines.
 */
export function learnIndent(quoted: readonly string[], actual: readonly string[]): IndentMap | undefined {
  const known = new Map<string, string>();
  const used = new Map<string, string>();
  for (const [index, line] of quoted.entries()) {
    const other = actual[index] ?? "";
    if (line.trim() === "" || other.trim() === "") continue;
    const [from, to] = [indentOf(line), indentOf(other)];
    if ((known.get(from) ?? to) !== to || (used.get(to) ?? from) !== from) return undefined;
    known.set(from, to);
    used.set(to, from);
  }
  return (line) => {
    if (line.trim() === "") return line;
    const indent = indentOf(line);
    return mapIndent(indent, known) + line.slice(indent.length);
  };
}

function mapIndent(indent: string, known: ReadonlyMap<string, string>): string {
  const exact = known.get(indent);
  if (exact !== undefined) return exact;
  const pairs = [...known].toSorted(([a], [b]) => b.length - a.length);
  const below = pairs.find(([from]) => indent.startsWith(from));
  if (below) return below[1] + convert(indent.slice(below[0].length), pairs);
  const above = pairs.findLast(([from]) => from.startsWith(indent));
  if (!above) return indent;
  const surplus = convert(above[0].slice(indent.length), pairs);
  return above[1].endsWith(surplus) ? above[1].slice(0, above[1].length - surplus.length) : "";
}

/** Spaces as tabs or tabs as spaces, in the measure that the known pairs show; anything else as it is. */
function convert(extra: string, pairs: readonly (readonly [from: string, to: string])[]): string {
  for (const [from, to] of pairs) {
    if (/^ +$/.test(from) && /^\t+$/.test(to) && /^ +$/.test(extra)) {
      const unit = from.length / to.length;
      if (Number.isInteger(unit) && extra.length % unit === 0) return "\t".repeat(extra.length / unit);
    }
    if (/^\t+$/.test(from) && /^ +$/.test(to) && /^\t+$/.test(extra)) {
      const unit = to.length / from.length;
      if (Number.isInteger(unit)) return " ".repeat(extra.length * unit);
    }
  }
  return extra;
}
