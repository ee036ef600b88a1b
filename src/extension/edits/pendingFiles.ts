import * as vscode from "vscode";
import type { PreparedFile } from "./prepareEdits.ts";

/** A file that is to be made or deleted, under review. */
export interface PendingFile extends PreparedFile {
  readonly request: string;
  /** `Full, $0.0145, no new errors`; "" while the request's edits are checked. */
  readonly label: string;
}

export interface FileMemory {
  saveFiles(files: readonly PendingFile[]): void;
  restoreFiles(): readonly PendingFile[];
}

export type SettleResult = "done" | "changed";

/**
 * New and deleted files that wait for review. Nothing is written before one is accepted; then the file must still be as it
 * was when it was shown: a new one not there, a deleted one with the text that was seen.
 */
export class PendingFiles {
  readonly #memory: FileMemory;
  #files: readonly PendingFile[];

  /** Begins with the files that an earlier window left under review. */
  constructor(memory: FileMemory) {
    this.#memory = memory;
    this.#files = memory.restoreFiles();
  }

  get all(): readonly PendingFile[] {
    return this.#files;
  }

  get ready(): readonly PendingFile[] {
    return this.#files.filter(({ label }) => label !== "");
  }

  at(uri: vscode.Uri): PendingFile | undefined {
    return this.#files.find((file) => file.uri.toString() === uri.toString());
  }

  /** False when an edit of one of the files waits already. */
  add(request: string, files: readonly PreparedFile[]): boolean {
    if (files.some(({ uri }) => this.at(uri))) return false;
    this.#set([...this.#files, ...files.map((file) => ({ ...file, request, label: "" }))]);
    return true;
  }

  present(request: string, label: string): void {
    this.#set(this.#files.map((file) => (file.request === request ? { ...file, label } : file)));
  }

  remove(request: string): void {
    this.#set(this.#files.filter((file) => file.request !== request));
  }

  reject(file: PendingFile): void {
    this.#set(this.#files.filter((other) => other !== file));
  }

  async accept(file: PendingFile): Promise<SettleResult> {
    const edit = new vscode.WorkspaceEdit();
    if (file.kind === "create") {
      if (await isThere(file.uri)) return "changed";
      edit.createFile(file.uri, { contents: Buffer.from(file.text), overwrite: false, ignoreIfExists: false });
    } else {
      const document = await vscode.workspace.openTextDocument(file.uri).then(undefined, () => undefined);
      if (document?.getText() !== file.text) return "changed";
      edit.deleteFile(file.uri, { ignoreIfNotExists: false, recursive: false });
    }
    if (!(await vscode.workspace.applyEdit(edit))) return "changed";
    this.reject(file);
    if (file.kind === "create") await vscode.window.showTextDocument(file.uri, { preserveFocus: true, preview: false });
    return "done";
  }

  /** What is still checked is not kept: its check ends with the window. */
  #set(files: readonly PendingFile[]): void {
    if (files.length === 0 && this.#files.length === 0) return;
    this.#files = files;
    this.#memory.saveFiles(this.ready);
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
