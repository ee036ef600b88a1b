import { editLineHtml } from "./editHtml.ts";
import { type EditLine, EditReader } from "./editLines.ts";
import { toFragment } from "./sanitize.ts";

const LINES_PER_BLOCK = 16;

/**
 * Code that grows: every 16 lines a new element, because one text node that grows costs its whole length each time. Lines
 * of an edit are elements of their own, drawn as what they do to the file.
 */
export class CodeLines {
  readonly #code: HTMLElement;
  readonly #reader = new EditReader();
  #block: HTMLElement | undefined;
  #lines = 0;
  #partial: ChildNode | undefined;

  constructor(code: HTMLElement) {
    this.#code = code;
  }

  append(lines: string, partial: string): void {
    this.#partial?.remove();
    this.#partial = undefined;
    for (const line of lines.split(/(?<=\n)/)) if (line !== "") this.#addLine(line);
    const shown = partial === "" ? undefined : this.#reader.peek(partial);
    if (shown !== undefined) this.#partial = this.#draw(shown, partial);
  }

  #addLine(line: string): void {
    const shown = this.#reader.read(line.replace(/\n$/, ""));
    if (shown.kind === "mark") return;
    this.#draw(shown, line);
    this.#lines += 1;
    if (this.#lines >= LINES_PER_BLOCK) this.#block = undefined;
  }

  #draw(shown: EditLine, line: string): ChildNode | undefined {
    if (shown.kind === "plain") {
      this.#current().append(line);
      return this.#current().lastChild ?? undefined;
    }
    this.#block = undefined;
    this.#code.append(toFragment(editLineHtml(shown)));
    return this.#code.lastChild ?? undefined;
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
