import * as vscode from "vscode";
import { mergeTexts } from "../../core/edits/merge.ts";
import type { PendingFile } from "./pendingFiles.ts";

const MOST_REQUESTS = 20;

/** What a request did to a document that was accepted, in whole or in part. */
export interface AcceptedChange {
  readonly uri: vscode.Uri;
  readonly before: string;
  readonly after: string;
}

interface Accepted {
  readonly changes: Map<string, AcceptedChange>;
  readonly files: PendingFile[];
}

/** Accepted edits, so that those of one answer can be taken back together, or looked at once more, whatever was typed since. */
export class EditLog {
  readonly #requests = new Map<string, Accepted>();

  /** What came of accepting hunks; of several accepts of one request the first says what was before. */
  noteChange(request: string, change: AcceptedChange): void {
    const { changes } = this.#at(request);
    const key = change.uri.toString();
    const { before } = changes.get(key) ?? change;
    if (before === change.after) changes.delete(key);
    else changes.set(key, { ...change, before });
  }

  noteFile(request: string, file: PendingFile): void {
    this.#at(request).files.push(file);
  }

  forget(request: string): void {
    this.#requests.delete(request);
  }

  /** The last request with accepted edits. */
  get last(): string | undefined {
    return [...this.#requests.keys()].at(-1);
  }

  /** Something of this request was accepted and can be taken back. */
  has(request: string): boolean {
    return this.changesOf(request).length + this.filesOf(request).length > 0;
  }

  changesOf(request: string): readonly AcceptedChange[] {
    return [...(this.#requests.get(request)?.changes.values() ?? [])];
  }

  filesOf(request: string): readonly PendingFile[] {
    return this.#requests.get(request)?.files ?? [];
  }

  #at(request: string): Accepted {
    const known = this.#requests.get(request) ?? { changes: new Map<string, AcceptedChange>(), files: [] };
    this.#requests.delete(request);
    this.#requests.set(request, known);
    const [oldest] = this.#requests.keys();
    if (this.#requests.size > MOST_REQUESTS && oldest !== undefined) this.#requests.delete(oldest);
    return known;
  }
}

/** A document's text without an accepted change; undefined when it was changed in the same lines since. */
export function withoutChange(current: string, { before, after }: AcceptedChange): string | undefined {
  return mergeTexts(after, current, before);
}

/** Undoes that a file was made or deleted; false when it is not as it was left. */
export async function revertFile({ kind, uri, text }: PendingFile): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const there = await vscode.workspace.openTextDocument(uri).then(
    (document) => document.getText(),
    () => undefined,
  );
  if (kind === "create") {
    if (there === undefined) return true;
    if (there !== text) return false;
    edit.deleteFile(uri, { ignoreIfNotExists: true });
  } else {
    if (there !== undefined) return there === text;
    edit.createFile(uri, { contents: Buffer.from(text), overwrite: false });
  }
  return await vscode.workspace.applyEdit(edit);
}
