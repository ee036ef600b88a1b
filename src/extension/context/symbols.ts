import * as vscode from "vscode";

const BODIES: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
  vscode.SymbolKind.Interface,
  vscode.SymbolKind.Enum,
  vscode.SymbolKind.Struct,
  vscode.SymbolKind.Variable,
  vscode.SymbolKind.Constant,
  vscode.SymbolKind.Property,
]);

const CALLABLE: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
]);

interface Known {
  readonly version: number;
  readonly languageId: string;
  readonly symbols: readonly vscode.DocumentSymbol[];
}

/** A question takes its way through three processes, and a request asks what its file's lenses have asked before. */
const knownOf = new WeakMap<vscode.TextDocument, Known>();

/**
 * The symbols of a document as a tree. Empty where the language has no provider, which for some languages is also true
 * for the first seconds after start.
 */
export async function symbolsIn(uri: vscode.Uri): Promise<readonly vscode.DocumentSymbol[]> {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (!document) return await askFor(uri);
  const { version, languageId } = document;
  const known = knownOf.get(document);
  if (known?.version === version && known.languageId === languageId) return known.symbols;
  const symbols = await askFor(uri);
  if (symbols.length > 0 && document.version === version) knownOf.set(document, { version, languageId, symbols });
  return symbols;
}

async function askFor(uri: vscode.Uri): Promise<readonly vscode.DocumentSymbol[]> {
  const found = await vscode.commands.executeCommand<
    readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >("vscode.executeDocumentSymbolProvider", uri);
  return (found ?? []).filter((symbol) => "children" in symbol);
}

/** Those around `range`, outermost first. */
export function enclosing(
  symbols: readonly vscode.DocumentSymbol[],
  range: vscode.Range,
): readonly vscode.DocumentSymbol[] {
  const chain: vscode.DocumentSymbol[] = [];
  for (let level = symbols; ;) {
    const inner = level.find((symbol) => symbol.range.contains(range) && BODIES.has(symbol.kind));
    if (!inner) return chain;
    chain.push(inner);
    level = inner.children;
  }
}

/** The innermost function or method of a chain, else its innermost symbol. */
export function innermost(chain: readonly vscode.DocumentSymbol[]): vscode.DocumentSymbol | undefined {
  return chain.findLast(({ kind }) => CALLABLE.has(kind)) ?? chain.at(-1);
}
