import * as vscode from "vscode";
import { anchorsOf } from "../chat/anchors.ts";
import type { AddedPlaces } from "../chat/addedPlaces.ts";
import type { ChatView } from "../chat/chatView.ts";
import { terminalSelection } from "../context/copiedText.ts";
import type { Words } from "../words.ts";

export interface Adding {
  readonly added: AddedPlaces;
  readonly chat: ChatView;
  readonly words: Words;
}

/** More would fill any prompt; a slip of the hand should not. */
const MOST_FILES = 20;

/**
 * Add to Chat: the files picked in the explorer or on a tab; else the selection of the editor, or its whole file. VS Code
 * hands over what was clicked and, from the explorer, everything that is selected there.
 */
export async function addToChat(
  { added, chat, words }: Adding,
  [clicked, selected]: readonly unknown[],
): Promise<void> {
  const uris = Array.isArray(selected) ? selected.filter(isUri) : isUri(clicked) ? [clicked] : [];
  const editor = vscode.window.activeTextEditor;
  const isEditor =
    uris.length <= 1 && editor && (uris[0] ?? editor.document.uri).toString() === editor.document.uri.toString();
  if (isEditor) addEditor(editor, added);
  else await addFiles(uris, added, words);
  await chat.reveal(true);
}

function addEditor(editor: vscode.TextEditor, added: AddedPlaces): void {
  const [anchor] = anchorsOf(editor);
  if (anchor) added.add(editor.document.uri, anchor.cursor ? undefined : anchor.lines);
}

async function addFiles(uris: readonly vscode.Uri[], added: AddedPlaces, { t }: Words): Promise<void> {
  const files: vscode.Uri[] = [];
  for (const uri of uris) {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) === 0) files.push(uri);
  }
  for (const uri of files.slice(0, MOST_FILES)) added.add(uri);
  if (files.length > MOST_FILES) {
    void vscode.window.showWarningMessage(t("The first {count} files were added to the chat.", { count: MOST_FILES }));
  }
}

/** Add Terminal Selection to Chat. */
export async function addTerminalToChat({ added, chat, words }: Adding): Promise<void> {
  const text = await terminalSelection();
  if (text === "") {
    void vscode.window.showWarningMessage(words.t("Select text in the terminal first.", {}));
    return;
  }
  added.addTerminal(text);
  await chat.reveal(true);
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}
