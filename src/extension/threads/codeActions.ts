import * as vscode from "vscode";
import type { SettingsService } from "../settings.ts";
import { symbolsIn } from "../context/symbols.ts";
import type { Words } from "../words.ts";

const { Error: ERROR, Warning: WARNING } = vscode.DiagnosticSeverity;

/** *Fix with Upshift* and *Explain Problem* in the light bulb, last and never preferred. Nothing is sent before one is chosen. */
export class ProblemActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };
  readonly #settings: SettingsService;
  readonly #words: Words;

  constructor(settings: SettingsService, words: Words) {
    this.#settings = settings;
    this.#words = words;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const problem = diagnostics.find(({ severity }) => severity === ERROR || severity === WARNING);
    if (!this.#settings.current.editor.lightBulb || !problem) return [];
    const { t } = this.#words;
    const place = [document.uri, problem.range, problem.message];
    return [
      this.#action(t("Fix with Upshift", {}), { command: "upshift.fixProblem", place, problem }),
      this.#action(t("Explain Problem", {}), { command: "upshift.explainProblem", place, problem }),
    ];
  }

  #action(
    title: string,
    {
      command,
      place,
      problem,
    }: { readonly command: string; readonly place: unknown[]; readonly problem: vscode.Diagnostic },
  ): vscode.CodeAction {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command, title, arguments: place };
    action.diagnostics = [problem];
    return action;
  }
}

const LENS_KINDS: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Class,
]);

/** `Explain · Write Tests` above functions, where the user wants it; off unless switched on. */
export class SymbolLenses implements vscode.CodeLensProvider {
  readonly #settings: SettingsService;
  readonly #words: Words;

  constructor(settings: SettingsService, words: Words) {
    this.#settings = settings;
    this.#words = words;
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.#settings.current.editor.codeLens) return [];
    const { t } = this.#words;
    const symbols = flatten(await symbolsIn(document.uri)).filter(({ kind }) => LENS_KINDS.has(kind));
    return symbols.flatMap(({ range }) => {
      const place = [document.uri, range];
      return [
        new vscode.CodeLens(range, { title: t("Explain", {}), command: "upshift.explainHere", arguments: place }),
        new vscode.CodeLens(range, { title: t("Write Tests", {}), command: "upshift.test", arguments: place }),
      ];
    });
  }
}

function flatten(symbols: readonly vscode.DocumentSymbol[]): readonly vscode.DocumentSymbol[] {
  return symbols.flatMap((symbol) => [symbol, ...flatten(symbol.children)]);
}
