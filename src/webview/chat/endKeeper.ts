const SLACK_PX = 8;

/**
 * Keeps the conversation at its end while text arrives, but only for a reader who is there: whoever scrolled up stays
 * where they are and learns that there is new text.
 */
export class EndKeeper {
  readonly #feed: () => HTMLElement | null;
  readonly #onChange: () => void;
  #pinned = true;
  #below = false;
  #top = 0;
  #again: number | undefined;

  constructor(root: HTMLElement, onChange: () => void) {
    this.#feed = () => root.querySelector<HTMLElement>(".feed");
    this.#onChange = onChange;
    // Scroll events do not bubble, and the feed element comes and goes.
    root.addEventListener("scroll", () => this.#scrolled(), { capture: true, passive: true });
    new ResizeObserver(() => this.#keep()).observe(root);
  }

  /** True while new text lies below what is seen. */
  get hasNewBelow(): boolean {
    return this.#below;
  }

  /** Text was added; `live` says that it belongs to an answer that is being written. */
  grown(live: boolean): void {
    if (this.#pinned) this.#keep();
    else if (live) this.#setBelow(true);
  }

  toEnd(): void {
    this.#pinned = true;
    this.#keep();
    this.#setBelow(false);
  }

  /** The reader opens or closes a part: it does so where they look, and what is shown from here on is up to them. */
  hold(): void {
    this.#pinned = false;
  }

  /** Brings an element to the top of what is seen; what is shown from here on is up to the reader. */
  reveal(element: HTMLElement, tries = 3): void {
    this.#pinned = false;
    element.scrollIntoView({ block: "start" });
    this.#top = this.#feed()?.scrollTop ?? 0;
    // Messages on the way get their true height only when they come into view.
    if (tries > 0) requestAnimationFrame(() => this.reveal(element, tries - 1));
  }

  /** Messages that come into view get their true height only then, so the end may move once more. */
  #keep(tries = 3): void {
    const feed = this.#feed();
    if (feed === null || !this.#pinned) return;
    feed.scrollTop = feed.scrollHeight;
    this.#top = feed.scrollTop;
    if (tries === 0 || this.#again !== undefined) return;
    this.#again = requestAnimationFrame(() => this.#keepAgain(feed, tries - 1));
  }

  #keepAgain(feed: HTMLElement, tries: number): void {
    this.#again = undefined;
    if (feed.scrollHeight - feed.scrollTop - feed.clientHeight > 1) this.#keep(tries);
  }

  #scrolled(): void {
    const feed = this.#feed();
    if (feed === null) return;
    const atEnd = feed.scrollHeight - feed.scrollTop - feed.clientHeight <= SLACK_PX;
    // Text may have grown since our own scrolling, so only a move upwards is the reader's.
    if (atEnd) this.#pinned = true;
    else if (feed.scrollTop < this.#top - 1) this.#pinned = false;
    this.#top = feed.scrollTop;
    if (atEnd) this.#setBelow(false);
  }

  #setBelow(below: boolean): void {
    if (this.#below === below) return;
    this.#below = below;
    this.#onChange();
  }
}
