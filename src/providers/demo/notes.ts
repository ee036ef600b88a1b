import { lineNumber, type Subject, textOf } from "./subject.ts";
import { fenced, paragraphs } from "./words.ts";

/** Last lines of answers: what the demo is, so that no answer passes for a model's. */
export const PREPARED = "_Demo, no AI: this answer was prepared for the sample project._";
export const STRUCTURE =
  "_Demo, no AI: a script read the structure. What the code is for and whether it is right, it cannot say; a connected model can._";
export const MECHANICAL = "_Demo, no AI: a mechanical change by a script._";
const CONNECT = 'Connect a model for that (command "Upshift: Connect a Model").';

/** The longest code that is repeated just to say that nothing changed. */
const ECHO_LINES = 120;

/** What the demo cannot do, and what would. */
export function cannot(what: string): string {
  return `The demo, no AI, cannot ${what}: it is a script that knows the sample project and otherwise reads structure. ${CONNECT}`;
}

/** A refusal for a task whose answer is code: the code comes back as it was, so that applying it changes nothing. */
export function cannotChange(subject: Subject, ...why: readonly string[]): string {
  const echo = subject.count <= ECHO_LINES ? `Unchanged:\n\n${fenced(textOf(subject), subject.fence)}` : "";
  return paragraphs(...why, echo);
}

/** "line 30" or "lines 30–32" of the file, for places in a subject's lines. */
export function linesAt(subject: Subject, from: number, count: number): string {
  const first = lineNumber(subject, from);
  return count <= 1 ? `line ${first}` : `lines ${first}–${first + count - 1}`;
}

export const ABOUT = `This is the demo: a script, no AI. It shows how Upshift routes, checks and counts, and costs nothing; its prices are simulated.

- On the sample project it knows its answers: Explain, Fix, Refactor, and some questions such as "why does evict() start at the tail?".
- On other code it reads the structure, and takes away an \`else\` that is not needed in TypeScript, JavaScript and Python.
- It understands nothing. For real answers connect a model (command "Upshift: Connect a Model").`;
