import * as vscode from "vscode";
import { applyChanges, type TextChange } from "../../core/edits/change.ts";
import { hunksOf, minimalChanges, moveHunks, type PendingHunk, rejection } from "../../core/edits/hunks.ts";

/** A hunk under review. `parked` = its text is out of the buffer, because the file was saved by itself meanwhile. */
export interface ReviewHunk extends PendingHunk {
  readonly request: string;
  readonly proposed: string;
  readonly parked: boolean;
  /** `Full, $0.0145, types checked`; "" while it is being checked. */
  readonly label: string;
}

export type StageResult = "staged" | "changed" | "occupied" | "read-only";

/**
 * The pending edits of one document. Their text stands in the editor, unsaved, until it is accepted or rejected; hunks
 * move with what is typed around them. Every change is an undo step; a refused try and its successor share one.
 */
export class Review {
  readonly document: vscode.TextDocument;
  #hunks: readonly ReviewHunk[] = [];
  #ids = 0;
  #applying = false;
  /** The request whose undo step is still open. */
  #openStep: string | undefined;

  constructor(document: vscode.TextDocument) {
    this.document = document;
  }

  get hunks(): readonly ReviewHunk[] {
    return this.#hunks;
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  /** The text if every hunk is rejected: one side of the diff editor. */
  get original(): string {
    return applyChanges(this.document.getText(), this.#shown().map(rejection));
  }

  /** The text if every hunk is accepted: the other side. */
  get proposal(): string {
    return applyChanges(this.document.getText(), this.#hunks.filter(({ parked }) => parked).map(acceptance));
  }

  hunkAt(line: number): ReviewHunk | undefined {
    return this.#hunks.find((hunk) => {
      const { start, end } = this.rangeOf(hunk);
      return start.line <= line && line <= end.line;
    });
  }

  /** Lines of the document that a hunk covers; for pure deletions the line behind it. */
  rangeOf({ start, end }: PendingHunk): vscode.Range {
    const from = this.document.positionAt(start);
    const to = this.document.positionAt(end);
    const last = to.character === 0 && to.line > from.line ? to.line - 1 : to.line;
    return new vscode.Range(from.line, 0, last, Number.MAX_SAFE_INTEGER);
  }

  /** Puts an edit into the editor as pending; not over lines that wait for review already, nor into a changed document. */
  async stage(request: string, changes: readonly TextChange[], version: number): Promise<StageResult> {
    const text = this.document.getText();
    const small = minimalChanges(text, changes).toSorted((a, b) => a.start - b.start);
    if (small.some((change) => this.#hunks.some((hunk) => change.start <= hunk.end && hunk.start <= change.end)))
      return "occupied";
    if (!(await this.#apply(small, { undoStop: this.#openStep !== request, version }))) {
      return this.document.version === version ? "read-only" : "changed";
    }
    this.#openStep = request;
    this.#follow(small);
    const fresh = hunksOf(text, small).map((hunk, index): ReviewHunk => {
      const proposed = small[index]?.text ?? "";
      return { ...hunk, id: (this.#ids += 1), request, proposed, parked: false, label: "" };
    });
    this.#hunks = [...this.#hunks, ...fresh].toSorted((a, b) => a.start - b.start);
    return "staged";
  }

  /** Takes a try back that a check refused, in the same undo step that put it in. */
  async unstage(request: string): Promise<void> {
    const hunks = this.#hunks.filter((hunk) => hunk.request === request);
    await this.#settle(hunks, hunks.filter(({ parked }) => !parked).map(rejection), false);
  }

  /** The check is over: the hunks of a request get their label and their undo step is closed. */
  present(request: string, label: string): void {
    this.#openStep = undefined;
    this.#hunks = this.#hunks.map((hunk) => (hunk.request === request ? { ...hunk, label } : hunk));
  }

  /** Takes hunks for good; their text stays in the editor. */
  async accept(hunks: readonly ReviewHunk[]): Promise<void> {
    await this.#settle(hunks, hunks.filter(({ parked }) => parked).map(acceptance), true);
  }

  /** Puts back what stood there before. */
  async reject(hunks: readonly ReviewHunk[]): Promise<void> {
    await this.#settle(hunks, hunks.filter(({ parked }) => !parked).map(rejection), true);
  }

  /** Edits that take pending text out of the buffer, for a save that the user did not ask for; the review goes on. */
  park(): readonly vscode.TextEdit[] {
    const shown = this.#shown();
    const edits = shown.map((hunk) => vscode.TextEdit.replace(this.#span(hunk), hunk.original));
    this.#follow(shown.map(rejection));
    this.#hunks = this.#hunks.map((hunk) =>
      hunk.parked ? hunk : { ...hunk, end: hunk.start + hunk.original.length, parked: true },
    );
    // The save applies the edits in a later turn; its change event must not move the hunks again.
    this.#applying = edits.length > 0;
    setTimeout(() => (this.#applying = false), 100);
    return edits;
  }

  /** Somebody else changed the document. Undo may have taken the edit out again: such hunks are gone. */
  changed({ contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (this.#applying) return;
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      this.#follow([{ start: rangeOffset, end: rangeOffset + rangeLength, text }]);
    }
    if (reason !== vscode.TextDocumentChangeReason.Undo) return;
    const text = this.document.getText();
    this.#hunks = this.#hunks.filter((hunk) => hunk.parked || text.slice(hunk.start, hunk.end) !== hunk.original);
  }

  #shown(): readonly ReviewHunk[] {
    return this.#hunks.filter(({ parked }) => !parked);
  }

  async #settle(hunks: readonly ReviewHunk[], changes: readonly TextChange[], undoStop: boolean): Promise<void> {
    if (!(await this.#apply(changes, { undoStop }))) return;
    const gone = new Set(hunks.map(({ id }) => id));
    this.#hunks = this.#hunks.filter(({ id }) => !gone.has(id));
    this.#follow(changes);
  }

  /** Moves the hunks along with changes that were made to the text they lie in. */
  #follow(changes: readonly TextChange[]): void {
    for (const change of changes.toSorted((a, b) => b.start - a.start)) {
      const moved = moveHunks(this.#hunks, change);
      this.#hunks = this.#hunks.map((hunk, index) => ({ ...hunk, ...moved[index] }));
    }
  }

  async #apply(
    changes: readonly TextChange[],
    { undoStop, version = this.document.version }: { readonly undoStop: boolean; readonly version?: number },
  ): Promise<boolean> {
    if (changes.length === 0) return true;
    const editor = await this.#editor();
    if (this.document.version !== version) return false;
    this.#applying = true;
    try {
      const done = await editor.edit(
        (builder) => {
          for (const change of changes) builder.replace(this.#span(change), change.text);
        },
        { undoStopBefore: undoStop, undoStopAfter: false },
      );
      // A read-only editor says that it took the edit, and does not.
      return done && this.document.version !== version;
    } finally {
      this.#applying = false;
    }
  }

  /** Undo steps can be joined only through an editor; a file that is changed is shown. */
  async #editor(): Promise<vscode.TextEditor> {
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document === this.document);
    return visible ?? (await vscode.window.showTextDocument(this.document, { preserveFocus: true, preview: false }));
  }

  #span({ start, end }: Pick<TextChange, "start" | "end">): vscode.Range {
    return new vscode.Range(this.document.positionAt(start), this.document.positionAt(end));
  }
}

function acceptance({ start, end, proposed }: ReviewHunk): TextChange {
  return { start, end, text: proposed };
}
