import * as vscode from "vscode";
import { preview } from "../../core/assist/preview.ts";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { expectedCost } from "../../core/router/expected.ts";
import { type CostLike, costText } from "../../util/costText.ts";
import { symbolsIn } from "../context/symbols.ts";
import type { Words } from "../words.ts";
import { type Explanations, explainRequest } from "./explanations.ts";

export interface ExplainHoverDeps {
  readonly explanations: Explanations;
  readonly assist: AssistDeps;
  readonly words: Words;
  /** The user wants it. */
  readonly on: () => boolean;
}

const NAMED: ReadonlySet<vscode.SymbolKind> = new Set([
  vscode.SymbolKind.Function,
  vscode.SymbolKind.Method,
  vscode.SymbolKind.Constructor,
  vscode.SymbolKind.Class,
]);

/**
 * What was explained before, again at its code; at the name of a function that was not, one line that explains it when it
 * is clicked, with its price. Pointing sends nothing.
 */
export class ExplainHover implements vscode.HoverProvider {
  readonly #deps: ExplainHoverDeps;

  constructor(deps: ExplainHoverDeps) {
    this.#deps = deps;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { explanations, on } = this.#deps;
    if (!on()) return undefined;
    const known = explanations.knownAt(document, position);
    if (known) return known;
    const symbol = namedAt(await symbolsIn(document.uri), position);
    if (!symbol || token.isCancellationRequested) return undefined;
    const cost = await this.#estimate(document.uri, symbol.range, token);
    return cost && new vscode.Hover(this.#link(cost, document.uri, symbol.range), symbol.selectionRange);
  }

  /** What an explanation is likely to cost; undefined where nobody could give one. */
  async #estimate(
    uri: vscode.Uri,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<CostLike | undefined> {
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort());
    try {
      const found = await preview(explainRequest(uri, range), this.#deps.assist, controller.signal);
      const first = found.type === "ready" ? found.decision.plan.order[0] : undefined;
      return first && expectedCost(first);
    } finally {
      listener.dispose();
    }
  }

  #link(cost: CostLike, uri: vscode.Uri, { start, end }: vscode.Range): vscode.MarkdownString {
    const args = encodeURIComponent(JSON.stringify([uri.toString(), start.line, end.line]));
    const text = new vscode.MarkdownString(`[${lineFor(cost, this.#deps.words)}](command:upshift.explainHere?${args})`);
    text.isTrusted = { enabledCommands: ["upshift.explainHere"] };
    return text;
  }
}

/** The function or class whose name stands at the position. */
function namedAt(
  symbols: readonly vscode.DocumentSymbol[],
  position: vscode.Position,
): vscode.DocumentSymbol | undefined {
  const around = symbols.find(({ range }) => range.contains(position));
  if (!around) return undefined;
  const isName = NAMED.has(around.kind) && around.selectionRange.contains(position);
  return isName ? around : namedAt(around.children, position);
}

function lineFor(cost: CostLike, words: Words): string {
  switch (cost.kind) {
    case "priced":
    case "simulated":
      return words.t("Explain, {cost}", { cost: costText(cost, words, { estimate: true }) });
    case "free":
    case "included":
      return words.t("Explain, no charge", {});
    case "unknown":
      return words.t("Explain, price unknown", {});
  }
}
