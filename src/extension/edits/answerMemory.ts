import type { Draft } from "../../core/ports.ts";
import type { LeftOut } from "../../core/edits/readAnswer.ts";

const MOST_ANSWERS = 50;

/** The last answers with edits: their drafts, so that a code block can still be applied by hand, and what was left out of them. */
export class AnswerMemory {
  readonly #drafts = new Map<string, Draft>();
  readonly #left = new Map<string, readonly LeftOut[]>();

  remember(draft: Draft): void {
    this.#drafts.delete(draft.request.id);
    this.#drafts.set(draft.request.id, draft);
    forgetOldest(this.#drafts);
  }

  draft(request: string): Draft | undefined {
    return this.#drafts.get(request);
  }

  noteLeft(request: string, left: readonly LeftOut[]): void {
    this.#left.set(request, left);
    forgetOldest(this.#left);
  }

  /** For the model: what was wrong with the parts of its answer that were left out. */
  leftOut(request: string): string {
    return (this.#left.get(request) ?? []).map(({ complaint }) => complaint).join("\n\n");
  }
}

function forgetOldest(known: Map<string, unknown>): void {
  const [oldest] = known.keys();
  if (known.size > MOST_ANSWERS && oldest !== undefined) known.delete(oldest);
}
