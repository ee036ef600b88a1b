import { signatureOf } from "./code/signature.ts";
import { readStructure } from "./code/structure.ts";
import type { Voice } from "./edit.ts";
import { explain, findDeclaration } from "./explain.ts";
import { ABOUT, cannot, PREPARED } from "./notes.ts";
import type { Question } from "./question.ts";
import { KNOWN_QUESTIONS } from "./sample/known.ts";
import { narrow, type Subject, textOf } from "./subject.ts";
import { documentTask, editTask, explainTask, fixTask, type Job, refactorTask, reviewTask } from "./tasks.ts";
import { paragraphs } from "./words.ts";

interface Intent {
  readonly words: RegExp;
  readonly answer: (job: Job) => string;
}

/** What free words ask for, most telling first. */
const INTENTS: readonly Intent[] = [
  { words: /\brename\b/, answer: editTask },
  { words: /\b(?:fix|mend|repair|correct|debug|crash(?:es)?|bugs?)\b/, answer: fixTask },
  { words: /\b(?:refactor|simplify|clean up|tidy|restructure|improve)\b/, answer: refactorTask },
  { words: /\b(?:document|doc comments?|docstrings?)\b/, answer: documentTask },
  { words: /\breview\b/, answer: reviewTask },
  {
    words: /\b(?:explain|describe|summari[sz]e|summary|overview|what (?:does|do|is|are)|how (?:does|do)|walk me)\b/,
    answer: explainTask,
  },
];

const GENERAL = /\b(?:who|what) are you\b|\bwhat can you\b|^(?:hi|hello|hey|help)\b/;

/** Answers free words: a known question, a task in other words, or a plain statement that the demo cannot. */
export function chatTask(question: Question, subject: Subject | undefined, voice: Voice): string {
  const asked = question.request.toLowerCase();
  if (GENERAL.test(asked)) return ABOUT;
  if (!subject) return paragraphs(cannot("answer this"), ABOUT);
  const known = knownAnswer(asked, subject, voice);
  if (known !== undefined) return paragraphs(known, PREPARED);
  const target = named(question.request, subject);
  const intent = INTENTS.find(({ words }) => words.test(asked));
  if (intent) return intent.answer({ question, subject: target ?? subject, voice });
  return paragraphs(cannot("answer this"), "What it sees:", explain(target ?? subject, "mini").text);
}

/** A prepared answer, where the code that it is about is shown and as it was. */
function knownAnswer(asked: string, subject: Subject, voice: Voice): string | undefined {
  const fits = KNOWN_QUESTIONS.filter(({ words }) => words.every((word) => word.test(asked)));
  if (fits.length === 0) return undefined;
  const signatures = signaturesAround(subject);
  return fits.find(({ signature }) => signatures.has(signature))?.[voice];
}

function signaturesAround(subject: Subject): ReadonlySet<string> {
  const all = everything(subject);
  const { language } = all;
  if (!language) return new Set();
  const { declarations } = readStructure(textOf(all), language);
  return new Set(
    [all, ...declarations.map((part) => narrow(all, part))].map((part) => signatureOf(textOf(part), language)),
  );
}

/** The declaration that a question names, anywhere in what the prompt shows. */
function named(request: string, subject: Subject): Subject | undefined {
  const all = everything(subject);
  for (const [name] of request.matchAll(/[A-Za-z_$][\w$]*/g)) {
    const declaration = findDeclaration(all, name);
    if (declaration) return narrow(all, declaration);
  }
  return undefined;
}

function everything(subject: Subject): Subject {
  return { ...subject, first: 0, count: subject.lines.length };
}
