import { cannot, PREPARED } from "./notes.ts";
import type { Question } from "./question.ts";
import { KNOWN_REFACTORINGS, type KnownStep } from "./sample/refactorings.ts";
import { fenced, listed, paragraphs } from "./words.ts";

/** The plan of a refactoring across files of the sample, in the form that plans are asked for. */
export function planAcross({ request, blocks }: Question): string {
  const known = KNOWN_REFACTORINGS.find(
    ({ words, shows }) => words.every((word) => word.test(request)) && blocks.some(({ text }) => text.includes(shows)),
  );
  if (!known) return paragraphs(cannot("plan this refactoring"), WHAT_IT_CAN);
  const plan = { summary: `${known.summary} ${PREPARED}`, steps: known.steps.map(planned) };
  return fenced(JSON.stringify(plan, undefined, 2), "json");
}

/** The edits of one step of such a plan. */
export function writeAcross({ request, blocks }: Question): string {
  const steps = KNOWN_REFACTORINGS.flatMap((known) => known.steps);
  const step = steps.find((one) => one.do === "edit" && request.includes(one.instruction));
  if (step?.do !== "edit") return paragraphs(cannot("carry out this step"), "It knows its own steps word for word.");
  const shown = step.changes.filter(({ file, before }) =>
    blocks.some(({ path, text }) => path === file && text.includes(before)),
  );
  if (shown.length < step.changes.length)
    return cannot("carry out this step, because the files are not as the sample has them");
  const edits = shown.map(
    ({ file, before, after }) => `${file}\n<<<<<<< SEARCH\n${before}\n=======\n${after}\n>>>>>>> REPLACE`,
  );
  return paragraphs(...edits, PREPARED);
}

function planned(step: KnownStep): object {
  if (step.do !== "edit") return step;
  const { changes: _written, ...named } = step;
  return named;
}

const WHAT_IT_CAN = `What it can plan in the sample project: ${listed(KNOWN_REFACTORINGS.map(({ goal }) => `"${goal}"`))}. "Rename a to b" needs no model: the editor does it.`;
