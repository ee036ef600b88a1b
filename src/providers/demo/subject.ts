import { type Language, languageOf } from "./code/languages.ts";
import { type Declaration, lengthOf, readStructure } from "./code/structure.ts";
import { type Block, blockOf, type Question } from "./question.ts";

/** The code that an answer is about, within the most of its surroundings that the prompt shows. */
export interface Subject {
  readonly path: string;
  /** Name of the symbol, where the prompt says it; "" otherwise. */
  readonly name: string;
  /** The word behind the fence, as the prompt wrote it. */
  readonly fence: string;
  /** Undefined for a language that the script has no row for. */
  readonly language: Language | undefined;
  /** Lines of the surroundings; the code itself where there are none. */
  readonly lines: readonly string[];
  /** Index in `lines` of the first line of the code. */
  readonly first: number;
  /** Number of its lines. */
  readonly count: number;
  /** What is added to an index in `lines` to get the line's number in its file. */
  readonly base: number;
  /** The surroundings are known to be whole, so that what is not in them is not there. */
  readonly whole: boolean;
  /** The surroundings are the whole file. */
  readonly isFile: boolean;
}

/** What a question is about: the selection, else the whole file; undefined when the prompt shows no code. */
export function subjectOf(question: Question): Subject | undefined {
  const selection = blockOf(question, "selection");
  const file = blockOf(question, "file");
  const around = blockOf(question, "symbol");
  const block = selection ?? file ?? around;
  if (!block) return undefined;
  const place = (selection && (locate(selection, file) ?? locate(selection, around))) ?? alone(block);
  const context = place.context.text.split("\n");
  const isFile = place.context === file && file.range === undefined;
  const known = block.language === "" ? languageOfPath(block.path) : languageOf(block.language);
  return {
    path: block.path,
    name: block.name,
    fence: block.language,
    language: known,
    lines: context,
    first: place.first,
    count: block.text.split("\n").length,
    base: place.context.range?.start ?? 1,
    whole: isFile || (place.context !== file && isDeclaration(place.context, known)),
    isFile,
  };
}

/** The code of a subject as text. */
export function textOf({ lines, first, count }: Subject): string {
  return lines.slice(first, first + count).join("\n");
}

/** The file's line number of an index in a subject's lines. */
export function lineNumber({ base }: Subject, index: number): number {
  return base + index;
}

/** The subject narrowed to one declaration of its own code; lines of `declaration` count from the code's first. */
export function narrow(subject: Subject, { name, start, end }: Pick<Declaration, "name" | "start" | "end">): Subject {
  return { ...subject, name, first: subject.first + start - 1, count: end - start + 1 };
}

/**
 * The subject after `removed` of its lines from index `from` on were replaced. Undefined when they do not all lie in the
 * code: what was not selected is never changed.
 */
export function replaceLines(
  subject: Subject,
  { from, removed, lines }: { readonly from: number; readonly removed: number; readonly lines: readonly string[] },
): Subject | undefined {
  if (from < subject.first || from + removed > subject.first + subject.count) return undefined;
  return {
    ...subject,
    lines: subject.lines.toSpliced(from, removed, ...lines),
    count: subject.count - removed + lines.length,
  };
}

interface Place {
  readonly context: Block;
  readonly first: number;
}

function alone(context: Block): Place {
  return { context, first: 0 };
}

/** Where a selection lies in a larger block: by its line numbers when the text there is the same, else by its one occurrence. */
function locate(selection: Block, context: Block | undefined): Place | undefined {
  if (!context || context.path !== selection.path) return undefined;
  const lines = context.text.split("\n");
  const wanted = selection.text.split("\n");
  const fits = (at: number): boolean => wanted.every((line, index) => lines[at + index] === line);
  const byNumber = (selection.range?.start ?? 0) - (context.range?.start ?? 1);
  if (selection.range && byNumber >= 0 && fits(byNumber)) return { context, first: byNumber };
  const places = lines.flatMap((_, at) => (fits(at) ? [at] : []));
  const [first] = places;
  return first !== undefined && places.length === 1 ? { context, first } : undefined;
}

/** A block that begins and ends with one declaration needs no surroundings to be understood. */
function isDeclaration({ text }: Block, language: Language | undefined): boolean {
  if (!language) return false;
  const { declarations, lines } = readStructure(text, language);
  const outer = declarations.find(({ depth }) => depth === 0);
  const head = text.split("\n").findIndex((line) => line.trim() !== "");
  return outer !== undefined && outer.start === head + 1 && lengthOf(outer) >= lines - head;
}

function languageOfPath(path: string): Language | undefined {
  return languageOf(/\.([a-z+]+)$/i.exec(path)?.[1] ?? "");
}
