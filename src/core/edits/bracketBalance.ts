const OPENING = "([{";
const CLOSING = ")]}";

/** True when a text has more, or fewer, open brackets than another: then one of them was cut through a block. */
export function changesBalance(before: readonly string[], after: readonly string[]): boolean {
  const [one, other] = [balanceOf(before), balanceOf(after)];
  return one.some((count, kind) => count !== other[kind]);
}

/** Open less closed, per kind of bracket, outside of simple strings. */
function balanceOf(lines: readonly string[]): readonly number[] {
  const open = [0, 0, 0];
  for (const line of lines) {
    for (const sign of line.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`/g, "")) {
      const opening = OPENING.indexOf(sign);
      if (opening !== -1) open[opening] = (open[opening] ?? 0) + 1;
      const closing = CLOSING.indexOf(sign);
      if (closing !== -1) open[closing] = (open[closing] ?? 0) - 1;
    }
  }
  return open;
}
