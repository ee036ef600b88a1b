import * as l10n from "@vscode/l10n";
import { editLineHtml } from "./editHtml.ts";
import { type EditLine, editLines } from "./editLines.ts";
import { escapeHtml } from "./escape.ts";
import { highlight, SLICE_CHARS } from "./highlight.ts";

export interface CodeBlock {
  readonly code: string;
  /** As the fence names it; "" where it does not. */
  readonly language: string;
  /** The file that the code says it is for. */
  readonly file?: string;
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

/** A code block as HTML text. What is written there as an edit is drawn as what it does to the file. */
export function codeBlockHtml(block: CodeBlock): string {
  const edit = editLines(block.code);
  const cut = block.cut === true ? ' data-cut=""' : "";
  return (
    `<div class="code" role="group" aria-label="${escapeHtml(nameOf(block))}"><header>` +
    `<span class="cut grow">${escapeHtml(titleOf(block, edit))}</span>${CODE_ACTIONS.map(actionHtml).join("")}` +
    `</header><pre tabindex="0">${edit ? editHtml(block, edit, cut) : plainHtml(block, cut)}</pre></div>\n`
  );
}

function nameOf({ language, file }: CodeBlock): string {
  if (file !== undefined) return l10n.t("Code for {file}", { file });
  return language === "" ? l10n.t("Code") : l10n.t("Code, {language}", { language });
}

function titleOf({ language, file }: CodeBlock, edit: readonly EditLine[] | undefined): string {
  if (file !== undefined) return file;
  if (language !== "") return language;
  return edit ? l10n.t("Edit") : l10n.t("Text");
}

/** The file that stands in the header stands there only. `data-raw` is the edit as the model wrote it, to be applied. */
function editHtml({ code, file }: CodeBlock, edit: readonly EditLine[], cut: string): string {
  const lines = file !== undefined && edit[0]?.text.includes(file) ? edit.slice(1) : edit;
  return `<code class="edit"${cut} data-raw="${escapeHtml(code)}">${lines.map(editLineHtml).join("")}</code>`;
}

/** Long code is marked `data-later` and highlighted piece by piece once it is on the page. */
function plainHtml({ code, language, highlighted }: CodeBlock, cut: string): string {
  const long = code.length > SLICE_CHARS;
  const inner = (highlighted && !long ? highlight(code, language) : undefined) ?? escapeHtml(code);
  const later = highlighted && long && language !== "" ? ` data-later="${escapeHtml(language)}"` : "";
  return `<code${cut}${later}>${inner}</code>`;
}

function actionHtml(action: CodeAction): string {
  const label = escapeHtml(action.label());
  if (action.icon === undefined)
    return `<button type="button" class="flat strong" data-code-action="${action.id}">${label}</button>`;
  return (
    `<button type="button" class="icon" data-code-action="${action.id}" aria-label="${label}" title="${label}">` +
    `<i class="codicon codicon-${action.icon}" aria-hidden="true"></i></button>`
  );
}
