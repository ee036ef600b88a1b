import * as vscode from "vscode";
import { stripHidden } from "../../core/context/hidden.ts";
import { restoreWhereKnown } from "../../core/context/secrets.ts";
import { commandIn } from "../../core/prompts/promptFile.ts";
import type { FromChat } from "../../protocol/protocol.ts";
import { runAction } from "../actions.ts";
import { type Asking, askFreely, keepRefused } from "../commands/ask.ts";
import { debugByMessage } from "../commands/debugging.ts";
import type { Debugging } from "../deep/startDebugging.ts";
import { applyByHand } from "../edits/finishEdit.ts";
import type { Reviews } from "../edits/reviews.ts";
import type { Refactorings } from "../refactor/refactorAcross.ts";
import { openPlace } from "../openPlace.ts";
import { parseFileLink } from "../../util/fileLink.ts";
import type { ChatHistory } from "./chatHistory.ts";
import type { Payloads } from "./payloads.ts";

export interface ChatIntents {
  readonly asking: Asking;
  readonly debugging: Debugging;
  readonly refactorings: Refactorings;
  readonly reviews: Reviews;
  readonly history: ChatHistory;
  readonly payloads: Payloads;
}

/** What the chat webview may ask for, validated before it gets here; each intent is looked up, none names a command. */
export async function onChatMessage(message: FromChat, intents: ChatIntents): Promise<void> {
  const { asking, reviews, payloads } = intents;
  const { conversation, composer, chat, words } = asking;
  const turnOf = (id: string | undefined) => conversation.turns.find((turn) => turn.id === id);
  switch (message.type) {
    case "send":
      if (message.text.trim() !== "") await onSend(message, intents);
      break;
    case "stop":
      conversation.stop();
      break;
    case "typed":
      composer.typed(message.text);
      break;
    case "pick-tier":
      composer.choose(message.tier);
      break;
    case "limit-tier":
      composer.limit(message.depth);
      break;
    case "toggle-chip":
      composer.toggle(message.id);
      break;
    case "remove-context":
      composer.clear();
      break;
    case "show-payload":
      await (message.refresh ? payloads.refreshNext() : payloads.showNext());
      break;
    case "copy":
      await vscode.env.clipboard.writeText(message.text);
      break;
    case "insert":
      await insertAtCursor(message.text, conversation.restorer(message.turn));
      break;
    case "apply": {
      const turn = turnOf(message.turn);
      const failure = turn && (await applyByHand(turn, message.text, reviews, words));
      if (turn && failure) conversation.note(turn.id, failure);
      break;
    }
    case "keep-try": {
      const turn = turnOf(message.turn);
      if (turn) await keepRefused(turn, message.attempt, asking);
      break;
    }
    case "act":
      await runAction(message.action, turnOf(message.turn), asking);
      break;
    case "open-link":
      await openLink(message.url);
      break;
    case "focus-editor":
      await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
      break;
    case "ready":
      chat.refresh();
      break;
    default:
      await onHistoryMessage(message, intents);
  }
}

/** A message starts the flow that it names, or that the trace in it asks for; every other one is a question. */
async function onSend(
  { text, tier, asShown }: Extract<FromChat, { type: "send" }>,
  { asking, debugging, refactorings, payloads }: ChatIntents,
): Promise<void> {
  const named = commandIn(text);
  if (named?.name.toLowerCase() === "refactor") await refactorings.start(asking, named.rest, tier);
  else if (!(await debugByMessage(text, debugging, tier)))
    await askFreely(text, tier, asking, asShown ? payloads.asShown : undefined);
}

async function onHistoryMessage(
  message: Extract<FromChat, { type: "open-chat" | "delete-chat" | "restore-chat" }>,
  { asking, history }: ChatIntents,
): Promise<void> {
  switch (message.type) {
    case "open-chat":
      await history.open(message.id);
      break;
    case "delete-chat":
      await history.delete(message.id);
      asking.chat.showHistory(await history.items());
      break;
    case "restore-chat":
      history.restoreDeleted(message.id);
      asking.chat.showHistory(await history.items());
      break;
  }
}

/**
 * Replaces the selection of the editor that was used last; one undo step. Redacted secrets come back only into a file
 * that holds them already, and hidden characters of the model stay out.
 */
async function insertAtCursor(code: string, restore: (text: string) => string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const text = restoreWhereKnown(stripHidden(code), restore, editor.document.getText());
  await editor.edit((builder) => {
    for (const selection of editor.selections) builder.replace(selection, text);
  });
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}

/** Links are model text: only the web and mail, where VS Code asks first, and files that lie inside the workspace. */
async function openLink(url: string): Promise<void> {
  const place = parseFileLink(url);
  if (place) await openPlace(place);
  if (!URL.canParse(url)) return;
  const { protocol } = new URL(url);
  if (protocol === "https:" || protocol === "http:" || protocol === "mailto:") {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  }
}
