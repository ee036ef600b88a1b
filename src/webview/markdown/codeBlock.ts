import * as l10n from "@vscode/l10n";
import { highlight, SLICE_CHARS } from "./highlight.ts";

export interface CodeBlock {
  readonly code: string;
  /** As the fence names it; "" where it does not. */
  readonly language: string;
  /** False while the fence is open: code that still grows is shown plain. */
  readonly highlighted: boolean;
}

/** What a code block's header offers. Each is one row here and one in the view's click table. */
interface CodeAction {
  readonly id: string;
  readonly icon: string;
  readonly label: () => string;
}

const CODE_ACTIONS: readonly CodeAction[] = [{ id: "copy", icon: "copy", label: () => l10n.t("Copy") }];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/**
 * A code block as HTML text. Long code is marked `data-later` and highlighted piece by piece once it is on the page.
 */
export function codeBlockHtml({ code, language, highlighted }: CodeBlock): string {
  const name = language === "" ? l10n.t("Code") : l10n.t("Code, {language}", { language });
  const long = code.length > SLICE_CHARS;
  const inner = (highlighted && !long ? highlight(code, language) : undefined) ?? escape(code);
  const later = highlighted && long && language !== "" ? ` data-later="${escape(language)}"` : "";
  return (
    `<div class="code" role="group" aria-label="${escape(name)}"><header>` +
    `<span class="cut grow">${escape(language === "" ? l10n.t("Text") : language)}</span>${CODE_ACTIONS.map(actionHtml).join("")}` +
    `</header><pre tabindex="0"><code${later}>${inner}</code></pre></div>\n`
  );
}

function actionHtml(action: CodeAction): string {
  const label = escape(action.label());
  return (
    `<button type="button" class="icon" data-code-action="${action.id}" aria-label="${label}" title="${label}">` +
    `<i class="codicon codicon-${action.icon}" aria-hidden="true"></i></button>`
  );
}
