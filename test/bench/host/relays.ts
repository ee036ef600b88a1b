import type * as vscode from "vscode";
import type { AssistDeps } from "../../../src/core/assist/deps.ts";
import type { AnswerWords } from "../../../src/extension/chat/answerState.ts";
import { ChatView } from "../../../src/extension/chat/chatView.ts";
import { AddedPlaces } from "../../../src/extension/chat/addedPlaces.ts";
import { Composer } from "../../../src/extension/chat/composer.ts";
import { type Conversation, type ConversationEvent, turnView } from "../../../src/extension/chat/conversation.ts";
import type { ToChat } from "../../../src/protocol/protocol.ts";
import type { RelayKind } from "../relayRun.ts";

const PLACE = { canApply: false, pending: false };

export interface RelayScene {
  readonly extension: vscode.Uri;
  readonly view: vscode.WebviewView;
  readonly conversation: Conversation;
  readonly deps: AssistDeps;
  readonly words: AnswerWords;
}

/** Passes what the conversation says on to the page, in the given way, until it is disposed. */
export function startRelay(kind: Exclude<RelayKind, "bare">, scene: RelayScene): vscode.Disposable {
  if (kind === "ours") return startChatView(scene);
  const messageOf = kind === "per-token" ? tokenMessage : textMessage;
  return scene.conversation.onDidChange((event) => {
    const message = messageOf(event, scene.conversation);
    if (message) void scene.view.webview.postMessage(message);
  });
}

/** The product's own view with the benchmark's page in place of its own. */
function startChatView({ extension, view, conversation, deps, words }: RelayScene): vscode.Disposable {
  const composer = new Composer(
    {
      assist: deps,
      conversation,
      words,
      added: new AddedPlaces(),
      notice: () => undefined,
      asked: (instruction) => Promise.resolve({ instruction }),
      reading: () => ({ steps: 0, tokens: 0, pico: 0 }),
    },
    "auto",
  );
  const chat = new ChatView({
    ...{ extension, conversation, composer, log: deps.log },
    setup: () => "ready",
    editWaits: () => false,
    place: () => PLACE,
    onMessage: () => undefined,
  });
  chat.resolveWebviewView(keepPage(view));
  return {
    dispose() {
      chat.dispose();
      composer.dispose();
    },
  };
}

/** The same view, but what is set of its page goes nowhere. */
function keepPage(view: vscode.WebviewView): vscode.WebviewView {
  const { webview } = view;
  return {
    viewType: view.viewType,
    visible: view.visible,
    onDidDispose: view.onDidDispose,
    onDidChangeVisibility: view.onDidChangeVisibility,
    show: () => undefined,
    webview: {
      options: {},
      html: "",
      cspSource: webview.cspSource,
      onDidReceiveMessage: webview.onDidReceiveMessage,
      asWebviewUri: (uri) => webview.asWebviewUri(uri),
      postMessage: (message) => webview.postMessage(message),
    },
  };
}

/** One message per token. */
function tokenMessage(event: ConversationEvent, conversation: Conversation): ToChat | undefined {
  if (event.type === "delta") return { type: "append", turn: event.turn, text: event.text };
  return otherMessage(event, conversation);
}

/** The whole text with each token. */
function textMessage(event: ConversationEvent, conversation: Conversation): ToChat | undefined {
  if (event.type === "delta") return turnMessage(conversation);
  return otherMessage(event, conversation);
}

/** What all ways have in common, as the product's view sends it. */
function otherMessage(event: ConversationEvent, conversation: Conversation): ToChat | undefined {
  return event.type === "turn" || (event.type === "busy" && !event.busy) ? turnMessage(conversation) : undefined;
}

function turnMessage({ turns, busy }: Conversation): ToChat | undefined {
  const turn = turns.at(-1);
  return turn && { type: "turn", turn: turnView(turn, PLACE), ...(busy === undefined ? {} : { busy }) };
}
