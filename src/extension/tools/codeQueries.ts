import * as vscode from "vscode";
import type { Finding } from "../../core/tools/reader.ts";
import type { ReadCall } from "../../core/tools/readTools.ts";
import { symbolsIn } from "../context/symbols.ts";
import type { SettingsService } from "../settings.ts";
import { fileNamed, findingOf, type FoundIn, isBelow, isKeptOut, saying } from "./places.ts";

const MOST = 100;
/** Lines around the named one in which a symbol is looked for: models count lines badly. */
const NEAR = 5;

/** Symbols by name, or those of a file, as VS Code's language support knows them. */
export async function findSymbols(
  { query, path }: Extract<ReadCall, { tool: "find_symbols" }>,
  settings: SettingsService,
): Promise<Finding> {
  const file = path === "" ? undefined : await fileNamed(path);
  if (file && query === "") return await symbolsOfFile(file, settings);
  const found = await vscode.commands.executeCommand<readonly vscode.SymbolInformation[] | undefined>(
    "vscode.executeWorkspaceSymbolProvider",
    query,
  );
  const inside = (found ?? []).filter(({ location }) => isBelow(location.uri, path)).slice(0, MOST);
  if (inside.length === 0) return saying("No symbol of this name is known. Search for the text instead.");
  const lines = inside.map(({ name, kind, containerName, location }) => ({
    uri: location.uri,
    line: location.range.start.line,
    text: `${kindName(kind)} ${name}${containerName === "" ? "" : ` in ${containerName}`}`,
  }));
  return await findingOf(byFile(lines), settings, { quiet: true });
}

async function symbolsOfFile(uri: vscode.Uri, settings: SettingsService): Promise<Finding> {
  if (await isKeptOut(uri, settings)) return await findingOf([{ uri, language: "", text: "" }], settings);
  const lines = linesOf(await symbolsIn(uri), 0).slice(0, 3 * MOST);
  if (lines.length === 0) return saying("No symbols are known of this file. Read it instead.");
  return await findingOf([{ uri, language: "", text: lines.join("\n") }], settings);
}

function linesOf(symbols: readonly vscode.DocumentSymbol[], depth: number): readonly string[] {
  return symbols.flatMap(({ name, kind, range, children }) => [
    `${"  ".repeat(depth)}${range.start.line + 1}-${range.end.line + 1}: ${kindName(kind)} ${name}`,
    ...linesOf(children, depth + 1),
  ]);
}

/** Every use of the symbol that stands in a line, as VS Code's language support finds them. */
export async function findReferences(
  { path, line, symbol }: Extract<ReadCall, { tool: "find_references" }>,
  settings: SettingsService,
): Promise<Finding> {
  const uri = await fileNamed(path);
  if (!uri) return saying("There is no such file in the workspace.");
  if (await isKeptOut(uri, settings)) return await findingOf([{ uri, language: "", text: "" }], settings);
  const document = await vscode.workspace.openTextDocument(uri);
  const at = positionOf(document, line - 1, symbol);
  if (!at) return saying("The symbol does not stand in that line or near it. Read the file first.");
  const found = await vscode.commands.executeCommand<readonly vscode.Location[] | undefined>(
    "vscode.executeReferenceProvider",
    uri,
    at,
  );
  const inside = (found ?? []).filter((place) => isBelow(place.uri, "")).slice(0, MOST);
  if (inside.length === 0) return saying("No uses are known. Search for the text instead.");
  const lines = await Promise.all(
    inside.map(async (place) => {
      const target = await vscode.workspace.openTextDocument(place.uri);
      const { line: row } = place.range.start;
      return { uri: place.uri, line: row, text: row < target.lineCount ? target.lineAt(row).text.trim() : "" };
    }),
  );
  return await findingOf(byFile(lines), settings, { quiet: true });
}

/** In the named line, else in the nearest one, else in the first that holds it. */
function positionOf(document: vscode.TextDocument, line: number, symbol: string): vscode.Position | undefined {
  const rows = Array.from({ length: document.lineCount }, (_, row) => row).toSorted(
    (a, b) => distance(a, line) - distance(b, line),
  );
  for (const row of rows) {
    const at = document.lineAt(row).text.indexOf(symbol);
    if (at !== -1) return new vscode.Position(row, at);
  }
  return undefined;
}

/** Beyond the near lines the first of the file comes first. */
function distance(row: number, line: number): number {
  const away = Math.abs(row - line);
  return away <= NEAR ? away : NEAR + 1 + row;
}

function byFile(
  lines: readonly { readonly uri: vscode.Uri; readonly line: number; readonly text: string }[],
): FoundIn[] {
  const files = new Map<string, { uri: vscode.Uri; text: string[] }>();
  for (const { uri, line, text } of lines) {
    const known = files.get(uri.toString()) ?? { uri, text: [] };
    known.text.push(`${line + 1}: ${text}`);
    files.set(uri.toString(), known);
  }
  return [...files.values()].map(({ uri, text }) => ({ uri, language: "", text: text.join("\n") }));
}

function kindName(kind: vscode.SymbolKind): string {
  return (vscode.SymbolKind[kind] ?? "symbol").toLowerCase();
}
