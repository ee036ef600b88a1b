import type * as vscode from "vscode";
import { AROUND_REACH } from "../../core/context/around.ts";
import { headOf, tailOf } from "../../util/cutText.ts";

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
  return { before: tailOf(before, AROUND_REACH.before), after: headOf(after, AROUND_REACH.after) };
}
