import type { StreamPart } from "../ports.ts";

/**
 * Marks in which models without a channel of their own put their thinking, at the start of an answer: DeepSeek-R1 and
 * Qwen (`think`), Gemma (`thought`), Magistral (`[THINK]`), Seed (`seed:think`). Servers that know the model's template
 * take them out themselves; the others pass them through as text.
 */
const MARKS = [
  ["<think>", "</think>"],
  ["<thinking>", "</thinking>"],
  ["<thought>", "</thought>"],
  ["<seed:think>", "</seed:think>"],
  ["[THINK]", "[/THINK]"],
] as const;

type Delta = Extract<StreamPart, { type: "text-delta" | "reasoning-delta" }>;

/**
 * Text that a model thinks aloud at the start of its answer becomes reasoning, however the stream cuts it. Later marks
 * are text: an answer may be about them. What is not a mark is passed on unchanged, nothing is lost but the marks and the
 * white space after them.
 */
export async function* foldThinking(parts: AsyncIterable<StreamPart>): AsyncGenerator<StreamPart, void> {
  const fold = new ThinkingFold();
  for await (const part of parts) {
    if (part.type === "text-delta") yield* fold.push(part.text);
    else {
      // A call of a tool or the end: nothing that was held back can still become a mark.
      if (part.type !== "reasoning-delta") yield* fold.end();
      yield part;
    }
  }
  yield* fold.end();
}

/** Where in the answer the stream stands. */
class ThinkingFold {
  #held = "";
  /** The mark that ends the thinking; "" outside of it. */
  #close = "";
  #thought = false;
  #answering = false;

  push(text: string): readonly Delta[] {
    if (this.#answering) return [{ type: "text-delta", text }];
    this.#held += text;
    const out: Delta[] = [];
    while (this.#step(out)) {
      // Each step takes one mark or all the text there is.
    }
    return out;
  }

  /** What was held back because it might have become a mark. */
  end(): readonly Delta[] {
    const text = this.#held;
    this.#held = "";
    if (text === "" || (this.#thought && this.#close === "" && text.trim() === "")) return [];
    return [{ type: this.#close === "" ? "text-delta" : "reasoning-delta", text }];
  }

  /** True when there may be more to do. */
  #step(out: Delta[]): boolean {
    return this.#close === "" ? this.#lookForStart(out) : this.#lookForEnd(out, this.#close);
  }

  #lookForStart(out: Delta[]): boolean {
    const start = this.#held.trimStart();
    const mark = MARKS.find(([open]) => start.startsWith(open));
    if (mark) {
      this.#close = mark[1];
      this.#thought = true;
      this.#held = start.slice(mark[0].length);
      return true;
    }
    if (MARKS.some(([open]) => open.startsWith(start))) return false;
    out.push({ type: "text-delta", text: this.#thought ? start : this.#held });
    this.#held = "";
    this.#answering = true;
    return false;
  }

  #lookForEnd(out: Delta[], close: string): boolean {
    const at = this.#held.indexOf(close);
    const upTo = at < 0 ? this.#held.length - overlap(this.#held, close) : at;
    if (upTo > 0) out.push({ type: "reasoning-delta", text: this.#held.slice(0, upTo) });
    this.#held = this.#held.slice(at < 0 ? upTo : at + close.length);
    if (at >= 0) this.#close = "";
    return at >= 0;
  }
}

/** How many characters at the end of `text` may be the beginning of `mark`. */
function overlap(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}
