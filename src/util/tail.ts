/** The end of a text that comes in pieces, whatever its length; never holds more than twice what it keeps and a piece. */
export class Tail {
  readonly #most: number;
  #pieces: string[] = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length < 2 * this.#most) return;
    this.#pieces = [this.text];
    this.#length = this.#most;
  }

  get text(): string {
    return this.#pieces.join("").slice(-this.#most);
  }
}
