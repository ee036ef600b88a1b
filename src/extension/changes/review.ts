import { randomUUID } from "node:crypto";
import path from "node:path";
import * as vscode from "vscode";
import { AssistError } from "../../core/assist/errors.ts";
import type { Anchor, AssistRequest } from "../../core/assist/request.ts";
import { changedLines } from "../../core/changes/diff.ts";
import { type Finding, parseFindings, REVIEW_FORMAT, type Severity } from "../../core/changes/findings.ts";
import { DisposableStore } from "../../util/disposable.ts";
import { inertMarkdown } from "../../util/inertMarkdown.ts";
import { phrase, type Phrase } from "../../util/phrase.ts";
import type { AnswerWords } from "../chat/answerState.ts";
import { Conversation, type Turn } from "../chat/conversation.ts";
import type { AnswerComment } from "../cost/explainRequest.ts";
import type { AssistDeps } from "../../core/assist/deps.ts";
import { receiptLine } from "../threads/thread.ts";
import { repositoryOf } from "./git.ts";

const NAMES: Readonly<Record<Severity, Phrase>> = {
  error: phrase("Error"),
  warning: phrase("Warning"),
  note: phrase("Note"),
};

export interface ReviewDeps {
  readonly assist: AssistDeps;
  readonly words: AnswerWords;
}

/** Findings of reviews as threads at their lines; each can be dismissed, and none is saved. */
export class CodeReviews implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #controller: vscode.CommentController;
  readonly #deps: ReviewDeps;
  #threads: readonly vscode.CommentThread[] = [];

  constructor(deps: ReviewDeps) {
    this.#deps = deps;
    this.#controller = this.#store.add(vscode.comments.createCommentController("upshift.reviews", "Upshift"));
  }

  get threads(): readonly vscode.CommentThread[] {
    return this.#threads;
  }

  /**
   * Reviews the selected lines, else what has changed in the file since the last commit. Earlier findings in the file go.
   * Resolves with the number of findings. Throws `nothing-selected`, `no-changes` and what the request fails with.
   */
  async review(editor: vscode.TextEditor | undefined): Promise<number> {
    if (!editor) throw new AssistError("nothing-selected");
    const { document } = editor;
    const anchors = editor.selection.isEmpty ? await changeAnchors(document) : [selected(editor)];
    const request: AssistRequest = {
      ...{ id: randomUUID(), task: "review", origin: "command", tier: "auto", without: [], history: [] },
      instruction: REVIEW_FORMAT,
      anchors,
    };
    const { assist, words } = this.#deps;
    const conversation = new Conversation(assist, words);
    const location = { location: vscode.ProgressLocation.Window, title: words.t("Reviewing", {}) };
    const turn = await vscode.window.withProgress(location, () =>
      conversation.ask(request, { text: words.t("Review", {}), context: "" }),
    );
    const { view, failure } = turn.answer;
    if (failure) throw new AssistError(failure.code, failure.facts, failure.detail, failure.fault);
    this.clear(document.uri);
    const findings = parseFindings(view.text, document.lineCount);
    this.#threads = [...this.#threads, ...findings.map((finding) => this.#show(document, finding, turn))];
    return findings.length;
  }

  dismiss(thread: vscode.CommentThread): void {
    thread.dispose();
    this.#threads = this.#threads.filter((known) => known !== thread);
  }

  /** Takes the findings of a file away; of every file without one. */
  clear(uri?: vscode.Uri): void {
    for (const thread of this.#threads) if (!uri || thread.uri.toString() === uri.toString()) this.dismiss(thread);
  }

  dispose(): void {
    this.clear();
    this.#store.dispose();
  }

  #show(
    document: vscode.TextDocument,
    { start, end, severity, text }: Finding,
    { id, answer }: Turn,
  ): vscode.CommentThread {
    const range = document.validateRange(new vscode.Range(start - 1, 0, end - 1, Number.MAX_SAFE_INTEGER));
    const name = this.#deps.words.tell(NAMES[severity]);
    const comment: AnswerComment = {
      author: { name },
      body: new vscode.MarkdownString(inertMarkdown(text)),
      label: receiptLine(answer.view, this.#deps.words),
      ...{ contextValue: "answer", request: id },
      mode: vscode.CommentMode.Preview,
    };
    const thread = this.#controller.createCommentThread(document.uri, range, [comment]);
    thread.label = name;
    thread.canReply = false;
    thread.contextValue = severity;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    return thread;
  }
}

function selected({ document, selection: { start, end } }: vscode.TextEditor): Anchor {
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return { uri: document.uri.toString(), lines: { start: start.line + 1, end: last } };
}

/** The diff of a file, and the lines that it changes as they are now. */
async function changeAnchors(document: vscode.TextDocument): Promise<readonly Anchor[]> {
  const repository = await repositoryOf(document.uri);
  const diff = await repository.diffWithHEAD(document.uri.fsPath);
  const lines = changedLines(diff);
  if (!lines) throw new AssistError("no-changes", { file: path.posix.basename(document.uri.path) });
  const uri = document.uri.toString();
  return [
    { uri, lines: { start: lines.start, end: Math.min(lines.end, document.lineCount) } },
    { uri, change: diff },
  ];
}
