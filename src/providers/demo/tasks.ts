import { document } from "./document.ts";
import { applyEdits, findEdits, type FoundEdit, isInside, type Voice } from "./edit.ts";
import { explain } from "./explain.ts";
import { canFlatten, flatten } from "./flatten/flatten.ts";
import { cannot, cannotChange, linesAt, MECHANICAL, PREPARED, STRUCTURE } from "./notes.ts";
import { blockOf, type Question } from "./question.ts";
import { rename } from "./rename.ts";
import type { KnownEdit } from "./sample/rows.ts";
import { type Subject, textOf } from "./subject.ts";
import { code, counted, fenced, listed, paragraphs } from "./words.ts";

/** What a task works on. */
export interface Job {
  readonly question: Question;
  readonly subject: Subject;
  readonly voice: Voice;
}

export function explainTask({ subject, voice }: Job): string {
  const { text, prepared } = explain(subject, voice);
  return paragraphs(text, prepared ? PREPARED : STRUCTURE);
}

export function fixTask(job: Job): string {
  const known = knownChange(job, "fix");
  if (known !== undefined) return known;
  const elsewhere = findEdits(job.subject, "fix");
  if (elsewhere.length > 0) return cannotChange(job.subject, pointTo(job.subject, elsewhere));
  return cannotChange(
    job.subject,
    reactTo(job.question),
    cannot("find or mend faults in this code"),
    reported(job.question),
  );
}

export function refactorTask(job: Job): string {
  const { subject, question } = job;
  const known = knownChange(job, "refactor");
  if (known !== undefined) return known;
  const flat = flatten(subject);
  if (!flat) {
    const nothing = canFlatten(subject) ? "finds nothing to take away here" : "does not know this language";
    return cannotChange(
      subject,
      reactTo(question),
      `${cannot("refactor this code")} The one change it makes, an \`else\` less, ${nothing}.`,
    );
  }
  const times = flat.steps === 1 ? "one `else` that is" : `${flat.steps} \`else\` that are`;
  const say = `Takes away ${times} not needed, because the branch before always leaves. What the code does stays the same.`;
  return paragraphs(say, fenced(textOf(flat.subject), subject.fence), MECHANICAL);
}

export function documentTask({ subject, question }: Job): string {
  const changed = document(subject);
  if (!changed) return cannotChange(subject, reactTo(question), cannot("document this code"));
  return paragraphs(fenced(textOf(changed), subject.fence), PREPARED);
}

/** Instructions that name another task in passing; the first that fits. */
const OTHER_TASKS: readonly { readonly words: RegExp; readonly answer: (job: Job) => string }[] = [
  { words: /\b(?:fix|mend|repair|crash(?:es)?|bugs?)\b/i, answer: fixTask },
  { words: /\b(?:refactor|simplify|clean up|tidy|shorten|flatten)\b/i, answer: refactorTask },
  { words: /\b(?:document|doc comments?|docstrings?|comments?)\b/i, answer: documentTask },
];

/** A free instruction: a rename, another task in other words, or a plain statement that the demo cannot. */
export function editTask(job: Job): string {
  const { subject, question } = job;
  const renamed = rename(subject, question.request);
  const other = OTHER_TASKS.find(({ words }) => words.test(question.request));
  if (!renamed && other) return other.answer(job);
  if (!renamed) {
    const can = 'What it can: "rename a to b", where the selected code holds every use of the name.';
    return cannotChange(subject, reactTo(question), `${cannot("carry out this instruction")} ${can}`);
  }
  const { from, to, places } = renamed;
  const say = `Renames ${code(from)} to ${code(to)} in ${counted(places, "place")}; other files are not looked at.`;
  return paragraphs(say, fenced(textOf(renamed.subject), subject.fence), MECHANICAL);
}

export function reviewTask({ subject, voice }: Job): string {
  const found = findEdits(subject, "fix").filter((edit) => isInside(subject, edit));
  const rows = found.map(
    ({ edit, from, removed }) =>
      `- ${capital(linesAt(subject, from, removed))}, ${code(edit.symbol)}: ${edit[voice].say}`,
  );
  return rows.length > 0
    ? paragraphs(rows.join("\n"), PREPARED)
    : paragraphs(
        // With its lines, so that it stands where a finding would and does not pass for a review that found nothing.
        `- ${capital(linesAt(subject, subject.first, subject.count))}: ${cannot("judge this code")}`,
        explain(subject, "mini").text,
      );
}

/** Which files changed is all that a script can tell of a change. */
export function commitTask({ blocks }: Question): string {
  const files = blocks.filter(({ language }) => language === "diff").map(({ path }) => path.split("/").at(-1) ?? path);
  return files.length > 0 ? `Change ${listed(files)} (demo, no AI)` : cannot("write a commit message without changes");
}

/** The prepared edits of a task that lie in the code, as one replacement of it. */
function knownChange({ subject, question, voice }: Job, task: KnownEdit["task"]): string | undefined {
  // A second try knows what was wrong with the first, so it has no excuse for mini's mistake.
  const careful: Voice = question.complaint === undefined ? voice : "full";
  const found = findEdits(subject, task).filter((edit) => isInside(subject, edit));
  const changed = applyEdits(subject, found, careful);
  if (!changed) return undefined;
  const hints = question.complaint === undefined ? [] : found.flatMap(({ edit }) => edit.onComplaint ?? []);
  return paragraphs(
    hints.length > 0 ? hints.join(" ") : reactTo(question),
    sayings(found, careful),
    fenced(textOf(changed), subject.fence),
    PREPARED,
  );
}

function sayings(found: readonly FoundEdit[], voice: Voice): string {
  if (found.length === 1) return found.map(({ edit }) => edit[voice].say).join("");
  return found.map(({ edit }) => `- ${code(edit.symbol)}: ${edit[voice].say}`).join("\n");
}

/** One line about the draft that a check rejected; "" on a first try. */
function reactTo({ complaint }: Question): string {
  const [first = ""] = (complaint ?? "").trim().split("\n");
  if (first === "") return "";
  const short = first.length > MOST_QUOTED ? `${first.slice(0, MOST_QUOTED)}…` : first;
  return `The draft was rejected: ${short}`;
}

const MOST_QUOTED = 200;

function pointTo(subject: Subject, found: readonly FoundEdit[]): string {
  const places = found.map(({ edit, from, removed }) => `${code(edit.symbol)} (${linesAt(subject, from, removed)})`);
  return `The demo, no AI, knows of nothing to mend in the selected code. What it knows in this file is in ${listed(places)}: select that.`;
}

function reported(question: Question): string {
  const problems =
    blockOf(question, "diagnostics")
      ?.text.split("\n")
      .filter((line) => line.trim() !== "") ?? [];
  return problems.length === 0
    ? ""
    : `The editor reports:\n${problems
        .slice(0, 5)
        .map((line) => `- ${line}`)
        .join("\n")}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
