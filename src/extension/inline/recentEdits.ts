import * as vscode from "vscode";

const MOST = 8;
/** Lines on each side of an edit that go along with it. */
const AROUND = 6;

/** A place that was edited lately. */
export interface RecentEdit {
  readonly uri: vscode.Uri;
  /** 0-based, inclusive. */
  readonly start: number;
  readonly end: number;
}

/** Where the user has edited last, newest first; one place per neighbourhood. Keeps places, never text. */
export class RecentEdits implements vscode.Disposable {
  #edits: readonly RecentEdit[] = [];
  readonly #listener: vscode.Disposable;

  constructor() {
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges: [change] }) => {
      if (change && document.uri.scheme === "file") this.#note(document.uri, change.range.start.line);
    });
  }

  get all(): readonly RecentEdit[] {
    return this.#edits;
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #note(uri: vscode.Uri, line: number): void {
    const [newest] = this.#edits;
    if (newest && isIn(newest, uri, line)) return;
    const edit = { uri, start: Math.max(0, line - AROUND), end: line + AROUND };
    this.#edits = [edit, ...this.#edits.filter((known) => !isIn(known, uri, line))].slice(0, MOST);
  }
}

function isIn(edit: RecentEdit, uri: vscode.Uri, line: number): boolean {
  return edit.uri.toString() === uri.toString() && line >= edit.start && line <= edit.end;
}
