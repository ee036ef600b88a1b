import * as vscode from "vscode";
import { applyChanges, type TextChange } from "../../core/edits/change.ts";
import { hunksOf, minimalChanges, moveHunks, type PendingHunk, rejection } from "../../core/edits/hunks.ts";

/** A hunk under review. `parked` = its text is out of the buffer, because the file was saved meanwhile. */
export interface ReviewHunk extends PendingHunk {
  readonly request: string;
  readonly proposed: string;
  readonly parked: boolean;
  /** `Full, $0.0145, no new errors`; "" while it is being checked. */
  readonly label: string;
}

export type StageResult = "staged" | "changed" | "occupied" | "read-only";

/** A change of ours on its way: recognised by the text it leads to, so that what others type meanwhile is not mistaken for it. */
interface OwnChange {
  readonly expected: string;
  /** What becomes of the hunks, in the same turn in which the text changes. */
  readonly commit: () => void;
}

/**
 * The pending edits of one document. Their text stands in the editor until it is accepted or rejected, and never in a
 * saved file; hunks move with what is typed around them. Every change is an undo step; a refused try and its successor
 * share one.
 */
export class Review {
  readonly document: vscode.TextDocument;
  #hunks: readonly ReviewHunk[];
  #ids: number;
  #own: OwnChange | undefined;
  /** The request whose undo step is still open. */
  #openStep: string | undefined;

  /** `hunks` of an earlier window, when the document holds their text again. */
  constructor(document: vscode.TextDocument, hunks: readonly ReviewHunk[] = []) {
    this.document = document;
    this.#hunks = hunks;
    this.#ids = Math.max(0, ...hunks.map(({ id }) => id));
  }

  get hunks(): readonly ReviewHunk[] {
    return this.#hunks;
  }

  /** Hunks whose check is over: the ones that can be accepted and rejected. */
  get ready(): readonly ReviewHunk[] {
    return this.#hunks.filter(({ label }) => label !== "");
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
    return applyChanges(this.document.getText(), this.#parked().map(acceptance));
  }

  hunkAt(line: number): ReviewHunk | undefined {
    return this.ready.find((hunk) => {
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
    const taken = small.some((change) =>
      this.#hunks.some((hunk) => change.start <= hunk.end && hunk.start <= change.end),
    );
    if (taken) return "occupied";
    const commit = (): void => {
      this.#follow(small);
      const fresh = hunksOf(text, small).map((hunk, index): ReviewHunk => {
        const proposed = small[index]?.text ?? "";
        return { ...hunk, id: (this.#ids += 1), request, proposed, parked: false, label: "" };
      });
      this.#hunks = [...this.#hunks, ...fresh].toSorted((a, b) => a.start - b.start);
      this.#openStep = request;
    };
    const done = await this.#apply(small, { commit, undoStop: this.#openStep !== request, version });
    return done ? "staged" : this.document.version === version ? "read-only" : "changed";
  }

  /**
   * Puts an accepted edit under review again: `original` is the document without it. Its text is there already, so nothing
   * changes but the marks.
   */
  reopen(request: string, label: string, original: string): void {
    const text = this.document.getText();
    const changes = minimalChanges(original, [{ start: 0, end: original.length, text }]);
    const fresh = hunksOf(original, changes).map((hunk, index): ReviewHunk => {
      const proposed = changes[index]?.text ?? "";
      return { ...hunk, id: (this.#ids += 1), request, proposed, parked: false, label };
    });
    const known = this.#hunks.filter(
      (hunk) => !fresh.some((other) => other.start <= hunk.end && hunk.start <= other.end),
    );
    this.#hunks = [...known, ...fresh].toSorted((a, b) => a.start - b.start);
  }

  /** Replaces what differs, in one undo step. False when the editor did not let it happen. */
  async replaceText(text: string): Promise<boolean> {
    const before = this.document.getText();
    const changes = minimalChanges(before, [{ start: 0, end: before.length, text }]);
    return await this.#apply(changes, { commit: () => this.#follow(changes), undoStop: true });
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

  /** Takes hunks for good; their text stays in the editor. False when the editor did not let it happen. */
  accept(hunks: readonly ReviewHunk[]): Promise<boolean> {
    return this.#settle(hunks, hunks.filter(({ parked }) => parked).map(acceptance), true);
  }

  /** Puts back what stood there before. False when the editor did not let it happen. */
  reject(hunks: readonly ReviewHunk[]): Promise<boolean> {
    return this.#settle(hunks, hunks.filter(({ parked }) => !parked).map(rejection), true);
  }

  /** Edits that take pending text out of the buffer for a save, so that no file holds what nobody accepted. */
  park(): readonly vscode.TextEdit[] {
    const shown = this.#shown();
    if (shown.length === 0) return [];
    const ids = new Set(shown.map(({ id }) => id));
    const changes = shown.map(rejection);
    const commit = (): void => {
      this.#follow(changes);
      this.#hunks = this.#hunks.map((hunk) =>
        ids.has(hunk.id) ? { ...hunk, end: hunk.start + hunk.original.length, parked: true } : hunk,
      );
    };
    this.#own = { expected: applyChanges(this.document.getText(), changes), commit };
    return shown.map((hunk) => vscode.TextEdit.replace(this.#span(hunk), hunk.original));
  }

  /** After a save that the user asked for: the pending text is in the editor again. */
  async unpark(): Promise<void> {
    const parked = this.#parked();
    const ids = new Set(parked.map(({ id }) => id));
    const changes = parked.map(acceptance);
    await this.#apply(changes, {
      undoStop: true,
      commit: () => {
        this.#follow(changes);
        this.#hunks = this.#hunks.map((hunk) =>
          ids.has(hunk.id) ? { ...hunk, end: hunk.start + hunk.proposed.length, parked: false } : hunk,
        );
      },
    });
  }

  /** The document changed, by us or by somebody else. Undo may have taken the edit out again: such hunks are gone. */
  changed({ contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    const text = this.document.getText();
    if (this.#own?.expected === text) {
      const { commit } = this.#own;
      this.#own = undefined;
      commit();
      return;
    }
    for (const { rangeOffset, rangeLength, text: inserted } of contentChanges) {
      this.#follow([{ start: rangeOffset, end: rangeOffset + rangeLength, text: inserted }]);
    }
    if (reason !== vscode.TextDocumentChangeReason.Undo) return;
    this.#hunks = this.#hunks.filter((hunk) => hunk.parked || text.slice(hunk.start, hunk.end) !== hunk.original);
  }

  #shown(): readonly ReviewHunk[] {
    return this.#hunks.filter(({ parked }) => !parked);
  }

  #parked(): readonly ReviewHunk[] {
    return this.#hunks.filter(({ parked }) => parked);
  }

  async #settle(hunks: readonly ReviewHunk[], changes: readonly TextChange[], undoStop: boolean): Promise<boolean> {
    const gone = new Set(hunks.map(({ id }) => id));
    const commit = (): void => {
      this.#hunks = this.#hunks.filter(({ id }) => !gone.has(id));
      this.#follow(changes);
    };
    return await this.#apply(changes, { commit, undoStop });
  }

  /** Moves the hunks along with changes that were made to the text they lie in. */
  #follow(changes: readonly TextChange[]): void {
    for (const change of changes.toSorted((a, b) => b.start - a.start)) {
      const moved = moveHunks(this.#hunks, change);
      this.#hunks = this.#hunks.map((hunk, index) => ({ ...hunk, ...moved[index] }));
    }
  }

  /** True when the text changed as asked; `commit` ran in the same turn. A read-only editor says yes and does nothing. */
  async #apply(
    changes: readonly TextChange[],
    { commit, undoStop, version = this.document.version }: ApplyOptions,
  ): Promise<boolean> {
    if (changes.length === 0) {
      commit();
      return true;
    }
    const options = { commit, undoStop, version };
    // An editor of many files lets go of those that are out of sight, and an edit that was under way with them.
    const at = this.document.positionAt(Math.min(...changes.map(({ start }) => start)));
    if (await this.#applyIn(await this.#editor(at), changes, options)) return true;
    return this.document.version === version && (await this.#applyIn(await this.#open(at), changes, options));
  }

  async #applyIn(
    editor: vscode.TextEditor,
    changes: readonly TextChange[],
    { commit, undoStop, version }: Required<ApplyOptions>,
  ): Promise<boolean> {
    // One change at a time: a second one would be computed for a text that is about to go.
    if (this.#own || this.document.version !== version) return false;
    const own: OwnChange = { expected: applyChanges(this.document.getText(), changes), commit };
    this.#own = own;
    const edit = editor.edit(
      (builder) => {
        for (const change of changes) builder.replace(this.#span(change), change.text);
      },
      { undoStopBefore: undoStop, undoStopAfter: false },
    );
    await edit.then(undefined, () => false);
    const done = this.#own !== own;
    if (!done) this.#own = undefined;
    return done;
  }

  /** Undo steps can be joined only through an editor; a file that is changed is shown, where it changes. */
  async #editor(at: vscode.Position): Promise<vscode.TextEditor> {
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document === this.document);
    return visible ?? (await this.#open(at));
  }

  async #open(at: vscode.Position): Promise<vscode.TextEditor> {
    const selection = new vscode.Range(at, at);
    const show = (): Thenable<vscode.TextEditor> =>
      vscode.window.showTextDocument(this.document, { preserveFocus: true, preview: false, selection });
    // VS Code gives up where another editor opens or closes at the same moment.
    return await show().then(undefined, show);
  }

  #span({ start, end }: Pick<TextChange, "start" | "end">): vscode.Range {
    return new vscode.Range(this.document.positionAt(start), this.document.positionAt(end));
  }
}

interface ApplyOptions {
  readonly commit: () => void;
  readonly undoStop: boolean;
  readonly version?: number;
}

function acceptance({ start, end, proposed }: ReviewHunk): TextChange {
  return { start, end, text: proposed };
}
