import * as l10n from "@vscode/l10n";
import { highlight, SLICE_CHARS } from "./highlight.ts";

export interface CodeBlock {
  readonly code: string;
  /** As the fence names it; "" where it does not. */
  readonly language: string;
  /** False while the fence is open: code that still grows is shown plain. */
  readonly highlighted: boolean;
  /** The text ended before the fence was closed: part of the code may be missing, so that it cannot be applied. */
  readonly cut?: boolean;
}

/**
 * What a code block's header offers. Each is one row here and one in the view's click table. The HTML is the same in
 * every state of an answer; which of them are there for the user is up to the classes of its article, in `chat.css`.
 */
interface CodeAction {
  readonly id: string;
  /** Absent where the action is worded. */
  readonly icon?: string;
  readonly label: () => string;
}

const CODE_ACTIONS: readonly CodeAction[] = [
  { id: "open-diff", icon: "diff", label: () => l10n.t("Open Diff") },
  { id: "insert", icon: "insert", label: () => l10n.t("Insert at Cursor") },
  { id: "copy", icon: "copy", label: () => l10n.t("Copy") },
  { id: "apply", label: () => l10n.t("Apply") },
];

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/**
 * A code block as HTML text. Long code is marked `data-later` and highlighted piece by piece once it is on the page.
 */
export function codeBlockHtml({ code, language, highlighted, cut = false }: CodeBlock): string {
  const name = language === "" ? l10n.t("Code") : l10n.t("Code, {language}", { language });
  const long = code.length > SLICE_CHARS;
  const inner = (highlighted && !long ? highlight(code, language) : undefined) ?? escape(code);
  const later = highlighted && long && language !== "" ? ` data-later="${escape(language)}"` : "";
  return (
    `<div class="code" role="group" aria-label="${escape(name)}"><header>` +
    `<span class="cut grow">${escape(language === "" ? l10n.t("Text") : language)}</span>${CODE_ACTIONS.map(actionHtml).join("")}` +
    `</header><pre tabindex="0"><code${cut ? ' data-cut=""' : ""}${later}>${inner}</code></pre></div>\n`
  );
}

function actionHtml(action: CodeAction): string {
  const label = escape(action.label());
  if (action.icon === undefined)
    return `<button type="button" class="flat strong" data-code-action="${action.id}">${label}</button>`;
  return (
    `<button type="button" class="icon" data-code-action="${action.id}" aria-label="${label}" title="${label}">` +
    `<i class="codicon codicon-${action.icon}" aria-hidden="true"></i></button>`
  );
}
