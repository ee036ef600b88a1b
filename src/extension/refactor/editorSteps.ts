import * as vscode from "vscode";
import type { EditorChange, EditorResult } from "../../core/deep/refactorPorts.ts";
import { wordPattern } from "../../core/refactor/names.ts";
import type { EditorStep } from "../../core/refactor/plan.ts";
import { phrase } from "../../util/phrase.ts";
import { pathOf } from "../context/places.ts";
import { inTime, LATE } from "./patience.ts";

/** Code actions that are asked for in full; others of the kind are not looked at. */
const MOST_ACTIONS = 20;

/** What VS Code's language servers would change for a step. Changes nothing itself. */
export async function editorChanges(
  step: EditorStep,
  folder: vscode.WorkspaceFolder,
  signal: AbortSignal,
): Promise<EditorResult> {
  const uri = vscode.Uri.joinPath(folder.uri, ...step.file.split("/"));
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  if (!document) return cannot(phrase("{file} cannot be opened", { file: step.file }));
  if (step.kind === "imports") return await byAction(document, ACTION_KINDS.imports, wholeOf(document), signal);
  const [at, ...others] = namesAt(document, step.symbol);
  if (!at) return cannot(phrase("{file} does not hold {symbol}", { file: step.file, symbol: step.symbol }));
  if (step.kind === "move")
    return await byAction(
      document,
      ACTION_KINDS.move,
      document.getWordRangeAtPosition(at) ?? new vscode.Range(at, at),
      signal,
    );
  let result = await byRename(document, at, step, signal);
  // A word may also be a keyword or stand in a comment: the next one may be the name.
  for (const place of others) {
    if (result.type === "changes" || result.because === TOO_LATE || signal.aborted) break;
    result = await byRename(document, place, step, signal);
  }
  return result;
}

const ACTION_KINDS = {
  imports: vscode.CodeActionKind.SourceOrganizeImports.value,
  move: vscode.CodeActionKind.RefactorMove.append("newFile").value,
} as const;

/** Places that are looked at for a name before it is given up. */
const MOST_PLACES = 6;

/** Where a name stands: first where it is declared, as far as words tell. */
export function namesAt(document: vscode.TextDocument, name: string): readonly vscode.Position[] {
  const text = document.getText();
  const declared = new RegExp(`${DECLARES}(${wordPattern(name).source})`, "u").exec(text);
  const first = declared ? [declared.index + declared[0].length - name.length] : [];
  const all = [...first, ...[...text.matchAll(wordPattern(name, "gu"))].map(({ index }) => index)];
  return [...new Set(all)].slice(0, MOST_PLACES).map((index) => document.positionAt(index));
}

/** Words before a name that is declared, in most languages. */
export const DECLARES = String.raw`\b(?:class|interface|type|enum|struct|trait|record|function|func|fn|def|fun|sub|const|let|var|val|module|namespace)\s+\*?`;

async function byRename(
  document: vscode.TextDocument,
  at: vscode.Position,
  { symbol, to }: Extract<EditorStep, { kind: "rename" }>,
  signal: AbortSignal,
): Promise<EditorResult> {
  // From a use a server may rename the use alone, as an alias of its import; from the declaration it renames all.
  const place = await declarationOf(document.uri, at, signal);
  if (place === LATE) return cannot(TOO_LATE);
  const start = place.range.start;
  const declaring = await vscode.workspace.openTextDocument(place.uri);
  const word = declaring.getText(declaring.getWordRangeAtPosition(start) ?? new vscode.Range(start, start));
  if (word !== symbol) return cannot(OTHER_NAME);
  const asked = vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
    "vscode.executeDocumentRenameProvider",
    place.uri,
    start,
    to,
  );
  const edit = await inTime(asked, signal);
  if (edit === LATE) return cannot(TOO_LATE);
  const result = await changesOf(edit, document.uri);
  const meant = { path: pathOf(place.uri), start: declaring.offsetAt(start), length: symbol.length };
  return touches(result, meant) ? result : cannot(OTHER_NAME);
}

interface Meant {
  readonly path: string;
  readonly start: number;
  readonly length: number;
}

/** Asked at a keyword a server may rename what stands beside it; then no change is at the place that was meant. */
function touches(result: EditorResult, { path, start, length }: Meant): boolean {
  if (result.type === "cannot") return true;
  return result.files.some(
    (file) =>
      file.path === path && file.changes.some((change) => change.start <= start + length && change.end >= start),
  );
}

async function declarationOf(
  uri: vscode.Uri,
  at: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.Location | typeof LATE> {
  const own = new vscode.Location(uri, at);
  const asked = vscode.commands.executeCommand<readonly (vscode.Location | vscode.LocationLink)[] | undefined>(
    "vscode.executeDefinitionProvider",
    uri,
    at,
  );
  const found = await inTime(asked, signal);
  if (found === LATE) return LATE;
  const [first] = found ?? [];
  if (!first) return own;
  const target =
    "targetUri" in first ? { uri: first.targetUri, range: first.targetSelectionRange ?? first.targetRange } : first;
  return vscode.workspace.getWorkspaceFolder(target.uri) ? new vscode.Location(target.uri, target.range) : own;
}

async function byAction(
  document: vscode.TextDocument,
  kind: string,
  range: vscode.Range,
  signal: AbortSignal,
): Promise<EditorResult> {
  const asked = vscode.commands.executeCommand<readonly vscode.CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    kind,
    MOST_ACTIONS,
  );
  const actions = await inTime(asked, signal);
  if (actions === LATE) return cannot(TOO_LATE);
  const action = actions?.find(({ edit, disabled }) => edit !== undefined && !disabled);
  if (!action) return cannot(phrase("no language server offers it here"));
  return await changesOf(action.edit, document.uri);
}

/** An edit of the editor as changes of texts by path. Files outside of the folder make it impossible. */
async function changesOf(edit: vscode.WorkspaceEdit | undefined, own: vscode.Uri): Promise<EditorResult> {
  const folder = vscode.workspace.getWorkspaceFolder(own);
  const entries = edit?.entries() ?? [];
  const files: EditorChange[] = [];
  for (const [uri, edits] of entries) {
    if (edits.length === 0) continue;
    if (vscode.workspace.getWorkspaceFolder(uri) !== folder)
      return cannot(phrase("it would change files outside the folder"));
    const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
    const path = pathOf(uri);
    if (!document)
      files.push({ path, changes: [{ start: 0, end: 0, text: edits.map(({ newText }) => newText).join("") }] });
    else {
      const changes = edits.map(({ range, newText }) => ({
        start: document.offsetAt(range.start),
        end: document.offsetAt(range.end),
        text: newText,
      }));
      files.push({ path, base: document.getText(), changes });
    }
  }
  return files.length === 0 ? cannot(phrase("it changes nothing")) : { type: "changes", files };
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

const OTHER_NAME = phrase("the language server takes it for another name");
const TOO_LATE = phrase("the language server did not answer in time");

function cannot(because: ReturnType<typeof phrase>): EditorResult {
  return { type: "cannot", because };
}
