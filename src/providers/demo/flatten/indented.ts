import { replaceLines, type Subject } from "../subject.ts";
import { mask } from "../code/mask.ts";

interface Statement {
  readonly line: number;
  readonly indent: string;
  /** Masked, without the indentation. */
  readonly code: string;
}

/** Takes away the first `else` (or the `el` of an `elif`) of the code for which that is certain; see `flatten`. */
export function flattenIndented(subject: Subject): Subject | undefined {
  const text = subject.lines.join("\n");
  // A line that a backslash continues is two lines to this script and one to Python.
  if (!subject.language || /\\\n/.test(text)) return undefined;
  const statements = statementsOf(mask(text, subject.language).code);
  for (const [index, { code }] of statements.entries()) {
    const step = /^if\b.*:$/.test(code) ? rewrite(subject, statements, index) : undefined;
    if (step) return step;
  }
  return undefined;
}

/** Lines that begin a statement: not blank, not inside brackets. */
function statementsOf(code: string): readonly Statement[] {
  let depth = 0;
  return code.split("\n").flatMap((text, line) => {
    const inside = depth > 0;
    for (const sign of text) depth += /[([{]/.test(sign) ? 1 : /[)\]}]/.test(sign) ? -1 : 0;
    if (inside || text.trim() === "") return [];
    return [{ line, indent: /^\s*/.exec(text)?.[0] ?? "", code: text.trim() }];
  });
}

function rewrite(subject: Subject, statements: readonly Statement[], index: number): Subject | undefined {
  const own = statements[index]?.indent ?? "";
  const end = bodyEnd(statements, index);
  const last = statements[end - 1];
  const next = statements[end];
  if (!last || !next || next.indent !== own || end - 1 === index) return undefined;
  if (last.indent !== statements[index + 1]?.indent || !/^(?:return|raise|continue|break)\b/.test(last.code))
    return undefined;
  const raw = subject.lines[next.line] ?? "";
  if (/^elif\b/.test(next.code))
    return replaceLines(subject, { from: next.line, removed: 1, lines: [raw.replace("elif", "if")] });
  return raw.trim() === "else:" ? dropElse(subject, statements, end) : undefined;
}

/** Index of the first statement behind the body of the one at `index`. */
function bodyEnd(statements: readonly Statement[], index: number): number {
  const own = statements[index]?.indent.length ?? 0;
  const end = statements.findIndex(({ indent }, at) => at > index && indent.length <= own);
  return end === -1 ? statements.length : end;
}

function dropElse(subject: Subject, statements: readonly Statement[], index: number): Subject | undefined {
  const head = statements[index];
  const first = statements[index + 1];
  if (!head || !first) return undefined;
  const after = statements[bodyEnd(statements, index)];
  const body = subject.lines.slice(head.line + 1, after?.line ?? subject.lines.length);
  while (isLoose(body.at(-1), first.indent)) body.pop();
  const moves = body.every((line) => line.trim() === "" || line.startsWith(first.indent));
  // Text over several lines would change with its indentation.
  if (!moves || body.some((line) => /"""|'''/.test(line))) return undefined;
  const lines = body.map((line) => (line.trim() === "" ? line : head.indent + line.slice(first.indent.length)));
  return replaceLines(subject, { from: head.line, removed: body.length + 1, lines });
}

/** A blank line or a comment that belongs to what comes behind the body. */
function isLoose(line: string | undefined, indent: string): boolean {
  return line !== undefined && (line.trim() === "" || (/^\s*#/.test(line) && !line.startsWith(indent)));
}
