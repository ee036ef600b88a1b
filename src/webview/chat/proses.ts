import { MarkdownView } from "../markdown/view.ts";

/** The rendered texts of the conversation, one element per answer and per unfolded rejected try. */
export class Proses {
  readonly #views = new Map<string, MarkdownView>();
  readonly #onDrawn: (live: boolean) => void;

  constructor(onDrawn: (live: boolean) => void) {
    this.#onDrawn = onDrawn;
  }

  show(key: string, text: string, done: boolean): HTMLElement {
    const view = this.#views.get(key) ?? this.#create(key);
    view.update(text, done);
    return view.element;
  }

  /** Text that arrives between two states of a turn; false where that turn is not on the page yet. */
  append(key: string, text: string): boolean {
    const view = this.#views.get(key);
    view?.append(text);
    return view !== undefined;
  }

  /** Draws what is due without waiting for a frame. */
  flush(): void {
    for (const view of this.#views.values()) view.flush();
  }

  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#views.keys()) if (!keys.has(key)) this.#views.delete(key);
  }

  #create(key: string): MarkdownView {
    const view = new MarkdownView((live) => this.#onDrawn(live));
    this.#views.set(key, view);
    return view;
  }
}
