import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import { enclosing, innermost, symbolsIn } from "../context/symbols.ts";

/** Lines of a document that a command is about. */
export interface CodePlace {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** Name of the function there; "" where lines were selected or nothing has a name. */
  readonly name: string;
}

/**
 * What a command was called with (a light bulb, a lens, a link), else the selection, else the function at the cursor, else its
 * line. Throws `nothing-selected`, `no-workspace` and `not-text`.
 */
export async function codePlace(args: readonly unknown[]): Promise<CodePlace> {
  const [uri, range] = fromLink(args) ?? args;
  if (uri instanceof vscode.Uri && range instanceof vscode.Range) {
    const document = await vscode.workspace.openTextDocument(uri);
    return { document, range: wholeLines(document, range), name: await nameAt(document, range) };
  }
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new AssistError(vscode.workspace.workspaceFolders ? "nothing-selected" : "no-workspace");
  const { document, selection } = editor;
  if (!selection.isEmpty) return { document, range: wholeLines(document, selection), name: "" };
  const symbol = innermost(enclosing(await symbolsIn(document.uri), selection));
  const own = symbol?.range ?? selection;
  return { document, range: wholeLines(document, own), name: symbol?.name ?? "" };
}

/** Arguments of a command link are JSON: a URI as text, and 0-based lines, the last included. */
function fromLink([uri, first, last]: readonly unknown[]): readonly [vscode.Uri, vscode.Range] | undefined {
  if (typeof uri !== "string" || typeof first !== "number" || typeof last !== "number") return undefined;
  return [vscode.Uri.parse(uri, true), new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER)];
}

async function nameAt({ uri }: vscode.TextDocument, range: vscode.Range): Promise<string> {
  const start = new vscode.Range(range.end, range.end);
  return innermost(enclosing(await symbolsIn(uri), start))?.name ?? "";
}

/** A selection that ends before the first character of a line does not mean that line. */
function wholeLines(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return document.validateRange(new vscode.Range(start.line, 0, last, Number.MAX_SAFE_INTEGER));
}
