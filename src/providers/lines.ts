/**
 * Text in pieces to lines, ended by CR, LF or CRLF, however the pieces are cut. A line is given as soon as its end is
 * certain; a CR at the end of a piece ends its line at once, and an LF that follows belongs to it.
 */
export class LineSplitter {
  readonly #pieces: string[] = [];
  #afterReturn = false;

  /** Characters that wait for the end of their line. */
  get pending(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, 0);
  }

  push(text: string): string[] {
    if (text === "") return [];
    const fresh = this.#afterReturn && text.startsWith("\n") ? text.slice(1) : text;
    this.#afterReturn = text.endsWith("\r");
    const lines = fresh.split(/\r\n|\r|\n/);
    const rest = lines.pop() ?? "";
    const [first, ...more] = lines;
    const complete = first === undefined ? [] : [this.#take() + first, ...more];
    if (rest !== "") this.#pieces.push(rest);
    return complete;
  }

  /** The last line, which nothing ended. */
  end(): string[] {
    const last = this.#take();
    return last === "" ? [] : [last];
  }

  #take(): string {
    return this.#pieces.splice(0).join("");
  }
}
