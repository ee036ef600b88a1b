const LINES_PER_BLOCK = 16;

/** Code that grows: every 16 lines a new element, because one text node that grows costs its whole length each time. */
export class CodeLines {
  readonly #code: HTMLElement;
  #block: HTMLElement | undefined;
  #lines = 0;
  #partial: Text | undefined;

  constructor(code: HTMLElement) {
    this.#code = code;
  }

  append(lines: string, partial: string): void {
    this.#partial?.remove();
    this.#partial = undefined;
    for (const line of lines.split(/(?<=\n)/)) if (line !== "") this.#addLine(line);
    if (partial === "") return;
    this.#partial = document.createTextNode(partial);
    this.#current().append(this.#partial);
  }

  #addLine(line: string): void {
    this.#current().append(line);
    this.#lines += 1;
    if (this.#lines >= LINES_PER_BLOCK) this.#block = undefined;
  }

  #current(): HTMLElement {
    if (this.#block === undefined) {
      this.#block = document.createElement("span");
      this.#block.className = "lines";
      this.#lines = 0;
      this.#code.append(this.#block);
    }
    return this.#block;
  }
}
