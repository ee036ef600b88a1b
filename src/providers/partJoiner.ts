import type { StreamPart } from "../core/ports.ts";

/** Joins neighbouring deltas of one kind, so that a burst of tokens is one step for everybody above. */
export class PartJoiner {
  /** Characters of text and reasoning that went through. */
  chars = 0;

  /** The parts of these chunks. A failure while reading them comes after the parts before it. */
  *join(chunks: Iterable<unknown>, fold: (chunk: unknown) => readonly StreamPart[]): Generator<StreamPart, void> {
    let last: StreamPart | undefined;
    try {
      for (const chunk of chunks) {
        for (const part of fold(chunk)) {
          const joined = last && join(last, part);
          if (last && !joined) yield this.#count(last);
          last = joined ?? part;
        }
      }
    } catch (error) {
      if (last) yield this.#count(last);
      throw error;
    }
    if (last) yield this.#count(last);
  }

  #count(part: StreamPart): StreamPart {
    if (part.type === "text-delta" || part.type === "reasoning-delta") this.chars += part.text.length;
    return part;
  }
}

function join(last: StreamPart, next: StreamPart): StreamPart | undefined {
  if (last.type === "text-delta" && next.type === "text-delta") return { ...last, text: last.text + next.text };
  if (last.type === "reasoning-delta" && next.type === "reasoning-delta") {
    return { ...last, text: last.text + next.text };
  }
  return undefined;
}
