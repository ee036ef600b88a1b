import { type Declaration, functionsOf, lengthOf, readStructure, type Structure } from "./code/structure.ts";
import { lineNumber, type Subject, textOf } from "./subject.ts";
import type { Voice } from "./edit.ts";
import { code, counted, listed, paragraphs } from "./words.ts";

/**
 * What a script can say about code that it does not know: its parts and their sizes, never its purpose. `notes` are
 * sentences that are known about parts, by their names.
 */
export function describe(subject: Subject, voice: Voice, notes: ReadonlyMap<string, string> = new Map()): string {
  const text = textOf(subject);
  if (!subject.language) return describeText(subject, text);
  const structure = readStructure(text, subject.language);
  const intro = `${headline(subject, structure)} ${flow(structure)}`.trim();
  if (voice === "mini") return paragraphs(intro, parts(structure, notes, MINI_PARTS));
  return paragraphs(intro, parts(structure, notes, FULL_PARTS), detail(subject, structure));
}

const MINI_PARTS = 5;
const FULL_PARTS = 14;

function describeText(subject: Subject, text: string): string {
  const lines = text.split("\n");
  const blank = lines.filter((line) => line.trim() === "").length;
  const kind = subject.fence === "" ? "text" : code(subject.fence);
  return `${rangeOf(subject)} ${lines.length === 1 ? "is" : "are"} ${kind}, a language that this script has no table for: ${counted(lines.length - blank, "line")} with text, ${blank} blank.`;
}

/** The one declaration that is all of the code, or the code as a list of declarations. */
function headline(subject: Subject, structure: Structure): string {
  const { language } = subject;
  const whole = structure.declarations.find(({ depth }) => depth === 0);
  const only = structure.declarations.filter(({ depth }) => depth === 0).length === 1 && whole;
  if (only && structure.imports.length === 0 && lengthOf(only) >= structure.lines - structure.commentLines - 2) {
    const outside = only.exported ? ", usable from other files" : "";
    return `${code(only.name)} is ${article(only.kind)} ${only.kind} in ${language?.name ?? ""}, ${counted(lengthOf(only), "line")} long${outside}.`;
  }
  const size = counted(structure.lines, "line");
  if (structure.declarations.length === 0)
    return `${rangeOf(subject)} hold ${size} of ${language?.name ?? ""} with no declaration of their own.`;
  const uses = structure.imports.length === 0 ? "" : ` It imports ${listed(structure.imports.map(code))}.`;
  const place =
    subject.count < subject.lines.length
      ? `${rangeOf(subject)} of ${code(subject.path)} are`
      : `${code(subject.path)} is`;
  return `${place} ${language?.name ?? ""}: ${size} with ${tally(structure)}.${uses}`;
}

function tally({ declarations }: Structure): string {
  const kinds = [...new Set(declarations.map(({ kind }) => kind))];
  return listed(
    kinds.map((kind) => {
      const count = declarations.filter((other) => other.kind === kind).length;
      return counted(count, kind, kind === "class" ? "classes" : `${kind}s`);
    }),
  );
}

function flow({ branches, loops, raises, awaits }: Structure): string {
  const found = [
    branches > 0 ? counted(branches, "branch", "branches") : "",
    loops > 0 ? counted(loops, "loop") : "",
    raises > 0 ? `${counted(raises, "place")} that ${raises === 1 ? "raises" : "raise"} an error` : "",
    awaits > 0 ? counted(awaits, "wait") : "",
  ].filter((part) => part !== "");
  return found.length === 0
    ? "It runs straight through: no branch, no loop."
    : `There ${found[0]?.startsWith("1 ") ? "is" : "are"} ${listed(found)}.`;
}

/** The parts in it, with their sizes; nothing when there is only the one that the headline names. */
function parts({ declarations }: Structure, notes: ReadonlyMap<string, string>, most: number): string {
  if (declarations.length < 2 && notes.size === 0) return "";
  const rows = declarations
    .slice(0, most)
    .map((part) => `${"  ".repeat(part.depth)}- ${partLine(part)}${remark(notes.get(part.name))}`);
  const rest = declarations.length - rows.length;
  return [...rows, ...(rest > 0 ? [`- and ${rest} more`] : [])].join("\n");
}

function remark(text: string | undefined): string {
  return text === undefined ? "" : `. ${text}`;
}

function partLine(part: Declaration): string {
  return `${code(part.name)}: ${part.kind}, ${counted(lengthOf(part), "line")}${part.exported ? ", exported" : ""}`;
}

function detail(subject: Subject, structure: Structure): string {
  const [longest] = functionsOf(structure);
  const notes = [
    longest && structure.declarations.length > 1
      ? `The longest function is ${code(longest.name)} with ${counted(lengthOf(longest), "line")} (from line ${lineNumber(subject, subject.first + longest.start - 1)}).`
      : "",
    structure.commentLines > 0
      ? `${counted(structure.commentLines, "line")} ${structure.commentLines === 1 ? "is" : "are"} comment.`
      : "There is no comment.",
    structure.todos > 0
      ? `${counted(structure.todos, "comment")} ${structure.todos === 1 ? "says" : "say"} that something is left to do.`
      : "",
  ];
  return notes.filter((note) => note !== "").join(" ");
}

function rangeOf(subject: Subject): string {
  const from = lineNumber(subject, subject.first);
  return subject.count === 1 ? `Line ${from}` : `Lines ${from}–${from + subject.count - 1}`;
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? "an" : "a";
}
