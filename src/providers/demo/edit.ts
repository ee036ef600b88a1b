import { KNOWN_EDITS } from "./sample/known.ts";
import type { KnownEdit } from "./sample/rows.ts";
import { replaceLines, type Subject } from "./subject.ts";

/** The two voices of the demo: mini is short and, where a row says so, wrong; full is thorough. Deep speaks as full. */
export type Voice = "mini" | "full";

/** A prepared edit and where its changed lines are: indices in the subject's lines. */
export interface FoundEdit {
  readonly edit: KnownEdit;
  readonly from: number;
  readonly removed: number;
}

/** The prepared edits whose code stands in the subject's surroundings as it does in the sample, in order of place. */
export function findEdits(subject: Subject, task: KnownEdit["task"]): readonly FoundEdit[] {
  const around = subject.lines.join("\n");
  return KNOWN_EDITS.filter((edit) => edit.task === task)
    .flatMap((edit) => placeOf(subject.lines, edit))
    .filter(({ edit }) => !subject.isFile || (edit.needs ?? []).every((name) => around.includes(name)))
    .toSorted((a, b) => a.from - b.from);
}

/** True when the lines that an edit changes all lie in the subject's code. */
export function isInside({ first, count }: Subject, { from, removed }: FoundEdit): boolean {
  return from >= first && from + removed <= first + count;
}

/** The subject after its prepared edits, in one voice; undefined when none of them lies in its code. */
export function applyEdits(subject: Subject, edits: readonly FoundEdit[], voice: Voice): Subject | undefined {
  const inside = edits.filter((found) => isInside(subject, found));
  // From the bottom up, so that the places above stay where they are.
  return inside.toReversed().reduce<Subject | undefined>((changed, found) => {
    const lines = changedLines(found.edit, voice);
    return replaceLines(changed ?? subject, { from: found.from, removed: found.removed, lines }) ?? changed;
  }, undefined);
}

/**
 * Where an edit's code stands, without the lines at its ends that no voice changes: a selection may be smaller than the
 * whole prepared piece and still hold all that changes.
 */
function placeOf(lines: readonly string[], edit: KnownEdit): FoundEdit[] {
  const before = edit.before.split("\n");
  const at = lines.findIndex((_, index) => before.every((line, offset) => lines[index + offset] === line));
  if (at === -1) return [];
  const { head, tail } = frame(edit);
  return [{ edit, from: at + head, removed: before.length - head - tail }];
}

function changedLines(edit: KnownEdit, voice: Voice): readonly string[] {
  const { head, tail } = frame(edit);
  const after = edit[voice].after.split("\n");
  return after.slice(head, after.length - tail);
}

/** Lines at the beginning and the end that both voices leave as they are. */
function frame({ before, mini, full }: KnownEdit): { readonly head: number; readonly tail: number } {
  const texts = [before, mini.after, full.after].map((text) => text.split("\n"));
  const shortest = Math.min(...texts.map((lines) => lines.length));
  const same = (place: (lines: readonly string[]) => string | undefined): boolean =>
    new Set(texts.map(place)).size === 1;
  let head = 0;
  while (head < shortest && same((lines) => lines[head])) head += 1;
  let tail = 0;
  while (tail < shortest - head && same((lines) => lines.at(-1 - tail))) tail += 1;
  return { head, tail };
}
