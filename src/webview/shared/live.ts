const GAP_MS = 1_000;
const MAX_WAITING = 3;

/** The view's one polite live region: at most one announcement per second, the newest ones when too many come. */
export class LiveRegion {
  readonly #element: HTMLElement;
  readonly #waiting: string[] = [];
  #timer: number | undefined;
  #last = "";

  constructor(parent: HTMLElement) {
    this.#element = document.createElement("div");
    this.#element.className = "sr";
    this.#element.setAttribute("aria-live", "polite");
    parent.append(this.#element);
  }

  say(sentence: string): void {
    if (sentence === "" || sentence === (this.#waiting.at(-1) ?? this.#last)) return;
    this.#waiting.push(sentence);
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    if (this.#timer === undefined) this.#next();
  }

  #next(): void {
    const sentence = this.#waiting.shift();
    this.#timer = undefined;
    // The same words may matter again later; only an immediate repetition is left out.
    this.#last = sentence ?? "";
    if (sentence === undefined) return;
    this.#element.textContent = sentence;
    this.#timer = window.setTimeout(() => this.#next(), GAP_MS);
  }
}
