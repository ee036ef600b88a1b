import * as vscode from "vscode";
import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import type { PayloadView } from "../../protocol/payloadView.ts";
import type { ChatViewState, ComposerView, HistoryItemView } from "../../protocol/viewState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import type { Log } from "../../core/ports.ts";
import { pageHtml, resourceRoots } from "../views/html.ts";
import type { Composer } from "./composer.ts";
import { type Conversation, type ConversationEvent, type TurnPlace, turnView } from "./conversation.ts";
import { DeltaBatch } from "./deltaBatch.ts";
import { parseFromChat } from "./messages.ts";

export interface ChatViewDeps {
  readonly extension: vscode.Uri;
  readonly conversation: Conversation;
  readonly composer: Composer;
  /** Whether any edit waits for review, from an earlier window, too. */
  readonly editWaits: () => boolean;
  readonly setup: () => ChatViewState["setup"];
  /** Whether an answer can be applied, and whether its edit waits for review. */
  readonly place: (turn: string) => TurnPlace;
  readonly onMessage: (message: FromChat) => void;
  readonly log: Log;
}

/** The sidebar chat as VS Code sees it: makes the page, passes state down and validated intents up. Owns no truth. */
export class ChatView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = "upshift.chat";
  readonly #store = new DisposableStore();
  readonly #deps: ChatViewDeps;
  #view: vscode.WebviewView | undefined;
  #batch: { readonly turn: string; readonly deltas: DeltaBatch } | undefined;
  #drafts = 0;
  #draft: { readonly id: number; readonly text: string } | undefined;
  #description = "";
  /** The page has drawn itself; while hidden VS Code throws it away. */
  #drawn = false;
  #focusWanted = false;
  /** What each turn's buttons were drawn for. */
  readonly #places = new Map<string, string>();

  constructor(deps: ChatViewDeps) {
    this.#deps = deps;
    this.#store.add(deps.conversation.onDidChange((event) => this.#show(event)));
    this.#store.add(deps.composer.onDidChange((composer) => this.#showComposer(composer)));
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    view.webview.options = { enableScripts: true, localResourceRoots: [...resourceRoots(this.#deps.extension)] };
    view.webview.html = pageHtml(view.webview, this.#deps.extension, "chat");
    view.description = this.#description;
    this.#showBadge();
    const listeners = [
      view.webview.onDidReceiveMessage((raw: unknown) => this.#receive(raw)),
      view.onDidChangeVisibility(() => {
        if (!view.visible) this.#drawn = false;
        this.#deps.composer.setVisible(view.visible);
      }),
    ];
    view.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      if (this.#view === view) this.#view = undefined;
      this.#drawn = false;
      this.#deps.composer.setVisible(false);
    });
    this.#deps.composer.setVisible(view.visible);
  }

  get visible(): boolean {
    return this.#view?.visible === true;
  }

  /** Brings the view up, with the cursor in its input when asked for. */
  async reveal(focus: boolean): Promise<void> {
    if (this.#view) this.#view.show(!focus);
    else await vscode.commands.executeCommand(`${ChatView.id}.focus`);
    this.#focusWanted = focus && !this.#drawn;
    if (focus && this.#drawn) this.#post({ type: "focus", part: "input" });
  }

  /** Puts text into the input without sending it. */
  setDraft(text: string): void {
    // Unlike any id of an earlier window, which the page may remember.
    this.#draft = { id: Date.now() + (this.#drafts += 1), text };
    this.#post({ type: "draft", ...this.#draft });
  }

  /** *Add Context* is over: the character that opened it goes, or gets what was typed after it. */
  async contextPicked(picked: boolean, typed: string): Promise<void> {
    this.#post({ type: "context-picked", picked, typed });
    if (picked) await this.reveal(true);
  }

  /** The always-visible meter beside the view's name. */
  setDescription(text: string): void {
    this.#description = text;
    if (this.#view) this.#view.description = text;
  }

  /** Edits came or went: the badge and the buttons of the answers they belong to change. */
  refreshPlaces(): void {
    this.#showBadge();
    for (const { id } of this.#deps.conversation.turns) {
      if (this.#places.get(id) !== JSON.stringify(this.#deps.place(id))) this.#postTurn(id);
    }
  }

  showHistory(items: readonly HistoryItemView[]): void {
    this.#post({ type: "history", items });
  }

  /** Shows what would be sent or was, in the place of the conversation. */
  showPayload(payload: PayloadView): void {
    this.#post({ type: "payload", payload });
  }

  /** Brings an answer into sight with *Why this model* open. */
  async showTurn(turn: string): Promise<void> {
    await this.reveal(false);
    this.#post({ type: "show-turn", turn });
  }

  /** Another model set-up, another state of the page. */
  refresh(): void {
    this.#deps.composer.refresh();
    this.#showComposer(this.#deps.composer.view);
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** One, however many there are: it says that something waits, not how much. */
  #showBadge(): void {
    if (!this.#view) return;
    this.#view.badge = this.#deps.editWaits()
      ? { value: 1, tooltip: vscode.l10n.t("An edit waits for review") }
      : undefined;
  }

  #receive(raw: unknown): void {
    const message = parseFromChat(raw);
    if (!message) this.#deps.log.warn("The chat view sent a message that does not fit; it was dropped");
    else if (message.type === "ready") this.#begin();
    else this.#deps.onMessage(message);
  }

  /** The page is there: its state, and the focus that was asked for while it was being made. */
  #begin(): void {
    this.#drawn = true;
    this.#post(this.#state());
    if (this.#focusWanted) this.#post({ type: "focus", part: "input" });
    this.#focusWanted = false;
  }

  #state(): ToChat {
    this.#flush();
    const { conversation, composer, setup } = this.#deps;
    const state: ChatViewState = {
      setup: setup(),
      turns: conversation.turns.map((turn) => turnView(turn, this.#deps.place(turn.id))),
      composer: composer.view,
      ...(conversation.busy === undefined ? {} : { busy: conversation.busy }),
      ...(this.#draft ? { draft: this.#draft } : {}),
    };
    return { type: "state", locale: vscode.env.language, strings: {}, state };
  }

  #show(event: ConversationEvent): void {
    if (event.type === "delta") {
      this.#append(event.turn, event.text);
      return;
    }
    if (event.type === "cleared") this.#post(this.#state());
    else if (event.type === "turn") this.#postTurn(event.turn.id);
    else if (event.type === "busy" && !event.busy) this.#postTurn(this.#deps.conversation.turns.at(-1)?.id);
  }

  #postTurn(id: string | undefined): void {
    const turn = this.#deps.conversation.turns.find((known) => known.id === id);
    if (!turn) return;
    this.#flush();
    const { busy } = this.#deps.conversation;
    const place = this.#deps.place(turn.id);
    this.#places.set(turn.id, JSON.stringify(place));
    this.#post({ type: "turn", turn: turnView(turn, place), ...(busy === undefined ? {} : { busy }) });
  }

  #append(turn: string, text: string): void {
    if (this.#batch?.turn !== turn) {
      this.#flush();
      this.#batch = { turn, deltas: new DeltaBatch((joined) => this.#post({ type: "append", turn, text: joined })) };
    }
    this.#batch.deltas.push(text);
  }

  /** Text that waits goes before a message that holds it already, or it would stand there twice. */
  #flush(): void {
    this.#batch?.deltas.flush();
    this.#batch = undefined;
  }

  #showComposer(composer: ComposerView): void {
    this.#post({ type: "composer", composer, setup: this.#deps.setup() });
  }

  /** A view that is hidden or gone asks for the whole state when it is back. */
  #post(message: ToChat): void {
    void this.#view?.webview.postMessage(message);
  }
}
