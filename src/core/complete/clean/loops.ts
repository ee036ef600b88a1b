const STUTTER = /((?=\S*[^\d\s])\S.{1,24}?)\1{4,}\s*\S*$/;
const LONGEST_LINE = 500;
const MOST_PERIOD = 4;
const MOST_REPEATS = 2;
/** Tables have a few rows alike; more of them, up to the very end of a reply, are a model that has lost its way. */
const LEAST_ALIKE = 6;

/** The reply up to where it begins to say the same again and again, as models get caught in. */
export function cutLoops(text: string): string {
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    if (stutters(lines[at] ?? "")) return lines.slice(0, at).join("\n");
    for (let period = 1; period <= MOST_PERIOD; period += 1) {
      if (repeatsAt(lines, at, period) > MOST_REPEATS) return lines.slice(0, at + period).join("\n");
    }
    if (isAlikeToEnd(lines, at)) return lines.slice(0, at + 1).join("\n");
  }
  return text;
}

/** Neither a rule of dashes nor a mask such as 0xFFFFFFFF is one: what comes again has letters, and not the same alone. */
function stutters(line: string): boolean {
  const unit = STUTTER.exec(line.slice(-LONGEST_LINE))?.[1];
  return unit !== undefined && /\p{L}/u.test(unit) && new Set(unit).size > 1;
}

function repeatsAt(lines: readonly string[], at: number, period: number): number {
  const unitAt = (start: number): string =>
    lines
      .slice(start, start + period)
      .map((line) => line.trim())
      .join("\n");
  const unit = unitAt(at);
  if (unit.replace(/[\s{}()[\];,]/g, "") === "") return 1;
  let count = 1;
  while (unitAt(at + count * period) === unit) count += 1;
  return count;
}

/** From here on every line is the one before but for one word, and the last breaks off. */
function isAlikeToEnd(lines: readonly string[], at: number): boolean {
  const rows = lines
    .slice(at)
    .filter((line) => line.trim() !== "")
    .map(wordsOf);
  const whole = rows.slice(0, -1);
  const last = rows.at(-1) ?? [];
  const before = whole.at(-1) ?? [];
  if (whole.length < LEAST_ALIKE || last.length >= before.length) return false;
  const areAlike = whole.every((row, index) => index === 0 || differences(row, whole[index - 1] ?? []) === 1);
  return areAlike && differences(last, before.slice(0, last.length)) <= 1;
}

function wordsOf(line: string): readonly string[] {
  return line.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [];
}

/** How many words differ; more than any where the numbers of words do. */
function differences(one: readonly string[], other: readonly string[]): number {
  if (one.length !== other.length) return Infinity;
  return one.filter((word, at) => word !== other[at]).length;
}
