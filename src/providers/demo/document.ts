import { knownDeclarations } from "./explain.ts";
import { replaceLines, type Subject } from "./subject.ts";
import { firstSentence } from "./words.ts";

/**
 * The subject with a documentation comment, in its language's own form, at each declaration of the sample that has none;
 * undefined when there is nothing to add.
 */
export function document(subject: Subject): Subject | undefined {
  let changed: Subject | undefined;
  for (const { row, declaration } of knownDeclarations(subject).toReversed()) {
    const at = subject.first + declaration.start - 1;
    if (isDocumented(subject, at) || !hasPlace(subject, at)) continue;
    const edit = comment(subject, at, firstSentence(row.mini).replaceAll("`", ""));
    changed = replaceLines(changed ?? subject, { ...edit, removed: 0 }) ?? changed;
  }
  return changed;
}

function isDocumented({ lines, language }: Subject, at: number): boolean {
  if (language?.blocks === "indentation") return /^\s*("""|''')/.test(lines[at + 1] ?? "");
  return /\*\/\s*$/.test(lines[at - 1] ?? "");
}

/** A docstring goes below the head, so the head must end on its first line. */
function hasPlace({ lines, language }: Subject, at: number): boolean {
  return language?.blocks !== "indentation" || (lines[at] ?? "").trimEnd().endsWith(":");
}

function comment({ lines, language }: Subject, at: number, text: string): { from: number; lines: readonly string[] } {
  const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
  return language?.blocks === "indentation"
    ? { from: at + 1, lines: [`${indent}    """${text}"""`] }
    : { from: at, lines: [`${indent}/** ${text} */`] };
}
