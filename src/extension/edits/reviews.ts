import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import type { TextChange } from "../../core/edits/change.ts";
import type { Draft } from "../../core/ports.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";
import { Review, type ReviewHunk } from "./review.ts";
import type { ReviewStore } from "./reviewStore.ts";

const MOST_DRAFTS = 50;

/** An edit that fits its file, before it is in the editor. */
export interface PreparedEdit {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly changes: readonly TextChange[];
}

/** What a user did with hunks of one request. */
export interface Judged {
  readonly request: string;
  readonly verdict: "accept" | "reject";
  readonly uri: vscode.Uri;
  readonly proposed: readonly string[];
}

/** All pending edits of the window, one per document, and the way there from an answer. */
export class Reviews implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #prepared = new Map<string, PreparedEdit>();
  readonly #drafts = new Map<string, Draft>();
  readonly #refused = new Map<string, Failure>();
  readonly #byUri = new Map<string, Review>();
  /** Saved because the user asked for it: the pending text comes back afterwards. */
  readonly #unpark = new Set<Review>();
  readonly #memory: ReviewStore;

  readonly #judged = this.#store.add(new Emitter<Judged>());

  readonly onDidChange = this.#changed.event;
  /** The user accepted or rejected hunks; not fired when an edit is taken back to ask again. */
  readonly onDidJudge = this.#judged.event;

  constructor(memory: ReviewStore) {
    this.#memory = memory;
    const { workspace } = vscode;
    this.#store.add(workspace.onDidChangeTextDocument((event) => this.#documentChanged(event)));
    this.#store.add(
      workspace.onWillSaveTextDocument((event) => {
        const review = this.at(event.document.uri);
        if (!review) return;
        if (event.reason === vscode.TextDocumentSaveReason.Manual) this.#unpark.add(review);
        event.waitUntil(Promise.resolve([...review.park()]));
      }),
    );
    this.#store.add(workspace.onDidSaveTextDocument(({ uri }) => void this.#saved(this.at(uri))));
    this.#store.add(workspace.onDidOpenTextDocument((document) => this.#restore(document)));
    this.#store.add(workspace.onDidCloseTextDocument(({ uri }) => this.#forget(this.at(uri), false)));
    for (const document of workspace.textDocuments) this.#restore(document);
  }

  get all(): readonly Review[] {
    return [...this.#byUri.values()].filter(({ hunks }) => hunks.length > 0);
  }

  at(uri: vscode.Uri): Review | undefined {
    return this.#byUri.get(uri.toString());
  }

  /** The last drafts, so that a code block of an answer can still be applied by hand. */
  remember(draft: Draft): void {
    this.#drafts.delete(draft.request.id);
    this.#drafts.set(draft.request.id, draft);
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > MOST_DRAFTS && oldest !== undefined) this.#drafts.delete(oldest);
  }

  draft(request: string): Draft | undefined {
    return this.#drafts.get(request);
  }

  prepare(request: string, edit: PreparedEdit): void {
    this.#prepared.set(request, edit);
  }

  prepared(request: string): PreparedEdit | undefined {
    return this.#prepared.get(request);
  }

  /** The edit of this request has no place; `outcome` tells. */
  refuse(request: string, failure: Failure): void {
    this.#refused.set(request, failure);
  }

  /** Puts a prepared edit into the editor, unless it is there. */
  async stage(request: string): Promise<boolean> {
    return (await this.#stage(request)) === undefined;
  }

  /** Takes a checked and refused edit out of the editor again. */
  async unstage(request: string): Promise<void> {
    const review = this.#reviewOf(request);
    this.#prepared.delete(request);
    if (review) await review.unstage(request);
    this.#changed.fire();
  }

  /** The review that holds a pending edit of this request. */
  of(request: string): Review | undefined {
    return this.#reviewOf(request);
  }

  /** True when the request's edit stands in the editor, as a check is to see it. */
  isShown(request: string): boolean {
    const hunks = this.#reviewOf(request)?.hunks.filter((hunk) => hunk.request === request) ?? [];
    return hunks.length > 0 && hunks.every(({ parked }) => !parked);
  }

  /** Before a request is asked again: its pending edit goes, or the model would see its own answer as the code. */
  async withdraw(request: string): Promise<void> {
    const review = this.#reviewOf(request);
    if (!review) return;
    await review.reject(review.hunks.filter((hunk) => hunk.request === request));
    this.#tidy(review);
  }

  /** A stopped request leaves nothing in the editor. */
  async discard(request: string): Promise<void> {
    const review = this.#reviewOf(request);
    await this.unstage(request);
    this.#refused.delete(request);
    this.#tidy(review);
  }

  /**
   * The end of a request: a good edit is under review from here on, with its label; says why when there is none although
   * the answer holds one.
   */
  async present(request: string, label: string): Promise<Failure | undefined> {
    const refused = this.#refused.get(request) ?? (await this.#stage(request));
    const review = this.#reviewOf(request);
    this.#refused.delete(request);
    this.#prepared.delete(request);
    review?.present(request, label);
    this.#tidy(review);
    return refused;
  }

  async accept(review: Review, hunks: readonly ReviewHunk[] = review.ready): Promise<void> {
    await review.accept(hunks);
    this.#tidy(review);
    this.#tellJudged("accept", review.uri, hunks);
  }

  async reject(review: Review, hunks: readonly ReviewHunk[] = review.ready): Promise<void> {
    await review.reject(hunks);
    this.#tidy(review);
    this.#tellJudged("reject", review.uri, hunks);
  }

  #tellJudged(verdict: Judged["verdict"], uri: vscode.Uri, hunks: readonly ReviewHunk[]): void {
    for (const request of new Set(hunks.map((hunk) => hunk.request))) {
      const proposed = hunks
        .filter((hunk) => hunk.request === request && hunk.proposed.trim() !== "")
        .map((hunk) => hunk.proposed);
      this.#judged.fire({ request, verdict, uri, proposed });
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Why a prepared edit could not be put into the editor; undefined when it stands there or there is none. */
  async #stage(request: string): Promise<Failure | undefined> {
    const prepared = this.#prepared.get(request);
    if (!prepared) return undefined;
    const uri = prepared.document.uri;
    const review = this.at(uri) ?? new Review(prepared.document);
    if (review.hunks.some((hunk) => hunk.request === request)) return undefined;
    // Known before its text changes: the change event is what tells the review that its edit is in.
    this.#byUri.set(uri.toString(), review);
    const result = await review.stage(request, prepared.changes, prepared.version);
    this.#changed.fire();
    if (result === "occupied") return misfit("an edit of these lines waits for review");
    if (result === "changed") return misfit("the file changed meanwhile");
    if (result === "read-only") return misfit("the file is read-only");
    return undefined;
  }

  #reviewOf(request: string): Review | undefined {
    return [...this.#byUri.values()].find(({ hunks }) => hunks.some((hunk) => hunk.request === request));
  }

  /** A document stays known while a request runs, so that the tries of one request share an undo step. */
  #tidy(review: Review | undefined): void {
    if (review && review.hunks.length === 0 && this.#prepared.size === 0) this.#forget(review);
    else {
      this.#memory.save(this.all);
      this.#changed.fire();
    }
  }

  #documentChanged(event: vscode.TextDocumentChangeEvent): void {
    const review = this.at(event.document.uri);
    if (review) {
      review.changed(event);
      this.#tidy(review);
    } else if (event.contentChanges.length > 0) this.#restore(event.document);
  }

  async #saved(review: Review | undefined): Promise<void> {
    if (!review || !this.#unpark.delete(review)) return;
    await review.unpark();
    this.#tidy(review);
  }

  /** A document that an earlier window left with a pending edit has its review again. */
  #restore(document: vscode.TextDocument): void {
    if (this.at(document.uri)) return;
    const review = this.#memory.restore(document);
    if (!review) return;
    this.#byUri.set(document.uri.toString(), review);
    this.#changed.fire();
  }

  /** `forGood` = nothing is left to review; else the document closed and may come back with its pending text. */
  #forget(review: Review | undefined, forGood = true): void {
    if (!review) return;
    this.#byUri.delete(review.uri.toString());
    if (forGood) this.#memory.save(this.all);
    this.#changed.fire();
  }
}

function misfit(reason: string): Failure {
  return { code: "edit-misfit", facts: { reason } };
}
