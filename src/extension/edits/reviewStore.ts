import * as vscode from "vscode";
import * as z from "zod/mini";
import type { FileMemory, PendingFile } from "./pendingFiles.ts";
import { Review } from "./review.ts";

const KEY = "pendingEdits";
const FILES_KEY = "pendingFiles";
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

const phraseSchema = z.object({
  text: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});

const filesSchema = z.array(
  z.object({
    kind: z.enum(["create", "delete"]),
    uri: z.string().check(z.regex(/^[a-z][\w+.-]*:/i)),
    path: z.string(),
    text: z.string(),
    request: z.string(),
    label: z.string().check(z.minLength(1)),
    caution: z.optional(phraseSchema),
  }),
);

/**
 * Pending edits beyond the life of a window: VS Code restores the unsaved text of an editor, and with this the marks that
 * say which of it nobody has accepted yet.
 */
export class ReviewStore implements FileMemory {
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

  saveFiles(files: readonly PendingFile[]): void {
    const stored = files.map((file) => ({ ...file, uri: file.uri.toString() }));
    void this.#memory.update(FILES_KEY, stored.length === 0 ? undefined : stored);
  }

  /** New and deleted files that waited. Whether each still is as it was seen is found out when it is accepted. */
  restoreFiles(): readonly PendingFile[] {
    const stored = filesSchema.safeParse(this.#memory.get(FILES_KEY) ?? []).data ?? [];
    return stored.map(({ caution, ...file }) => ({
      ...file,
      uri: vscode.Uri.parse(file.uri, true),
      ...(caution ? { caution } : {}),
    }));
  }
}
