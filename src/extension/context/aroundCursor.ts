import path from "node:path";
import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { AROUND_REACH, splitsSecret } from "../../core/context/around.ts";
import type { ContextItem } from "../../core/context/item.ts";

/** The text on both sides of a cursor, as far as a prompt may reach, with "\n" at the line ends. */
export interface TextAround {
  readonly before: string;
  readonly after: string;
}

/** Reads no more of the document than it returns, so that the size of a file does not matter. */
export function textAround(document: vscode.TextDocument, { line, character }: vscode.Position): TextAround {
  const { text } = document.lineAt(line);
  let before = text.slice(0, character);
  for (let above = line - 1; above >= 0 && before.length < AROUND_REACH.before; above -= 1) {
    before = `${document.lineAt(above).text}\n${before}`;
  }
  let after = text.slice(character);
  for (let below = line + 1; below < document.lineCount && after.length < AROUND_REACH.after; below += 1) {
    after += `\n${document.lineAt(below).text}`;
  }
  return { before: before.slice(-AROUND_REACH.before), after: after.slice(0, AROUND_REACH.after) };
}

/**
 * What a completion is about: the text after the cursor and, last and next to the request, the text before it. Throws
 * `not-text`, and `ignored` where the cursor is inside a secret.
 */
export function itemsAround(
  document: vscode.TextDocument,
  at: vscode.Position,
  base: Pick<ContextItem, "path" | "language">,
): ContextItem[] {
  const file = path.posix.basename(base.path);
  const { before, after } = textAround(document, at);
  if (before.includes("\0") || after.includes("\0")) throw new AssistError("not-text", { file });
  if (splitsSecret(before, after)) throw new AssistError("ignored", { file, reason: "a secret at the cursor" });
  const line = at.line + 1;
  const above = { start: line - lineBreaks(before), end: line };
  const below = { start: line, end: line + lineBreaks(after) };
  return [
    { ...base, kind: "after", name: "", range: below, text: after },
    { ...base, kind: "before", name: "", range: above, text: before },
  ];
}

function lineBreaks(text: string): number {
  return text.split("\n").length - 1;
}
