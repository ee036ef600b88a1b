import type * as vscode from "vscode";
import type { Log } from "../../core/ports.ts";
import type { HistoryItemView } from "../../protocol/viewState.ts";
import { DisposableStore } from "../../util/disposable.ts";
import type { AnswerWords } from "./answerState.ts";
import { historyItem, restoredTurns, storedChat } from "./chatRecord.ts";
import type { ChatStore } from "./chatStore.ts";
import type { KeptFlow } from "../deep/keptFlow.ts";
import type { Conversation, Flow } from "./conversation.ts";

const OPEN_KEY = "openChat";
/** While an answer is written its chat is saved this often, so that a killed window loses at most so much. */
const SAVE_MS = 1_000;

export interface ChatHistoryDeps {
  readonly store: ChatStore;
  readonly conversation: Conversation;
  readonly memory: vscode.Memento;
  readonly words: AnswerWords;
  /** The flow of an answer that is opened again. */
  readonly flows: (kept: KeptFlow) => Flow;
  readonly log: Log;
}

/** Keeps the open chat on disk as it grows, brings it back after a reload, and lists the earlier ones. */
export class ChatHistory implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #deps: ChatHistoryDeps;
  readonly #deleted = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: ChatHistoryDeps) {
    this.#deps = deps;
    this.#store.add(
      deps.conversation.onDidChange((event) => {
        if (event.type === "ended") void this.save();
        else if (event.type === "cleared") void this.#deps.memory.update(OPEN_KEY, deps.conversation.id);
        else this.#saveSoon();
      }),
    );
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
  }

  /** Brings back the chat that was open in this workspace. */
  async restore(): Promise<void> {
    const id = this.#deps.memory.get<unknown>(OPEN_KEY);
    if (typeof id === "string" && this.#deps.conversation.turns.length === 0) await this.open(id);
  }

  async open(id: string): Promise<void> {
    const { store, conversation, words, flows } = this.#deps;
    if (id === conversation.id) return;
    await this.leave();
    const chat = await store.open(id);
    if (!chat || conversation.busy !== undefined) return;
    conversation.load(chat.id, restoredTurns(chat, words, flows));
    await this.#deps.memory.update(OPEN_KEY, id);
  }

  /** Newest first; a deleted one stays in the list, marked, until the window closes. */
  async items(): Promise<readonly HistoryItemView[]> {
    const { store, conversation } = this.#deps;
    await store.flushed();
    const chats = await store.list();
    return chats.map((chat) =>
      historyItem(chat, { open: chat.id === conversation.id, deleted: this.#deleted.has(chat.id) }),
    );
  }

  async delete(id: string): Promise<void> {
    const { conversation } = this.#deps;
    this.#deleted.add(id);
    if (id !== conversation.id) return;
    await this.leave();
    conversation.clear();
  }

  /** Before another chat takes the place of the open one: its answer is stopped and everything is on disk. */
  async leave(): Promise<void> {
    const { conversation } = this.#deps;
    conversation.stop();
    await conversation.rest();
    await this.save();
  }

  restoreDeleted(id: string): void {
    this.#deleted.delete(id);
  }

  /** Deleted chats go for good, at the end of the window. */
  async forgetDeleted(): Promise<void> {
    for (const id of this.#deleted) await this.#deps.store.remove(id);
    this.#deleted.clear();
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { store, conversation, memory, log } = this.#deps;
    if (conversation.turns.length === 0) return;
    try {
      const isSaved = await store.save(storedChat(conversation.id, conversation.turns, Date.now()));
      if (!isSaved) {
        // Another window went on with the same chat: both keep what they have, this one as a chat of its own.
        conversation.fork();
        await store.save(storedChat(conversation.id, conversation.turns, Date.now()));
      }
      if (memory.get(OPEN_KEY) !== conversation.id) await memory.update(OPEN_KEY, conversation.id);
    } catch (error) {
      log.error(`The chat could not be saved: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  #saveSoon(): void {
    this.#timer ??= setTimeout(() => void this.save(), SAVE_MS);
  }
}
