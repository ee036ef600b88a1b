import type { Bridge, Draft } from "../bridge.ts";
import type { FromChat, ToChat } from "../../protocol/protocol.ts";
import type { ChatViewState } from "../../protocol/viewState.ts";
import { isCommandMark, isContextMark } from "./keys.ts";

const TYPED_MS = 150;

/** The text being written: lives in the text area, survives a rebuild of the view, reaches the host for its estimate. */
export class ChatInput {
  readonly #bridge: Bridge<ToChat, FromChat>;
  readonly #area: () => HTMLTextAreaElement | null;
  #draft: Draft;
  #timer: number | undefined;
  #restored = false;
  #typedAt = 0;
  /** Where the character stands that opened *Add Context*. */
  #mark: number | undefined;

  constructor(root: HTMLElement, bridge: Bridge<ToChat, FromChat>) {
    this.#bridge = bridge;
    this.#area = () => root.querySelector<HTMLTextAreaElement>("#input");
    this.#draft = bridge.readDraft();
  }

  get text(): string {
    return this.#area()?.value ?? "";
  }

  /** ms since the epoch. */
  get typedAt(): number {
    return this.#typedAt;
  }

  focus(): void {
    this.#area()?.focus();
  }

  /** After the first drawing: what was being typed before the view was rebuilt. */
  restore(): void {
    if (this.#restored) return;
    this.#restored = true;
    if (this.#draft.text !== "") this.#write(this.#draft.text);
  }

  /** Text that the host puts in, once per id. */
  take(draft: ChatViewState["draft"]): void {
    if (draft === undefined || draft.id === this.#draft.id) return;
    this.#write(draft.text, draft.id);
    this.focus();
  }

  clear(): void {
    this.#write("");
  }

  typed(event: InputEvent): void {
    this.#typedAt = Date.now();
    this.#mark = this.#markOf(event);
    if (this.#mark !== undefined) this.#bridge.send({ type: "act", action: "add-context" });
    if (isCommandMark(event.data ?? "", this.text)) this.#bridge.send({ type: "act", action: "add-command" });
    this.#keep({ ...this.#draft, text: this.text });
    this.#timer ??= window.setTimeout(() => this.#tell(), TYPED_MS);
  }

  /** What stands from the mark on goes, for what was picked; where nothing was, what was typed into the list follows it. */
  contextPicked({ picked, typed }: { readonly picked: boolean; readonly typed: string }): void {
    const area = this.#area();
    if (this.#mark === undefined || area === null) return;
    area.setRangeText(typed, picked ? this.#mark : area.selectionEnd, area.selectionEnd, "end");
    this.#mark = undefined;
    this.#write(area.value);
  }

  /** Where an `@` or `#` was typed that begins a word. */
  #markOf({ data }: InputEvent): number | undefined {
    const caret = this.#area()?.selectionStart ?? 0;
    return data !== null && isContextMark(data, this.text.slice(0, caret)) ? caret - 1 : undefined;
  }

  #write(text: string, id = this.#draft.id): void {
    const area = this.#area();
    if (area !== null) area.value = text;
    this.#keep({ text, id });
    this.#tell();
  }

  #keep(draft: Draft): void {
    this.#draft = draft;
    this.#bridge.keepDraft(draft);
  }

  #tell(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#bridge.send({ type: "typed", text: this.text });
  }
}
