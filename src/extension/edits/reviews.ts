import * as vscode from "vscode";
import type { Failure } from "../../core/assist/errors.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { Emitter } from "../../util/emitter.ts";
import { AnswerMemory } from "./answerMemory.ts";
import { Cautions } from "./cautions.ts";
import { EditBases } from "./editBases.ts";
import { EditLog } from "./editLog.ts";
import { type PendingFile, PendingFiles, type SettleResult } from "./pendingFiles.ts";
import type { PreparedChange, PreparedEdits } from "./prepareEdits.ts";
import { Review, type ReviewHunk, type StageResult } from "./review.ts";
import type { ReviewStore } from "./reviewStore.ts";
import { partly, stageFailure } from "./stageFailure.ts";

/** What a user did with hunks of one request. */
export interface Judged {
  readonly request: string;
  readonly verdict: "accept" | "reject";
  readonly uri: vscode.Uri;
  readonly proposed: readonly string[];
}

/** All pending edits of the window, one review per document, and the way there from an answer. */
export class Reviews implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<void>());
  readonly #prepared = new Map<string, PreparedEdits>();
  readonly #refused = new Map<string, Failure>();
  readonly #byUri = new Map<string, Review>();
  /** Saved because the user asked for it: the pending text comes back afterwards. */
  readonly #unpark = new Set<Review>();
  readonly #memory: ReviewStore;
  readonly #files: PendingFiles;
  readonly #judged = this.#store.add(new Emitter<Judged>());
  /** What files held when requests were made. */
  readonly bases = new EditBases();
  readonly answers = new AnswerMemory();
  readonly cautions = new Cautions();
  /** What was accepted. */
  readonly log = new EditLog();
  readonly onDidChange = this.#changed.event;
  /** The user accepted or rejected hunks; not fired when an edit is taken back to ask again. */
  readonly onDidJudge = this.#judged.event;

  constructor(memory: ReviewStore) {
    this.#memory = memory;
    this.#files = new PendingFiles(memory);
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

  /** New and deleted files that wait. */
  get files(): readonly PendingFile[] {
    return this.#files.all;
  }

  at(uri: vscode.Uri): Review | undefined {
    return this.#byUri.get(uri.toString());
  }

  fileAt(uri: vscode.Uri): PendingFile | undefined {
    return this.#files.at(uri);
  }

  /** True when an edit of this request waits. */
  isPending(request: string): boolean {
    return this.#reviewsOf(request).length > 0 || this.files.some((file) => file.request === request);
  }

  prepare(request: string, edits: PreparedEdits): void {
    this.#prepared.set(request, edits);
  }

  /** How sure the least certain place of a prepared edit is; 1 where there is none. */
  confidenceOf(request: string): number {
    return Math.min(1, ...(this.#prepared.get(request)?.changes.map(({ confidence }) => confidence) ?? []));
  }

  /** All that an answer does, before it is in the editor. */
  edits(request: string): PreparedEdits | undefined {
    return this.#prepared.get(request);
  }

  /** The change of the first document, for checks that look at one. */
  prepared(request: string): PreparedChange | undefined {
    return this.#prepared.get(request)?.changes[0];
  }

  /** The edit of this request has no place; `outcome` tells. */
  refuse(request: string, failure: Failure): void {
    this.#refused.set(request, failure);
  }

  /** Puts a prepared edit into the editor, unless it is there. */
  stage = async (request: string): Promise<boolean> => (await this.#stage(request)) === undefined;

  /** Takes a checked and refused edit out of the editor again. */
  async unstage(request: string): Promise<void> {
    this.#prepared.delete(request);
    this.#files.remove(request);
    for (const review of this.#reviewsOf(request)) await review.unstage(request);
    this.#changed.fire();
  }

  /** The first review that holds a pending edit of this request. */
  of(request: string): Review | undefined {
    return this.#reviewsOf(request)[0];
  }

  /** True when the request's edit stands in the editor, as a check is to see it. */
  isShown(request: string): boolean {
    const hunks = this.#reviewsOf(request).flatMap((review) => review.hunks.filter((hunk) => hunk.request === request));
    return hunks.length > 0 && hunks.every(({ parked }) => !parked);
  }

  /** Before a request is asked again: its pending edit goes, or the model would see its own answer as the code. */
  async withdraw(request: string): Promise<void> {
    this.#files.remove(request);
    for (const review of this.#reviewsOf(request)) {
      await review.reject(review.hunks.filter((hunk) => hunk.request === request));
      this.#tidy(review);
    }
  }

  /** Tells everybody that what can be taken back is other than before. */
  refresh(): void {
    this.#changed.fire();
  }

  /** A stopped request leaves nothing in the editor. */
  async discard(request: string): Promise<void> {
    const reviews = this.#reviewsOf(request);
    await this.unstage(request);
    this.#refused.delete(request);
    for (const review of reviews) this.#tidy(review);
  }

  /**
   * The end of a request: its good edits are under review from here on, with their label. Says why when there is none
   * although the answer holds one, or which parts of it were left out.
   */
  async present(request: string, label: string): Promise<Failure | undefined> {
    const edits = this.#prepared.get(request);
    if (edits && edits.left.length > 0) this.answers.noteLeft(request, edits.left);
    const refused = this.#refused.get(request) ?? (await this.#stage(request));
    this.#refused.delete(request);
    this.#prepared.delete(request);
    this.#files.present(request, label);
    for (const review of this.#reviewsOf(request)) {
      review.present(request, label);
      this.#tidy(review);
    }
    if (edits && edits.files.length > 0) this.#changed.fire();
    return refused ?? partly(edits);
  }

  async accept(review: Review, hunks: readonly ReviewHunk[] = review.ready): Promise<void> {
    const before = review.original;
    const requests = new Set(hunks.map(({ request }) => request));
    if (!(await review.accept(hunks))) return;
    for (const request of requests) this.log.noteChange(request, { uri: review.uri, before, after: review.original });
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

  async acceptFile(file: PendingFile): Promise<SettleResult> {
    const result = await this.#files.accept(file);
    if (result === "done") this.log.noteFile(file.request, file);
    this.#changed.fire();
    return result;
  }

  rejectFile(file: PendingFile): void {
    this.#files.reject(file);
    this.#changed.fire();
  }

  /** An accepted change of a document that is open for review once more; `original` is its text without the change. */
  reopen(request: string, document: vscode.TextDocument, original: string, label: string): void {
    const review = this.#knownAt(document);
    review.reopen(request, label, original);
    this.#tidy(review);
  }

  /** Replaces what differs, in one undo step; pending edits move along. False when the editor did not let it happen. */
  async replaceText(document: vscode.TextDocument, text: string): Promise<boolean> {
    const review = this.#knownAt(document);
    const done = await review.replaceText(text);
    this.#tidy(review);
    return done;
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Why no prepared edit could be put into the editor; undefined when they stand there or there is none. */
  async #stage(request: string): Promise<Failure | undefined> {
    const prepared = this.#prepared.get(request);
    if (!prepared) return undefined;
    const results: StageResult[] = [];
    for (const change of prepared.changes) results.push(await this.#stageChange(request, change));
    if (!this.files.some((file) => file.request === request)) {
      const added = this.#files.add(request, prepared.files);
      if (prepared.files.length > 0) results.push(added ? "staged" : "occupied");
    }
    this.#changed.fire();
    return stageFailure(results);
  }

  async #stageChange(request: string, { document, version, changes, caution }: PreparedChange): Promise<StageResult> {
    const review = this.#knownAt(document);
    if (review.hunks.some((hunk) => hunk.request === request)) return "staged";
    this.cautions.note(document.uri, caution);
    return await review.stage(request, changes, version);
  }

  /** Known before its text changes: the change event is what tells the review that its edit is in. */
  #knownAt(document: vscode.TextDocument): Review {
    const review = this.at(document.uri) ?? new Review(document);
    this.#byUri.set(document.uri.toString(), review);
    return review;
  }

  #reviewsOf(request: string): readonly Review[] {
    return [...this.#byUri.values()].filter(({ hunks }) => hunks.some((hunk) => hunk.request === request));
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
