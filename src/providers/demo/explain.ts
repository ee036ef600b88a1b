import { signatureOf } from "./code/signature.ts";
import { type Declaration, readStructure } from "./code/structure.ts";
import { describe } from "./describe.ts";
import type { Voice } from "./edit.ts";
import { knownCode } from "./sample/known.ts";
import type { KnownCode } from "./sample/rows.ts";
import { narrow, type Subject, textOf } from "./subject.ts";
import { code, firstSentence, paragraphs } from "./words.ts";

/** An explanation, and whether it was prepared for this very code. */
export interface Explanation {
  readonly text: string;
  readonly prepared: boolean;
}

/** Explains code: with the prepared text where it is the sample's, else from its structure. */
export function explain(subject: Subject, voice: Voice): Explanation {
  const known = recognise(subject) ?? recogniseInside(subject);
  if (known) return { text: known[voice], prepared: true };
  const around = recogniseAround(subject);
  if (around)
    return { text: paragraphs(`The selected lines belong to ${code(around.name)}.`, around[voice]), prepared: true };
  const notes = new Map(
    knownDeclarations(subject).map(({ row }) => [row.name, voice === "mini" ? firstSentence(row.mini) : row.mini]),
  );
  return { text: describe(subject, voice, notes), prepared: notes.size > 0 };
}

/** The row of the sample's code that a subject is, comments and blanks aside. */
export function recognise(subject: Subject): KnownCode | undefined {
  return subject.language && knownCode(signatureOf(textOf(subject), subject.language));
}

/** The declarations of a subject's code that are the sample's, with their rows. */
export function knownDeclarations(
  subject: Subject,
): readonly { readonly row: KnownCode; readonly declaration: Declaration }[] {
  if (!subject.language) return [];
  return readStructure(textOf(subject), subject.language).declarations.flatMap((declaration) => {
    const row = recognise(narrow(subject, declaration));
    return row ? [{ row, declaration }] : [];
  });
}

/** A declaration of a subject's code by its name, the outermost first. */
export function findDeclaration(subject: Subject, name: string): Declaration | undefined {
  if (!subject.language) return undefined;
  return readStructure(textOf(subject), subject.language).declarations.find((declaration) => declaration.name === name);
}

/** The one known declaration that is all of the code but for imports, blanks or a line around it. */
function recogniseInside(subject: Subject): KnownCode | undefined {
  const all = knownDeclarations(subject).filter(({ declaration }) => declaration.depth === 0);
  const [only] = all;
  return only && all.length === 1 && only.declaration.end - only.declaration.start + 3 >= subject.count
    ? only.row
    : undefined;
}

/** The innermost known declaration that the code is a part of. */
function recogniseAround(subject: Subject): KnownCode | undefined {
  const { first, count, lines } = subject;
  const all = knownDeclarations({ ...subject, first: 0, count: lines.length });
  return all.findLast(({ declaration: { start, end } }) => start <= first + 1 && end >= first + count)?.row;
}
