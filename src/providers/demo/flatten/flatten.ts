import type { Subject } from "../subject.ts";
import { flattenBraces } from "./braces.ts";
import { flattenIndented } from "./indented.ts";

/** The code after a mechanical refactoring, and how often it struck. */
export interface Flattened {
  readonly subject: Subject;
  readonly steps: number;
}

/** Languages in which taking the `else` away is proven not to change what the code does. */
const STEPS: Readonly<Record<string, (subject: Subject) => Subject | undefined>> = {
  typescript: flattenBraces,
  javascript: flattenBraces,
  ts: flattenBraces,
  js: flattenBraces,
  mjs: flattenBraces,
  python: flattenIndented,
  py: flattenIndented,
};

/** True when the refactoring knows the language at all. */
export function canFlatten({ fence }: Subject): boolean {
  return fence.toLowerCase() in STEPS;
}

/**
 * Takes away each `else` behind a branch that always leaves (`return`, `throw`, `raise`, `continue`, `break`), so that
 * its body moves one step to the left. Behaviour stays the same. Undefined when there is none where that is certain:
 * surroundings that are not shown, names declared in the `else`, comments in the way, text that a shift would change.
 */
export function flatten(subject: Subject): Flattened | undefined {
  const step = STEPS[subject.fence.toLowerCase()];
  if (!step || !subject.whole) return undefined;
  let current = subject;
  let steps = 0;
  for (let next = step(current); next && steps < MOST_STEPS; next = step(current)) {
    current = next;
    steps += 1;
  }
  return steps === 0 ? undefined : { subject: current, steps };
}

/** No code has more; a fault in a step must not loop for ever. */
const MOST_STEPS = 200;
