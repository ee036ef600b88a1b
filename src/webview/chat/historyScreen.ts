import * as l10n from "@vscode/l10n";
import type { FromChat } from "../../protocol/protocol.ts";
import type { HistoryActions } from "./context.ts";
import { titleOf } from "./history.ts";
import { shownItems, withDeleted, type HistoryModel } from "./historyModel.ts";

/** How long a deleted chat offers *Undo*. */
const UNDO_MS = 10_000;
const SEARCH_PAUSE_MS = 1_000;

export interface HistoryScreenDeps {
  readonly root: HTMLElement;
  readonly model: () => HistoryModel | undefined;
  readonly change: (change: (history: HistoryModel) => HistoryModel) => void;
  /** Draws now, for a focus that has to move. */
  readonly draw: () => void;
  readonly send: (message: FromChat) => void;
  readonly say: (sentence: string) => void;
  /** Where the focus goes when what opened the screen is gone. */
  readonly focusInput: () => void;
  /** A chat was opened: it is shown at its end. */
  readonly toEnd: () => void;
}

/** The list of earlier chats as a place: where the focus goes, how long *Undo* stays, what the host is told. */
export class HistoryScreen implements HistoryActions {
  readonly #deps: HistoryScreenDeps;
  readonly #timers = new Map<string, number>();
  #opener: HTMLElement | undefined;
  #searchTimer: number | undefined;

  constructor(deps: HistoryScreenDeps) {
    this.#deps = deps;
  }

  /** Before a change: what has the focus may be what opened the screen. */
  remember(): void {
    const active = document.activeElement;
    this.#opener = active instanceof HTMLElement && active !== document.body ? active : undefined;
  }

  /** After the host sent the list; `opened` says that it was not shown before. */
  received(opened: boolean): void {
    this.#keepTimers();
    if (!opened) return;
    this.#deps.draw();
    this.#deps.root.querySelector<HTMLElement>("#history-title")?.focus();
  }

  search(query: string): void {
    this.#deps.change((history) => ({ ...history, query }));
    window.clearTimeout(this.#searchTimer);
    this.#searchTimer = window.setTimeout(() => this.#sayFound(), SEARCH_PAUSE_MS);
  }

  visit(id: string): void {
    this.#deps.change((history) => (history.current === id ? history : { ...history, current: id }));
  }

  open(id: string): void {
    this.#deps.send({ type: "open-chat", id });
    this.#hide();
    this.#deps.toEnd();
    this.#deps.focusInput();
  }

  delete(id: string): void {
    const item = this.#deps.model()?.items.find((each) => each.id === id);
    if (item === undefined || item.deleted) return;
    this.#deps.send({ type: "delete-chat", id });
    this.#mark(id, true);
    this.#focusRow(id);
    this.#deps.say(l10n.t("Deleted: {title}. Undo is offered for 10 seconds.", { title: titleOf(item) }));
  }

  restore(id: string): void {
    this.#deps.send({ type: "restore-chat", id });
    this.#mark(id, false);
    this.#focusRow(id);
  }

  close(): void {
    this.#hide();
    if (this.#opener?.isConnected === true) this.#opener.focus();
    else this.#deps.focusInput();
  }

  #hide(): void {
    window.clearTimeout(this.#searchTimer);
    this.#deps.change((history) => ({ ...history, shown: false }));
    this.#deps.draw();
  }

  #mark(id: string, deleted: boolean): void {
    this.#deps.change((history) => withDeleted(history, id, deleted));
    this.#keepTimers();
    this.#deps.draw();
  }

  /** Each deleted row has one running timer, each other row none. */
  #keepTimers(): void {
    const { items, expired } = this.#deps.model() ?? { items: [], expired: new Set<string>() };
    const waiting = new Set(items.filter(({ id, deleted }) => deleted && !expired.has(id)).map(({ id }) => id));
    for (const [id, timer] of this.#timers) if (!waiting.has(id)) this.#drop(id, timer);
    for (const id of waiting) {
      if (!this.#timers.has(id))
        this.#timers.set(
          id,
          window.setTimeout(() => this.#expire(id), UNDO_MS),
        );
    }
  }

  #drop(id: string, timer: number): void {
    window.clearTimeout(timer);
    this.#timers.delete(id);
  }

  /** The row goes; a focus inside moves to the next one, or back to the field. */
  #expire(id: string): void {
    this.#timers.delete(id);
    const row = this.#row(id);
    const next = row?.contains(document.activeElement) === true ? this.#neighbour(row) : undefined;
    this.#deps.change((history) => ({ ...history, expired: new Set([...history.expired, id]) }));
    this.#deps.draw();
    next?.focus();
  }

  #neighbour(row: HTMLElement): HTMLElement | undefined {
    const rows = [...this.#deps.root.querySelectorAll<HTMLElement>("[data-chat]")];
    const at = rows.indexOf(row);
    const next = (rows[at + 1] ?? rows[at - 1])?.querySelector<HTMLElement>("button");
    return next ?? this.#deps.root.querySelector<HTMLElement>(".find input") ?? undefined;
  }

  #row(id: string): HTMLElement | undefined {
    return this.#deps.root.querySelector<HTMLElement>(`[data-chat="${CSS.escape(id)}"]`) ?? undefined;
  }

  #focusRow(id: string): void {
    this.#row(id)?.querySelector<HTMLElement>("button")?.focus();
  }

  #sayFound(): void {
    const history = this.#deps.model();
    if (history === undefined || !history.shown) return;
    const count = shownItems(history).length;
    this.#deps.say(count === 1 ? l10n.t("1 chat found.") : l10n.t("{count} chats found.", { count }));
  }
}
