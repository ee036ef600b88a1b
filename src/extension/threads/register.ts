import * as vscode from "vscode";
import { DisposableStore } from "../../util/disposable.ts";
import type { SettingsService } from "../settings.ts";
import { ProblemActions, SymbolLenses } from "./codeActions.ts";
import { ExplainHover } from "./explainHover.ts";
import { Explanations, type ExplanationDeps } from "./explanations.ts";

export interface ExplanationParts extends ExplanationDeps {
  readonly settings: SettingsService;
}

/** Makes explanations at their places, and what leads to them: light bulb, lens, hover. */
export function createExplanations(parts: ExplanationParts, store: DisposableStore): Explanations {
  const { settings, words } = parts;
  const explanations = store.add(new Explanations(parts));
  const everywhere: vscode.DocumentSelector = [{ scheme: "file" }, { scheme: "untitled" }, { scheme: "vscode-remote" }];
  const { registerCodeActionsProvider, registerCodeLensProvider, registerHoverProvider } = vscode.languages;
  store.add(registerCodeActionsProvider(everywhere, new ProblemActions(settings, words), ProblemActions.metadata));
  store.add(registerCodeLensProvider(everywhere, new SymbolLenses(settings, words)));
  const on = (): boolean => settings.current.editor.hover;
  store.add(registerHoverProvider(everywhere, new ExplainHover({ explanations, assist: parts.assist, words, on })));
  return explanations;
}
