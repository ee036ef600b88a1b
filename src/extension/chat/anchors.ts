import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { Anchor } from "../../core/assist/request.ts";
import { pathOf } from "../context/places.ts";
import { problemsIn } from "../context/diagnostics.ts";

/** Documents that hold code: not output channels, not the other side of a diff. */
const SCHEMES: ReadonlySet<string> = new Set([
  "file",
  "untitled",
  "vscode-remote",
  "vscode-vfs",
  "vscode-notebook-cell",
  "vscode-userdata",
]);

/** What the user points at: the selection, else where the cursor stands. Empty without an editor. */
export function anchorsOf(editor: vscode.TextEditor | undefined): readonly Anchor[] {
  if (!editor || !SCHEMES.has(editor.document.uri.scheme)) return [];
  const { selection, document } = editor;
  // A selection that ends before the first character of a line does not mean that line.
  const last =
    selection.end.character === 0 && selection.end.line > selection.start.line
      ? selection.end.line
      : selection.end.line + 1;
  const lines = { start: selection.start.line + 1, end: last };
  return [{ uri: document.uri.toString(), lines, ...(selection.isEmpty ? { cursor: true } : {}) }];
}

/** The anchors a command needs. Throws `nothing-selected`, `not-text` or `no-workspace`. */
export function commandAnchors(): readonly Anchor[] {
  const anchors = anchorsOf(vscode.window.activeTextEditor);
  if (anchors.length > 0) return anchors;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    throw new AssistError("not-text", { file: pathOf(input.uri).split("/").at(-1) ?? "" });
  }
  throw new AssistError(vscode.workspace.workspaceFolders ? "nothing-selected" : "no-workspace");
}

/** `store.ts:40–77 · 2 problems`, the line under a question. */
export function contextLine(anchors: readonly Anchor[]): string {
  return anchors
    .map(({ uri, lines, cursor, text }) => {
      if (text !== undefined) return vscode.l10n.t("terminal");
      const target = vscode.Uri.parse(uri);
      const name = pathOf(target).split("/").at(-1) ?? "";
      const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri);
      const range =
        lines && !cursor ? new vscode.Range(lines.start - 1, 0, lines.end - 1, Number.MAX_SAFE_INTEGER) : undefined;
      const problems = document ? problemsIn(document, range).length : 0;
      const place = range && lines ? `${name}:${lines.start}–${lines.end}` : name;
      if (problems === 0) return place;
      return problems === 1
        ? vscode.l10n.t("{place} · 1 problem", { place })
        : vscode.l10n.t("{place} · {count} problems", { place, count: problems });
    })
    .join(" · ");
}
