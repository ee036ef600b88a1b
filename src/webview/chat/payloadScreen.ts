import type { FromChat } from "../../protocol/protocol.ts";

/** How long the box may rest before what will be sent is asked for again. */
const REFRESH_MS = 300;

export interface PayloadScreenDeps {
  readonly root: HTMLElement;
  /** What is open now. */
  readonly when: () => "next" | "sent" | undefined;
  /** Takes the screen away. */
  readonly hide: () => void;
  readonly draw: () => void;
  readonly send: (message: FromChat) => void;
  readonly copy: (text: string) => void;
  /** Sends the message box, where it can be sent. */
  readonly submit: () => void;
  readonly focusInput: () => void;
}

/** *What Will Be Sent* and *What Was Sent* as a place: where the focus goes, and when it is drawn anew. */
export class PayloadScreen {
  readonly #deps: PayloadScreenDeps;
  #opener: HTMLElement | undefined;
  #timer: number | undefined;

  constructor(deps: PayloadScreenDeps) {
    this.#deps = deps;
  }

  /** Before a change: what has the focus may be what opened the screen. */
  remember(): void {
    const active = document.activeElement;
    this.#opener = active instanceof HTMLElement && active !== document.body ? active : undefined;
  }

  /** After the host sent a payload; `opened` says that none was shown before. */
  received(opened: boolean): void {
    if (!opened) return;
    this.#deps.draw();
    this.#deps.root.querySelector<HTMLElement>("#payload-title")?.focus();
  }

  /** The box, its chips or the models have changed. */
  changed(): void {
    if (this.#deps.when() !== "next") return;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#refresh(), REFRESH_MS);
  }

  send(): void {
    this.#deps.submit();
  }

  copy(text: string): void {
    this.#deps.copy(text);
  }

  removeContext(): void {
    this.#deps.send({ type: "remove-context" });
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#deps.hide();
    this.#deps.draw();
    if (this.#opener?.isConnected === true) this.#opener.focus();
    else this.#deps.focusInput();
  }

  #refresh(): void {
    if (this.#deps.when() === "next") this.#deps.send({ type: "show-payload", refresh: true });
  }
}
