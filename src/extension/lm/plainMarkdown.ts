/**
 * Markdown of a model for a view that is not ours, line by line: pictures do not load by themselves, they stand there as
 * links. Text inside fences stays as it is.
 */
export class PlainMarkdown {
  #held = "";
  #fence = "";

  push(piece: string): string {
    const text = this.#held + piece;
    const end = text.lastIndexOf("\n") + 1;
    this.#held = text.slice(end);
    return this.#lines(text.slice(0, end));
  }

  end(): string {
    const rest = this.#lines(this.#held);
    this.#held = "";
    return rest;
  }

  #lines(text: string): string {
    return text
      .split(/(?<=\n)/)
      .map((line) => this.#line(line))
      .join("");
  }

  #line(line: string): string {
    const [, fence = ""] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (this.#fence === "" && fence !== "") this.#fence = fence;
    else if (this.#fence !== "") {
      const closes = fence.startsWith(this.#fence) && line.trim() === fence;
      if (closes) this.#fence = "";
    } else return line.replaceAll("![", "!\u200b[").replaceAll("<img", "&lt;img");
    return line;
  }
}

/** Text that is shown as it reads, whatever it holds. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, "\\$&");
}
