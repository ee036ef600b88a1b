import type * as vscode from "vscode";
import * as z from "zod/mini";
import { Review } from "./review.ts";

const KEY = "pendingEdits";
const offset = z.int().check(z.nonnegative());

const hunkSchema = z.object({
  id: offset,
  start: offset,
  end: offset,
  original: z.string(),
  request: z.string(),
  proposed: z.string(),
  parked: z.boolean(),
  label: z.string(),
});

const storedSchema = z.record(z.string(), z.object({ length: offset, hunks: z.array(hunkSchema) }));

/**
 * Pending edits beyond the life of a window: VS Code restores the unsaved text of an editor, and with this the marks that
 * say which of it nobody has accepted yet.
 */
export class ReviewStore {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  save(reviews: readonly Review[]): void {
    const stored = reviews.map(({ uri, document, ready }) => [
      uri.toString(),
      { length: document.getText().length, hunks: ready },
    ]);
    void this.#memory.update(KEY, stored.length === 0 ? undefined : Object.fromEntries(stored));
  }

  /** The review that a document had, when its text still holds every hunk where it was; else nothing is known. */
  restore(document: vscode.TextDocument): Review | undefined {
    const stored = storedSchema.safeParse(this.#memory.get(KEY) ?? {}).data?.[document.uri.toString()];
    if (!stored || stored.hunks.length === 0) return undefined;
    const text = document.getText();
    const holds = stored.hunks.every(
      ({ start, end, parked, original, proposed }) => text.slice(start, end) === (parked ? original : proposed),
    );
    return holds && text.length === stored.length ? new Review(document, stored.hunks) : undefined;
  }
}
