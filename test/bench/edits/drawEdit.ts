import { changesBalance } from "../../../src/core/edits/bracketBalance.ts";

/** Draws a number from 0 up to, not including, `most`. */
export type Draw = (most: number) => number;

export function pick<T>(draw: Draw, values: readonly T[]): T {
  const value = values[draw(values.length)];
  if (value === undefined) throw new Error("Nothing to draw from");
  return value;
}

/** Lines `from` up to, not including, `to` of a file become `after`. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly after: readonly string[];
}

export interface TrueEdit {
  readonly before: readonly string[];
  /** In file order, with lines between them that stay. */
  readonly edits: readonly LineEdit[];
}

const MOST_EDITS = 3;
/** Lines between two edits, so that their quotations do not overlap. */
const APART = 10;

/** An edit of a file as a good model would make it: up to three places, each a few lines changed, added or removed. */
export function drawEdit(draw: Draw, before: readonly string[]): TrueEdit {
  const count = 1 + draw(MOST_EDITS);
  const edits: LineEdit[] = [];
  let from = 3 + draw(8);
  for (let made = 0; made < count && from < before.length - 6; made += 1) {
    const size = 1 + draw(3);
    const lines = before.slice(from, from + size);
    const after = changed(draw, lines);
    edits.push({ from, to: from + size, after: changesBalance(lines, after) ? added(draw, lines) : after });
    from += size + APART + draw(20);
  }
  return { before, edits };
}

function changed(draw: Draw, lines: readonly string[]): readonly string[] {
  const indent = /^[ \t]*/.exec(lines.find((line) => line.trim() !== "") ?? "")?.[0] ?? "";
  const mark = draw(1_000_000);
  switch (draw(4)) {
    case 0:
      return lines.map((line, index) => (index === 0 ? `${indent}const changed${mark} = ${draw(99)};` : line));
    case 1:
      return added(draw, lines);
    case 2:
      return [`${indent}if (flag${mark}) {`, ...lines.map((line) => (line === "" ? "" : `  ${line}`)), `${indent}}`];
    default:
      return [`${indent}kept${mark}();`];
  }
}

/** A model may be wrong, but it closes its brackets. */
function added(draw: Draw, lines: readonly string[]): readonly string[] {
  const indent = /^[ \t]*/.exec(lines.at(-1) ?? "")?.[0] ?? "";
  return [...lines, `${indent}call${draw(1_000_000)}(${draw(99)});`];
}

/** The file when only these of the edits are made. */
export function withEdits({ before, edits }: TrueEdit, made: readonly boolean[]): readonly string[] {
  const result: string[] = [];
  let at = 0;
  for (const [index, edit] of edits.entries()) {
    if (made[index] !== true) continue;
    result.push(...before.slice(at, edit.from), ...edit.after);
    at = edit.to;
  }
  return [...result, ...before.slice(at)];
}
