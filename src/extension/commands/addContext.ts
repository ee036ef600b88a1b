import * as vscode from "vscode";
import { anchorsOf } from "../chat/anchors.ts";
import { problemsIn } from "../context/diagnostics.ts";
import { symbolsIn } from "../context/symbols.ts";
import { pathOf } from "../context/places.ts";
import { pickTyped } from "../pickTyped.ts";
import { FILLED } from "../tools/searchText.ts";
import { addTerminalToChat, type Adding } from "./addToChat.ts";

const MOST_FILES = 5_000;
const MOST_WITH_PROBLEMS = 10;

/** One thing that can go along with the next messages. A separator adds nothing. */
export interface ContextRow extends vscode.QuickPickItem {
  readonly add?: () => unknown;
}

/** Add Context: a list of what can go along with the message, what is near first. */
export async function addContext(adding: Adding): Promise<void> {
  const { row, typed } = await pickTyped({
    placeholder: adding.words.t("Add files, lines, symbols, problems or terminal output to the message", {}),
    near: nearRows(adding),
    far: farRows(adding),
  });
  await row?.add?.();
  await adding.chat.contextPicked(row !== undefined, typed);
}

/** What is at hand: lines, symbols and problems, the terminal, open files. */
export function nearRows(adding: Adding): readonly ContextRow[] {
  const rows = [...editorRows(adding), ...problemRows(adding), ...terminalRows(adding)];
  return [
    ...rows,
    ...section(
      adding.words.t("Open editors", {}),
      openFiles().map((uri) => fileRow(uri, adding)),
    ),
  ];
}

/** The files of the workspace that are not open. */
export async function farRows(adding: Adding): Promise<readonly ContextRow[]> {
  const open = new Set(openFiles().map(String));
  const found = await vscode.workspace.findFiles("**/*", FILLED, MOST_FILES);
  const files = found.filter((uri) => !open.has(uri.toString()));
  const sorted = files.toSorted((one, other) => pathOf(one).localeCompare(pathOf(other)));
  return section(
    adding.words.t("Files", {}),
    sorted.map((uri) => fileRow(uri, adding)),
  );
}

function editorRows({ added, words }: Adding): readonly ContextRow[] {
  const editor = vscode.window.activeTextEditor;
  const [anchor] = anchorsOf(editor);
  if (!editor || !anchor?.lines) return [];
  const { uri } = editor.document;
  const { lines } = anchor;
  const selection: ContextRow = {
    label: lines.start === lines.end ? words.t("Line {start}", lines) : words.t("Lines {start}–{end}", lines),
    description: pathOf(uri),
    iconPath: new vscode.ThemeIcon("list-selection"),
    add: () => added.add(uri, lines),
  };
  const symbol: ContextRow = {
    label: words.t("Symbol…", {}),
    description: pathOf(uri),
    iconPath: new vscode.ThemeIcon("symbol-method"),
    add: () => addSymbol(uri, { added, words }),
  };
  return anchor.cursor ? [symbol] : [selection, symbol];
}

async function addSymbol(uri: vscode.Uri, { added, words }: Pick<Adding, "added" | "words">): Promise<void> {
  const flat = (symbols: readonly vscode.DocumentSymbol[], inside: string): readonly ContextRow[] =>
    symbols.flatMap((symbol) => [symbolRow(symbol, inside), ...flat(symbol.children, symbol.name)]);
  const symbolRow = ({ name, range }: vscode.DocumentSymbol, inside: string): ContextRow => ({
    label: name,
    description: inside,
    add: () => added.add(uri, { start: range.start.line + 1, end: range.end.line + 1 }),
  });
  const rows = symbolsIn(uri).then((symbols) => flat(symbols, ""));
  const placeHolder = words.t("Symbol of {file}", { file: pathOf(uri) });
  (await vscode.window.showQuickPick(rows, { placeHolder, matchOnDescription: true }))?.add?.();
}

/** Of the active file and the open ones first: a large project has problems in more files than a list can show. */
function problemRows({ added, words }: Adding): readonly ContextRow[] {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const open = [...openFiles().map(String), ...(active === undefined ? [] : [active])];
  const nearness = ({ uri }: { readonly uri: vscode.Uri }): number => open.lastIndexOf(uri.toString());
  return vscode.languages
    .getDiagnostics()
    .map(([uri]) => ({ uri, count: problemsIn({ uri }, undefined).length }))
    .filter(({ uri, count }) => count > 0 && vscode.workspace.getWorkspaceFolder(uri))
    .toSorted((one, other) => nearness(other) - nearness(one))
    .slice(0, MOST_WITH_PROBLEMS)
    .map(({ uri, count }) => ({
      label: count === 1 ? words.t("1 problem", {}) : words.t("{count} problems", { count }),
      description: pathOf(uri),
      iconPath: new vscode.ThemeIcon("warning"),
      add: () => added.addProblems(uri),
    }));
}

function terminalRows(adding: Adding): readonly ContextRow[] {
  if (!vscode.window.activeTerminal) return [];
  return [
    {
      label: adding.words.t("Terminal selection", {}),
      description: vscode.window.activeTerminal.name,
      iconPath: new vscode.ThemeIcon("terminal"),
      add: () => addTerminalToChat(adding),
    },
  ];
}

function openFiles(): readonly vscode.Uri[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const uris = inputs.flatMap((input) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function fileRow(uri: vscode.Uri, { added }: Adding): ContextRow {
  const path = pathOf(uri);
  const name = path.split("/").at(-1) ?? path;
  return {
    label: name,
    ...(name === path ? {} : { description: path.slice(0, -name.length - 1) }),
    iconPath: new vscode.ThemeIcon("file"),
    add: () => added.add(uri),
  };
}

function section(label: string, rows: readonly ContextRow[]): readonly ContextRow[] {
  return rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
}
